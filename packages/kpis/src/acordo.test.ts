import {
  type EntryOutcome,
  type Movement,
  newReceivable,
  type Receivable,
  withMovement,
} from '@baixa/settlement';
import { expect, test } from 'vitest';
import { figuresOf, keepDeed, keepFile, keepNoted, kpiRulesOf, rowsAsOf, rowsOfReceivable } from './index.ts';
import { newMemory } from './test-support/memory.ts';

const COMPANY = 'aguas';
const RULES = kpiRulesOf(undefined, []);
const AGREED = '2026-03-02';
const BROKEN = '2026-05-04';
const row = { company: COMPANY, account: '100', identifiers: {} };
const place = { file: 'acordo:A', line: 1, offset: 0, movedCents: 0, appliedCents: 0, acordo: 'A' };

/** A bill of R$ 100,00 that acordo A replaces by R$ 40,00 down, which is paid, and R$ 60,00, which is not. */
function played() {
  const memory = newMemory();
  const { receivables } = memory;
  const put = (id: string, after: Receivable) => receivables.set(id, after);
  const move = (id: string, movement: Omit<Movement, 'line' | 'offset'> & Partial<Movement>) =>
    put(id, withMovement(receivables.get(id) as Receivable, { line: 1, offset: 0, ...movement }));
  const lineOf = (id: string): EntryOutcome => {
    const { movements, account, status, version } = receivables.get(id) as Receivable;
    const { key, file, line, offset, outcome, movedCents, appliedCents } = movements.at(-1) as Movement;
    return {
      ...{ company: COMPANY, agreement: '', file, line, offset, key, outcome, movedCents, appliedCents },
      kind: movedCents === 0 ? 'other' : 'payment',
      unappliedCents: movedCents - appliedCents,
      receivable: { id, account, status, sequence: version },
      at: `${AGREED}T12:00:00.000Z`,
    };
  };
  const deed = (what: 'made' | 'ended', outcomes: EntryOutcome[]) =>
    memory.deeds.set(`A/${what}`, {
      what,
      outcomes,
      acordo: { parts: [{ id: 'A.0' }, { id: 'A.1' }] } as never,
    });
  const registered = (by: string, on: string) => ({ by, at: `${on}T12:00:00.000Z` });

  put('F1', {
    ...newReceivable({ ...row, id: 'F1', faceCents: 100_00, dueOn: '2026-01-10' }),
    registered: registered('k', '2026-01-02'),
  });
  return {
    ...memory,
    make() {
      move('F1', {
        ...place,
        key: 'acordo:A/replaced',
        on: AGREED,
        outcome: 'replaced',
        stands: { status: 'replaced' },
      });
      const made = [lineOf('F1')];
      for (const [part, faceCents] of [40_00, 60_00].entries())
        put(`A.${part}`, {
          ...newReceivable({
            ...row,
            id: `A.${part}`,
            faceCents,
            dueOn: `2026-0${3 + part}-10`,
            acordo: { id: 'A', part },
          }),
          registered: registered('acordo:A', AGREED),
        });
      deed('made', made);
    },
    pay() {
      move('A.0', {
        key: 'p',
        file: 'f',
        on: '2026-03-10',
        outcome: 'settled',
        movedCents: 40_00,
        appliedCents: 40_00,
      });
      memory.files.set('f/1', [[lineOf('A.0')]]);
    },
    end() {
      move('A.1', {
        ...place,
        key: 'acordo:A/cancelled',
        on: BROKEN,
        outcome: 'cancelled',
        stands: { status: 'cancelled' },
      });
      const outcomes = [lineOf('A.1')];
      move('F1', {
        ...place,
        key: 'acordo:A/restored',
        on: BROKEN,
        outcome: 'restored',
        stands: { status: 'open' },
      });
      deed('ended', [...outcomes, lineOf('F1')]);
    },
  };
}

test('an acordo bills nothing again: its parts are open in the place of what it replaced, and void when it is broken', async () => {
  const { ports, receivables, make, pay, end } = played();
  const seenOn = async (asOf: string) => {
    const kept = figuresOf(await rowsAsOf(ports.book, COMPANY, asOf, RULES), asOf, RULES);
    const again = [...receivables.values()].flatMap(rowsOfReceivable);
    expect(kept).toEqual(figuresOf(again, asOf, RULES));
    const { billedCents, openCents, collectedCents } = kept;
    return [billedCents, openCents, collectedCents];
  };
  await keepNoted(ports, { kpi: 'registered', company: COMPANY, command: 'k', receivables: ['F1'] });
  expect(await seenOn('2026-06-01')).toEqual([100_00, 100_00, 0]);
  make();
  for (let told = 0; told < 2; told++) await keepDeed(ports, COMPANY, 'A', 'made');
  expect(await seenOn('2026-03-01')).toEqual([100_00, 100_00, 0]);
  expect(await seenOn('2026-06-01')).toEqual([100_00, 100_00, 0]);
  pay();
  await keepFile(ports, COMPANY, 'f');
  expect(await seenOn('2026-06-01')).toEqual([100_00, 60_00, 40_00]);
  end();
  for (let told = 0; told < 2; told++) await keepDeed(ports, COMPANY, 'A', 'ended');
  expect(await seenOn('2026-05-03')).toEqual([100_00, 60_00, 40_00]);
  expect(await seenOn('2026-06-01')).toEqual([100_00, 100_00, 40_00]);
});
