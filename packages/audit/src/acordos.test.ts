import {
  type Acordo,
  type AcordoDeed,
  acordoKeyOf,
  type EntryOutcome,
  newReceivable,
  withMovement,
} from '@baixa/settlement';
import { expect, test } from 'vitest';
import { deedKey } from './keys.ts';
import { chainOfCompany } from './link.ts';
import { newInstallation } from './test-support/installation.ts';
import { verifyLedger } from './verify.ts';

const KEY = acordoKeyOf('aguas', 'A-1');
const place = { file: 'acordo:A-1', line: 0, offset: 0, on: '2026-05-20' };
const base = {
  id: 'F1',
  company: 'aguas',
  account: '1',
  identifiers: {},
  faceCents: 100,
  dueOn: '2026-03-25',
};
const PART = { ...base, id: 'A-1.0', faceCents: 90, dueOn: '2026-05-25', acordo: { id: 'A-1', part: 0 } };
const ACORDO: Acordo = {
  id: 'A-1',
  company: 'aguas',
  account: '1',
  on: '2026-05-20',
  replaced: [{ receivable: 'F1', cents: 100 }],
  parts: [PART],
  discountCents: 10,
  chargesCents: 0,
  state: 'active',
  version: 2,
  wish: 'w',
  by: 'ana',
  reason: 'Asked for it.',
  at: '2026-05-20T12:00:00.000Z',
};
const REPLACED = {
  ...place,
  key: 'acordo:A-1/replaced',
  outcome: 'replaced' as const,
  movedCents: 0,
  appliedCents: 0,
  stands: { status: 'replaced' as const },
  acordo: 'A-1',
  partCount: 1,
};
const LINE: EntryOutcome = {
  ...place,
  company: 'aguas',
  agreement: '',
  key: REPLACED.key,
  kind: 'other',
  outcome: 'replaced',
  movedCents: 0,
  appliedCents: 0,
  unappliedCents: 0,
  receivable: { id: 'F1', account: '1', status: 'replaced', sequence: 2 },
  at: ACORDO.at,
};

/** F1 is replaced by acordo A-1, which its deed tells; a test may change each of them. */
function withAcordo({ acordo = ACORDO, deed = {} }: { acordo?: Acordo; deed?: Partial<AcordoDeed> } = {}) {
  const made = newInstallation();
  made.receivables.set('F1', withMovement(newReceivable(base), REPLACED));
  made.receivables.set('A-1.0', newReceivable(PART));
  made.acordos.set(KEY, acordo);
  const text = `${JSON.stringify({ what: 'made', acordo: ACORDO, outcomes: [LINE], ...deed })}\n`;
  made.keep(chainOfCompany('aguas'), deedKey(KEY, 'made'), text);
  return made;
}
const codes = async (made: ReturnType<typeof withAcordo>) =>
  (await verifyLedger(made.ports)).differences.map(({ code, message }) => `${code}: ${message}`);

test('an acordo whose deed, parts and receivables agree is proved', async () => {
  const made = withAcordo();
  expect(await verifyLedger(made.ports)).toMatchObject({ differences: [], receivables: 2 });
});

test('parts and discount that do not make the debt are found', async () => {
  const [difference] = await codes(withAcordo({ deed: { acordo: { ...ACORDO, discountCents: 11 } } }));
  expect(difference).toContain('parts 90 + discount 11 is not debt 100 + charges 0.');
});

test('a part that is registered otherwise is found', async () => {
  const made = withAcordo();
  made.receivables.set('A-1.0', newReceivable({ ...PART, faceCents: 80 }));
  expect(await codes(made)).toEqual([
    expect.stringContaining('part A-1.0 of 90 centavos due on 2026-05-25 is not registered so.'),
  ]);
});

test('a receivable that was put back by hand is found, and one whose replacing nobody told', async () => {
  const made = withAcordo();
  made.receivables.set('F1', newReceivable(base));
  expect((await codes(made)).join()).toContain('the receivable has nothing of it');
  const silent = withAcordo({ deed: { outcomes: [] } });
  expect((await codes(silent)).join()).toMatch(
    /names 1 receivables, and tells of 0.*it has 1 movements, and the ledger tells of 0/,
  );
});

test('an acordo that has ended without its deed is found, and one that is ending is let be', async () => {
  const end = { how: 'broken' as const, by: 'bia', reason: 'Stopped.', at: ACORDO.at, on: '2026-07-01' };
  const ended = withAcordo({ acordo: { ...ACORDO, state: 'ended', end } });
  expect(await codes(ended)).toEqual([
    expect.stringContaining('acordo A-1 is ended, and the ledger has not its end'),
  ]);
  expect(await codes(withAcordo({ acordo: { ...ACORDO, state: 'ending', end } }))).toEqual([]);
  const gone = withAcordo();
  gone.acordos.clear();
  expect(await codes(gone)).toEqual([expect.stringContaining('ledger.acordo-unknown')]);
});

test('money that left the parts and came to nobody is found', async () => {
  const taken: EntryOutcome = {
    ...LINE,
    key: 'acordo:A-1/taken:A-1.0:1',
    outcome: 'transferred',
    movedCents: -40,
    appliedCents: -40,
  };
  const made = withAcordo();
  made.keep(
    chainOfCompany('aguas'),
    deedKey(KEY, 'ended'),
    `${JSON.stringify({ what: 'ended', acordo: ACORDO, outcomes: [taken] })}\n`,
  );
  expect((await codes(made)).join()).toContain(
    '-40 centavos more came to what it had replaced than left its parts.',
  );
});
