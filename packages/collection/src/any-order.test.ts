import { addDays, canonicalJson } from '@baixa/core';
import { sumMeasures } from '@baixa/scoring';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderRowSchema, recoverAccount, takeOrders } from './index.ts';
import { CONTRACT, type Memory, newMemory } from './test-support/memory.ts';

const START = '2026-01-05';
const day = (days: number) => addDays(START, days);

/** A row as its system has it at a moment: a later version corrects, executes or cancels an earlier one. */
const version = fc.record({
  id: fc.constantFrom('A', 'B', 'C', 'D'),
  type: fc.constantFrom('debt-notice', 'debt-notice', 'negotiation', 'cut-off', 'cut-off-review'),
  generated: fc.nat(110).map(day),
  took: fc.option(fc.nat(12), { nil: undefined }),
  cancelled: fc.integer({ min: 0, max: 4 }).map((dice) => dice === 0),
  outcome: fc.option(fc.constantFrom('refused', 'impossible'), { nil: undefined }),
});
const rows = fc.array(version, { minLength: 1, maxLength: 8 }).map((versions) =>
  versions.map(({ took, cancelled, outcome, ...row }, index) => ({
    ...row,
    account: '100',
    updated: `2026-06-01T12:00:${String(index).padStart(2, '0')}Z`,
    status: cancelled ? 'cancelled' : took === undefined ? 'open' : 'done',
    ...(took === undefined || cancelled
      ? {}
      : { executed: addDays(row.generated, took), ...(outcome ? { outcome } : {}) }),
  })),
);
const paid = fc.option(fc.integer({ min: -15, max: 200 }).map(day), { nil: undefined });
const story = fc.record({ rows, first: paid, second: paid });

/** What becomes known, one thing after the other; each may be told more than once. */
type Step = (memory: Memory) => Promise<unknown>;
const stepsOf = ({
  rows: all,
  first,
  second,
}: {
  rows: object[];
  first?: string;
  second?: string;
}): Step[] => [
  ...all.map(
    (row): Step =>
      (memory) =>
        takeOrders(memory.ports, CONTRACT, [orderRowSchema.parse(row)], memory.tick()),
  ),
  ...Object.entries({ F1: first, F2: second }).flatMap(([id, on]) =>
    on === undefined
      ? []
      : [
          async (memory: Memory) => {
            memory.pay(id, on);
            await recoverAccount(memory.ports, CONTRACT, '100', [id]);
          },
        ],
  ),
];

async function play(steps: readonly Step[]): Promise<Memory> {
  const memory = newMemory('2026-12-31T12:00:00Z');
  memory.owe('F1', { dueOn: '2025-12-10' });
  memory.owe('F2', { dueOn: '2026-02-10' });
  for (const step of steps) await step(memory);
  return memory;
}

/** The cases without the count of their writes, and without when what was told. */
const casesOf = (memory: Memory) =>
  memory.casesOf('100').map((notice) => {
    const { version: _, assessedAt: __, ...rest } = memory.caseOf('100', notice);
    return rest;
  });
const months = Array.from({ length: 14 }, (_, index) => index + 1);
const tallies = (memory: Memory) => months.map((cycle) => memory.tally(cycle));

test('the cases of an account are the function of its facts: any order, any duplicates, the same cases and cycles', async () => {
  const told = story.chain((each) => {
    const steps = stepsOf(each);
    const twice = [...steps, ...steps];
    return fc.tuple(
      fc.constant(steps),
      fc
        .shuffledSubarray([...twice.keys()], { minLength: twice.length })
        .map((order) => order.map((index) => twice[index]!)),
    );
  });
  await fc.assert(
    fc.asyncProperty(told, async ([steps, shuffled]) => {
      const [one, other] = [await play(steps), await play(shuffled)];
      expect(canonicalJson(casesOf(other))).toBe(canonicalJson(casesOf(one)));
      expect(other.waitingOf('100')).toEqual(one.waitingOf('100'));
      expect(tallies(other)).toEqual(tallies(one));
    }),
    { numRuns: 150 },
  );
});

test('every case is counted exactly once over all cycles, whatever closes meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.array(fc.nat(20), { maxLength: 4 }), async (each, closings) => {
      const steps = stepsOf(each);
      const closing = closings.toSorted((a, b) => a - b).map((at) => Math.min(at, steps.length));
      const memory = await play(
        steps.flatMap((step, index): Step[] => {
          const closes = closing.flatMap((at, number): Step[] =>
            at === index ? [async (open) => open.close(number + 1)] : [],
          );
          return [...closes, step];
        }),
      );
      const decided = casesOf(memory).filter(({ assessment }) => assessment !== undefined);
      const counted = sumMeasures(memory.bookings.map(({ measure }) => measure));
      expect(counted.collected).toBe(decided.length);
      expect(counted.recovered).toBe(
        decided.filter(({ assessment }) => assessment?.status === 'recovered').length,
      );
    }),
    { numRuns: 150 },
  );
});

test('never two cases run at once for an account, and no receivable is collected by two at a time', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (each) => {
      const all = casesOf(await play(stepsOf(each)));
      for (const [index, { noticeGeneratedOn, assessment }] of all.entries()) {
        const next = all[index + 1];
        if (next === undefined || assessment === undefined) continue;
        const paidOn = assessment.paidOn !== undefined && assessment.paidOn < addDays(noticeGeneratedOn, 72);
        const end = paidOn ? assessment.paidOn! : addDays(noticeGeneratedOn, 72);
        expect(next.noticeGeneratedOn > end).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});
