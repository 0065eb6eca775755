import type { Entry } from '@baixa/core';
import {
  type EntryOutcome,
  exceptionIdOf,
  type Movement,
  newCharge,
  newReceivable,
  sumOutcomes,
  withMovement,
} from '@baixa/settlement';
import { expect, test } from 'vitest';
import { chunkKey, entriesManifestKey } from './keys.ts';
import { chainOfAgreement, manifestOf, sha256Of } from './link.ts';
import { forgeChain, linesOf, newInstallation } from './test-support/installation.ts';
import { verifyLedger } from './verify.ts';

const OUTCOME = 'outcomes/f1/000001.ndjson';
const chain = chainOfAgreement('bb');

/** R$ 3,50 for a charge that covers F1 of R$ 1 and F2 of R$ 2: both are settled, and R$ 0,50 are a credit on it. */
function aSplitPayment() {
  const made = newInstallation();
  const place = { file: 'f1', line: 1, offset: 240, on: '2026-03-25' };
  const entry: Entry = { ...place, kind: 'payment', reasons: [], paidCents: 350, paidOn: place.on };
  const base = {
    company: 'aguas',
    agreement: 'bb',
    at: '2026-03-26T12:00:00.000Z',
    chunk: 1,
    kind: 'payment' as const,
  };
  const key = 'f1:240';
  const shares = [100, 200].map((cents, index) => ({
    number: index + 1,
    receivable: `F${index + 1}`,
    cents,
  }));
  const facts = { company: 'aguas', identifiers: {}, dueOn: place.on };
  const parts = shares.map(({ number, receivable: id, cents }): EntryOutcome => {
    const part = { charge: 'C1', number, of: 2 };
    const movement = {
      ...place,
      key: `${key}/${number}`,
      outcome: 'settled' as const,
      movedCents: cents,
      appliedCents: cents,
      part,
    } satisfies Movement;
    const bill = newReceivable({ ...facts, id, account: '1', faceCents: cents });
    made.receivables.set(id, withMovement(bill, movement));
    const receivable = { id, account: '1', status: 'settled' as const, sequence: 2 };
    return { ...base, ...movement, unappliedCents: 0, receivable, part };
  });
  const kept: Movement = {
    ...place,
    key,
    outcome: 'settled-in-excess',
    movedCents: 350,
    appliedCents: 300,
    parts: shares,
  };
  const charge = newCharge({
    ...facts,
    id: 'C1',
    faceCents: 300,
    covers: [{ receivable: 'F1' }, { receivable: 'F2' }],
  });
  made.charges.set('C1', withMovement(charge, kept));
  const { parts: _, part: __, ...own } = kept;
  const line: EntryOutcome = {
    ...base,
    ...own,
    unappliedCents: 50,
    charge: { id: 'C1', sequence: 2 },
    parts,
  };
  const credit = { ...line, movedCents: 50, appliedCents: 0 };
  made.exceptions.set(exceptionIdOf('aguas', key), { outcome: credit });
  const entriesKey = chunkKey('entries', 'f1', 1);
  made.objects.set(entriesKey, linesOf([entry]));
  made.keep(
    chain,
    entriesManifestKey('f1'),
    manifestOf([{ key: entriesKey, sha256: sha256Of(linesOf([entry])) }]),
  );
  made.keep(chain, OUTCOME, linesOf([line]));
  made.files.set('f1', { status: 'processed', chunks: 1, sums: sumOutcomes([line]) });
  return made;
}

type Made = ReturnType<typeof aSplitPayment>;
const movementOf = ({ receivables, charges }: Made, id: string) =>
  (receivables.get(id) ?? charges.get(id))?.movements[0] as Movement;
async function differencesAfter(tamper: (made: Made) => void): Promise<string[]> {
  const made = aSplitPayment();
  tamper(made);
  const { differences } = await verifyLedger(made.ports);
  return differences.map(({ code, where }) => `${code.replace('ledger.', '')} ${where.path}`);
}

test('the payment of a collective charge adds up, part by part, and a charge is no receivable', async () => {
  const verified = await verifyLedger(aSplitPayment().ports);
  expect(verified).toMatchObject({
    differences: [],
    receivables: 2,
    chains: [
      { figures: { entries: 1, inCents: 350, appliedCents: 300, unappliedCents: 50, waitingCents: 50 } },
    ],
  });
});

test.each<[string, (made: Made) => void, string]>([
  [
    'a part that is not on its receivable',
    (made) => void made.receivables.get('F2')?.movements.pop(),
    'receivable-differs F2',
  ],
  [
    'a part of other money',
    (made) => void Object.assign(movementOf(made, 'F1'), { movedCents: 99 }),
    'receivable-differs F1',
  ],
  [
    'another split kept on the charge',
    (made) => void Object.assign(movementOf(made, 'C1').parts?.[0] ?? {}, { cents: 99 }),
    'receivable-differs C1',
  ],
  [
    'a payment that is not on the charge',
    (made) => void made.charges.get('C1')?.movements.pop(),
    'receivable-differs C1',
  ],
  ['a credit that waits for nobody', (made) => made.exceptions.clear(), `exception-missing ${OUTCOME}`],
])('%s is found', async (_, tamper, difference) => {
  expect(await differencesAfter(tamper)).toContain(difference);
});

test('a part that somebody changed in the ledger, with every link after it, does not make its entry', async () => {
  const found = await differencesAfter((made) => {
    const text = made.objects.get(OUTCOME) ?? '';
    made.objects.set(
      OUTCOME,
      text.replace('"movedCents":200,"appliedCents":200', '"movedCents":200,"appliedCents":150'),
    );
    forgeChain(made.objects, chain);
  });
  expect(found).toContain(`outcome-differs ${OUTCOME}`);
});
