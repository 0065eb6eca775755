import { addDays, type CivilDate } from '@baixa/core';
import { lastDayOnTime } from './calendar.ts';
import { dueOn, toleranceCents } from './due.ts';
import type { BankLine } from './labels.ts';
import type { Random } from './random.ts';
import type { Receivable, Tolerance } from './receivable.ts';

/** A payment of exactly what is due, with the charges and discounts that the bank would tell. */
export function exactPayment(receivable: Receivable, on: CivilDate): BankLine {
  const { fineCents, interestCents, discountCents, totalCents } = dueOn(receivable, on);
  return { kind: 'payment', receivable, on, cents: totalCents, fineCents, interestCents, discountCents };
}

interface Facts {
  receivable: Receivable;
  /** When it is paid. */
  on: CivilDate;
  /** The centavos that it may differ. */
  within: number;
  random: Random;
}

/** What the bank tells about one receivable over time, by what its customer does. */
const STORIES = {
  exact: ({ receivable, on }: Facts) => [exactPayment(receivable, on)],
  /** Off by the whole tolerance, to one side or the other. */
  tolerated: ({ receivable, on, within, random }: Facts) => {
    const exact = exactPayment(receivable, on);
    return [{ ...exact, cents: exact.cents + (random.chance(50) ? within : -within) }];
  },
  /** One centavo more than the tolerance is missing, or much more. */
  short: ({ receivable, on, within, random }: Facts) => {
    const { cents } = exactPayment(receivable, on);
    const missing = within + (random.chance(30) ? 1 : random.int(500, 3_000));
    return [{ kind: 'partial-payment' as const, receivable, on, cents: cents - missing }];
  },
  /** Part and rest, both in time. */
  inTwo: ({ receivable, random }: Facts) => {
    const last = lastDayOnTime(receivable.dueOn);
    const part = random.int(1_000, 3_000);
    const rest = receivable.faceCents - part;
    return [
      { kind: 'partial-payment' as const, receivable, on: addDays(last, -random.int(2, 6)), cents: part },
      { kind: 'payment' as const, receivable, on: addDays(last, -random.int(0, 1)), cents: rest },
    ];
  },
  over: ({ receivable, on, within, random }: Facts) => {
    const exact = exactPayment(receivable, on);
    return [{ ...exact, cents: exact.cents + within + (random.chance(30) ? 1 : random.int(100, 5_000)) }];
  },
  twice: ({ receivable, on, random }: Facts) => [
    exactPayment(receivable, on),
    {
      kind: 'payment' as const,
      receivable,
      on: addDays(on, random.int(1, 3)),
      cents: receivable.faceCents,
    },
  ],
  /** The bank charges what the terms do not have. */
  overcharged: ({ receivable, on, random }: Facts) => {
    const exact = exactPayment(receivable, on);
    const extra = random.int(200, 900);
    return [{ ...exact, cents: exact.cents + extra, interestCents: (exact.interestCents ?? 0) + extra }];
  },
  /** The bank grants a rebate that nobody gave. */
  rebated: ({ receivable, on }: Facts) => {
    const exact = exactPayment(receivable, on);
    const rebateCents = Math.floor(receivable.faceCents / 10);
    return [{ ...exact, cents: exact.cents - rebateCents, rebateCents }];
  },
  unpaid: () => [],
  /** Nothing that moves money: the bank took the título off its books. */
  writtenOff: ({ receivable, on }: Facts) => [
    { kind: 'registration' as const, receivable, on: addDays(on, -2), cents: 0 },
    { kind: 'write-off' as const, receivable, on, cents: 0 },
  ],
  /** A payment with the bank's registration before it and its tariff after it. */
  told: ({ receivable, on }: Facts) => [
    { kind: 'registration' as const, receivable, on: addDays(on, -2), cents: 0 },
    exactPayment(receivable, on),
    { kind: 'fee' as const, receivable, on, cents: 0 },
  ],
  /** A payment that the bank takes back. Only some banks tell of it in this form. */
  givenBack: ({ receivable, on, random }: Facts) => {
    const exact = exactPayment(receivable, on);
    const back = { kind: 'reversal' as const, receivable, cents: exact.cents };
    return [exact, { ...back, on: addDays(on, random.int(2, 20)) }];
  },
} satisfies Record<string, (facts: Facts) => BankLine[]>;

export type Story = keyof typeof STORIES;

/** The lines that a story makes of a receivable, in the order in which they happen. */
export function tellStory(
  story: Story,
  facts: { receivable: Receivable; on: CivilDate; tolerance: Tolerance; random: Random },
): BankLine[] {
  const { receivable, on, tolerance, random } = facts;
  return STORIES[story]({ receivable, on, within: toleranceCents(receivable, tolerance), random });
}
