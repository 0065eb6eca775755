import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BaixaEvent, examples } from '../src/index.ts';
import { openBook } from './book.ts';

const applied = examples['settlement.applied'];
/** A receivable that is paid, reversed, and paid again. */
const STORY: BaixaEvent[] = [
  applied,
  examples['receivable.settled'],
  examples['settlement.reversed'],
  { ...applied, id: 'again', sequence: 4, data: { ...applied.data, appliedCents: 9000 } },
  { ...examples['settlement.reversed'], id: 'other', company: 'escola' },
  examples['exception.opened'],
];
const BOOKED = [
  { company: 'aguas', id: 'FAT-2026-10-000123', status: 'settled', appliedCents: 9000 },
  { company: 'escola', id: 'FAT-2026-10-000123', status: 'open', appliedCents: -8946 },
];

test('an event is booked once', () => {
  const book = openBook(':memory:');
  expect([applied, applied].map((event) => book.take(event))).toEqual([true, false]);
  expect(book.receivables()).toEqual([{ ...BOOKED[0], appliedCents: 8946 }]);
});

test('whatever comes double and in whatever order, the books are the same', () => {
  const deliveries = fc
    .array(fc.constantFrom(...STORY), { maxLength: 10 })
    .chain((again) => fc.shuffledSubarray([...STORY, ...again], { minLength: STORY.length + again.length }));
  fc.assert(
    fc.property(deliveries, (events) => {
      const book = openBook(':memory:');
      for (const event of events) book.take(event);
      expect(book.receivables()).toEqual(BOOKED);
      book.close();
    }),
    { numRuns: 200 },
  );
});

test('an event that cannot be booked leaves no trace, and is booked when it is told right', () => {
  const book = openBook(':memory:');
  const broken = { ...applied, data: { ...applied.data, appliedCents: null } } as unknown as BaixaEvent;
  expect(() => book.take(broken)).toThrow();
  expect(book.receivables()).toEqual([]);
  expect(book.take(applied)).toBe(true);
});
