import { addDays, type CivilDate, type EntryKind, isMoneyIn } from '@baixa/core';
import { nextWeekday } from '../calendar.ts';
import type { Random } from '../random.ts';

/** One thing that a bank tells of one título, in the terms of no format. Money is centavos. */
export interface Told {
  kind: EntryKind;
  /** From 1: the numbers of the título are made of it. */
  number: number;
  dueOn: CivilDate;
  /** The day it was paid, or of what else happened. */
  on: CivilDate;
  /** Absent where nothing is credited or taken back. */
  creditedOn?: CivilDate;
  faceCents: number;
  fineCents: number;
  interestCents: number;
  discountCents: number;
  rebateCents: number;
  /** What the payer paid, or is given back; 0 where nothing moved and nothing is to move. */
  paidCents: number;
  /** What the bank charges for it, where it charges anything. */
  feeCents: number;
  payer: { taxId: number; name: string };
}

const FIRST_DUE = '2026-09-28';

/** The day of the files: all that they tell lies before it. */
export const CREATED_ON = '2026-11-19';

const PAYERS = [
  { taxId: 11_122_233_396, name: 'MARIA EXEMPLO' },
  { taxId: 12_345_678_000_195, name: 'CONDOMÍNIO SÃO JOSÉ' },
  { taxId: 52_998_224_725, name: 'JOÃO DA CONCEIÇÃO' },
];

/** Kinds that state an amount: money in or back, and the announcement of it. */
const STATES_AMOUNT: readonly EntryKind[] = ['reversal', 'advance-notice'];

/**
 * `count` things told, each of `kinds` once at least, payments most. Payments are exact, late with fine and interest,
 * discounted or rebated; a part payment is a part of the face.
 */
export function tell(random: Random, kinds: readonly EntryKind[], count: number): Told[] {
  return Array.from({ length: count }, (_, at) => {
    const kind = kinds[at] ?? (random.chance(60) ? 'payment' : random.pick(kinds));
    return tellOne(random, kind, at);
  });
}

function tellOne(random: Random, kind: EntryKind, at: number): Told {
  const faceCents = random.int(1_234, 98_765);
  const dueOn = addDays(FIRST_DUE, random.int(0, 30));
  const late = kind === 'payment' && at % 3 === 1;
  const discounted = kind === 'payment' && at % 6 === 2;
  const rebated = kind === 'payment' && at % 6 === 5;
  const on = addDays(dueOn, late ? random.int(1, 15) : -random.int(0, 3));
  const fineCents = late ? Math.floor(faceCents / 50) : 0;
  const interestCents = late ? random.int(7, 99) : 0;
  const discountCents = discounted ? random.int(100, 900) : 0;
  const rebateCents = rebated ? random.int(100, 900) : 0;
  const moves = isMoneyIn(kind) || kind === 'reversal';
  const due = faceCents + fineCents + interestCents - discountCents - rebateCents;
  return {
    kind,
    number: at + 1,
    dueOn,
    on,
    ...(moves ? { creditedOn: nextWeekday(on) } : {}),
    faceCents,
    fineCents,
    interestCents,
    discountCents,
    rebateCents,
    paidCents:
      kind === 'partial-payment'
        ? Math.ceil(faceCents / 3)
        : isMoneyIn(kind) || STATES_AMOUNT.includes(kind)
          ? due
          : 0,
    feeCents: random.int(95, 399),
    payer: random.pick(PAYERS),
  };
}
