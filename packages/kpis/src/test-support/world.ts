import { assessCase, collectedDebt, REFERENCE_COLLECTION, type StoredCase } from '@baixa/collection';
import { addDays, type CivilDate, type Entry } from '@baixa/core';
import { factsOfCase } from '@baixa/scoring';
import {
  type AgreementRules,
  decide,
  dueOn,
  type EntryOutcome,
  type Movement,
  newReceivable,
  type Receivable,
  takeBack,
  undoneKeyOf,
} from '@baixa/settlement';
import fc from 'fast-check';
import { type KeepPorts, type KpiBook, keepFile, keepNoted, keepResolution } from '../index.ts';
import { newMemory } from './memory.ts';

/*
 * Small worlds of receivables and collection cases to which things happen: payments in full and in part, before and after
 * the due date, reversals, files that are undone, exceptions that end. They happen by the rules of settlement itself.
 */
export const COMPANY = 'aguas';
export const DAY_0 = '2025-01-10';
export const day = (min = 0, max = 700) => fc.integer({ min, max }).map((days) => addDays(DAY_0, days));

const bill = fc.record({
  faceCents: fc.integer({ min: 1_00, max: 900_00 }),
  dueOn: day(),
  issuedOn: fc.option(day(), { nil: undefined }),
  registeredOn: day(),
  terms: fc.constantFrom(undefined, { fine: { percent: '2' }, interest: { percentPerMonth: '1' } }),
  municipality: fc.constantFrom('Vale', 'Serra', undefined),
  tariffCategory: fc.constantFrom('residencial', 'pública'),
});

/** One thing that happens to a receivable; `which` chooses among those there are. */
const happening = fc.record({
  what: fc.constantFrom('pay', 'pay', 'pay-in-part', 'pay-more', 'reverse', 'undo'),
  which: fc.nat(),
  on: day(0, 800),
  /** Whether it comes in a file, or as the end of an exception. */
  by: fc.constantFrom('file', 'file', 'file', 'exception'),
  /** How many messages that wait are delivered after it, and which of them. */
  deliver: fc.array(fc.nat(), { maxLength: 3 }),
});

const collection = fc.record({
  which: fc.nat(),
  after: fc.integer({ min: 1, max: 40 }),
  actions: fc.array(
    fc.record({
      type: fc.constantFrom('debt-notice' as const, 'negotiation' as const, 'cut-off' as const),
      on: fc.integer({ min: 0, max: 80 }),
      status: fc.constantFrom('done' as const, 'done' as const, 'cancelled' as const),
    }),
    { maxLength: 4 },
  ),
});

export const story = fc.record({
  toleranceCents: fc.constantFrom<number[]>(0, 5),
  bills: fc.array(bill, { minLength: 1, maxLength: 8 }),
  happenings: fc.array(happening, { maxLength: 25 }),
  cases: fc.array(collection, { maxLength: 4 }),
});
export type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

/** Plays a story: what is told of it is delivered in any order, at any moment, and twice. */
export async function play({ toleranceCents, bills, happenings, cases }: Story, book?: KpiBook) {
  const rules: AgreementRules = { id: 'bb', company: COMPANY, tolerance: { cents: toleranceCents } };
  const memory = newMemory(book);
  const { ports, receivables } = memory;
  const waiting: ((ports: KeepPorts) => Promise<void>)[] = [];
  const tell = (message: (ports: KeepPorts) => Promise<void>) => waiting.push(message, message);
  const deliver = async (choice: number) => {
    const [message] = waiting.splice(choice % Math.max(1, waiting.length), 1);
    await message?.(ports);
  };

  for (const [index, { registeredOn, municipality, tariffCategory, ...facts }] of bills.entries()) {
    const {
      status: _,
      version: __,
      movements: ___,
      ...registration
    } = newReceivable({
      id: `F${index}`,
      company: COMPANY,
      account: `${index % 3}`,
      identifiers: {},
      ...facts,
      strata: { ...(municipality === undefined ? {} : { municipality }), tariffCategory },
    });
    const registered = { by: `k${index % 2}`, at: `${registeredOn}T12:00:00.000Z` };
    receivables.set(`F${index}`, { ...newReceivable(registration), registered });
  }
  const ids = [...receivables.keys()];
  // The second command registers all of them again, and nothing of that counts twice.
  for (const command of ['k0', 'k1'])
    tell((to) => keepNoted(to, { kpi: 'registered', company: COMPANY, command, receivables: ids }));

  for (const [index, each] of cases.entries()) open(index, each);
  for (const [index, each] of happenings.entries()) {
    happen(index, each);
    for (const choice of each.deliver) await deliver(choice);
  }
  while (waiting.length > 0) await deliver(waiting.length * 7 + 3);
  return memory;

  /** A case of its own account, that collects one receivable. */
  function open(index: number, { which, after, actions }: Story['cases'][number]) {
    const debt = receivables.get(ids[which % ids.length] as string) as Receivable;
    const noticeGeneratedOn = addDays(debt.dueOn, after);
    memory.cases.push({
      contract: 'c1',
      company: COMPANY,
      account: `case-${index}`,
      noticeGeneratedOn,
      receivables: [debt.id],
      facts: [],
      version: 1,
      actions: actions.map(({ type, on, status }, number) => ({
        id: `A${number}`,
        type,
        generatedOn: noticeGeneratedOn,
        executedOn: addDays(noticeGeneratedOn, on),
        status,
      })),
    });
    reassess();
  }

  /** What recover does: cases are assessed anew by how their debts stand, and whoever changed is told of. */
  function reassess() {
    for (const [index, found] of memory.cases.entries()) {
      const next = assessed(found, receivables, '2027-06-01', found.version + 1);
      memory.cases[index] = next;
      const { contract, account } = next;
      tell((to) => keepNoted(to, { kpi: 'account', company: COMPANY, contract, account }));
    }
  }

  function happen(index: number, { what, which, on, by }: Story['happenings'][number]) {
    const id = ids[which % ids.length] as string;
    const found = receivables.get(id) as Receivable;
    const key = `${by}-${index}`;
    const next = nextOf(found, what, on, key, rules);
    if (next === undefined) return;
    receivables.set(id, next);
    const movement = next.movements.at(-1) as Movement;
    const outcome: EntryOutcome = {
      company: COMPANY,
      agreement: 'bb',
      file: key,
      line: 1,
      offset: 0,
      kind: 'payment',
      key: movement.key,
      outcome: movement.outcome,
      movedCents: movement.movedCents,
      appliedCents: movement.appliedCents,
      unappliedCents: movement.movedCents - movement.appliedCents,
      at: `${on}T12:00:00.000Z`,
      receivable: { id, account: found.account, status: next.status, sequence: next.version },
    };
    // What was undone is told by the movements that took it back.
    const told = movement.outcome === 'undone' ? { ...outcome, key: 'whole', took: [outcome] } : outcome;
    if (by === 'exception') {
      memory.resolutions.set(key, { how: 'settled', by: 'ana', at: outcome.at, outcomes: [told] });
      tell((to) => keepResolution(to, COMPANY, key));
    } else {
      const isLater = index % 5 === 4;
      memory.files.set(`${key}/1`, isLater ? [[]] : [[], [told]]);
      if (isLater) memory.files.set(`${key}/2`, [[told]]);
      tell((to) => keepFile(to, COMPANY, key));
      if (isLater) tell((to) => keepFile(to, COMPANY, key, 2));
    }
    reassess();
  }
}

/** A case as recover assesses it on a day. */
export function assessed(
  found: StoredCase,
  receivables: Map<string, Receivable>,
  on: CivilDate,
  version = found.version,
): StoredCase {
  const debts = found.receivables.flatMap((id) => receivables.get(id) ?? []);
  const states = debts.map(({ id, settledOn }) => ({
    receivable: id,
    ...(settledOn === undefined ? {} : { settledOn }),
  }));
  const assessment = assessCase(found, states, REFERENCE_COLLECTION, on);
  const facts = factsOfCase(assessment, collectedDebt(found, debts, assessment, REFERENCE_COLLECTION));
  return { ...found, assessment, facts, version };
}

/** The receivable after something happened to it; undefined where that cannot happen now. */
function nextOf(
  found: Receivable,
  what: string,
  on: CivilDate,
  key: string,
  rules: AgreementRules,
): Receivable | undefined {
  const due = dueOn(found, on).totalCents;
  const pay = (paidCents: number, kind: Entry['kind'] = 'payment'): Receivable | undefined => {
    if (paidCents <= 0) return undefined;
    const entry = { line: 1, offset: 0, kind, reasons: [], paidCents, paidOn: on };
    return decide(found, { entry, key, file: key }, rules).after;
  };
  if (what === 'pay') return pay(due);
  if (what === 'pay-more') return pay(due + 10_00);
  if (what === 'pay-in-part') return pay(Math.floor(due / 3), 'partial-payment');
  const standing = found.movements.findLast(
    (movement) =>
      movement.movedCents > 0 &&
      movement.outcome !== 'undone' &&
      !found.movements.some((each) => each.key === undoneKeyOf(movement.key)),
  );
  if (standing === undefined) return undefined;
  if (what === 'reverse') return pay(standing.movedCents, 'reversal');
  const reversed = found.movements.some(({ undoes }) => undoes === standing.key);
  return reversed ? undefined : takeBack(found, standing, { file: standing.file, step: 2 }, rules);
}
