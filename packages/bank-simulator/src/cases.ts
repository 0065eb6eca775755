import { addDays, type CivilDate, daysBetween } from '@baixa/core';
import { calmDueDate } from './calendar.ts';
import { ladderActions } from './case-actions.ts';
import { CONTRACT, type CollectionAction, CYCLES } from './contract.ts';
import type { BankLine } from './labels.ts';
import { exactPayment } from './payment-stories.ts';
import type { Portfolio } from './portfolio.ts';
import type { Random } from './random.ts';
import type { Receivable } from './receivable.ts';

/** What becomes of a case, known before it is made. */
export type Fate =
  | 'recovered'
  /** Paid on days 68 to 72. */
  | 'recovered-in-term'
  /** Paid on day 72 at half past eleven at night by Pix: in UTC it is the day after. */
  | 'recovered-by-pix'
  /** Paid in the window; the file that tells it comes after the cycle was closed. */
  | 'told-late'
  /** The same, after the cycle had counted the case as not recovered. */
  | 'told-after-counted'
  | 'paid-before-action'
  | 'paid-too-late'
  | 'never-paid'
  /** Neither paid nor over when the simulation ends. */
  | 'open';

/** How many cases of each fate count in each cycle. */
const PLAN: Partial<Record<Fate, number>>[] = [
  { recovered: 6 },
  { recovered: 9 },
  { recovered: 7, 'recovered-in-term': 1, 'never-paid': 2, 'paid-too-late': 1 },
  {
    recovered: 7,
    'recovered-in-term': 1,
    'recovered-by-pix': 1,
    'never-paid': 2,
    'paid-too-late': 1,
    'told-late': 2,
    'told-after-counted': 1,
  },
  { recovered: 11, 'recovered-in-term': 1, 'never-paid': 1 },
  { recovered: 7, 'recovered-in-term': 1, 'never-paid': 2, 'paid-before-action': 1, 'paid-too-late': 1 },
  {
    recovered: 9,
    'recovered-in-term': 1,
    'never-paid': 1,
    'paid-before-action': 1,
    'paid-too-late': 1,
    open: 4,
  },
];

/** The day of the Pix at night; its bank tells of it the next morning. */
export const PIX_NIGHT = '2024-03-05';

export const LAST_DAY = CONTRACT.windowDays + CONTRACT.paymentTermDays;
/** The earliest day of a case on which a payment can follow an executed action. */
const FIRST_DAY = 10;

/** A case by construction. The truth is not computed from it: it is what the truth is tested with. */
export interface Case {
  account: string;
  fate: Fate;
  /** The cycle that counts it; of a late file, the one that it corrects; of an open case, the last one. */
  cycle: number;
  noticeOn: CivilDate;
  receivables: Receivable[];
  actions: CollectionAction[];
  lines: BankLine[];
}

export function makeCases(portfolio: Portfolio, random: Random): Case[] {
  const cases = PLAN.flatMap((plan, index) =>
    Object.entries(plan).flatMap(([fate, count]) =>
      Array.from({ length: count }, () => makeCase(portfolio, random, fate as Fate, index + 1)),
    ),
  );
  cases.sort((a, b) => (a.noticeOn < b.noticeOn ? -1 : a.noticeOn > b.noticeOn ? 1 : 0));
  let number = 0;
  for (const { actions } of cases)
    for (const action of actions) action.id = `CA-${String(++number).padStart(5, '0')}`;
  return cases;
}

/** The day the notice is generated and the day of the case on which it is paid, such that the cycle counts it. */
function datesOf(random: Random, fate: Fate, cycle: number): { noticeOn: CivilDate; day?: number } {
  const { from, to } = CYCLES[cycle - 1]!;
  const between = (low: CivilDate, high: CivilDate) => addDays(low, random.int(0, daysBetween(low, high)));
  const afterStart = (day: number) => [from, addDays(CONTRACT.start, day)].sort().at(-1)!;
  const paid = (day: number, high = to) => ({
    noticeOn: addDays(between(afterStart(day), high), -day),
    day,
  });
  const ended = (high = to) => addDays(between(afterStart(LAST_DAY), high), -LAST_DAY);
  switch (fate) {
    case 'recovered':
      return paid(random.int(FIRST_DAY, Math.min(67, daysBetween(CONTRACT.start, to))));
    case 'recovered-in-term':
      return paid(random.int(68, LAST_DAY));
    case 'recovered-by-pix':
      return { noticeOn: addDays(PIX_NIGHT, -LAST_DAY), day: LAST_DAY };
    case 'told-late':
      return paid(random.int(15, 30));
    case 'told-after-counted':
      return paid(60, addDays(to, 60 - LAST_DAY));
    case 'paid-before-action':
      return { noticeOn: ended(), day: random.int(1, 3) };
    case 'paid-too-late':
      return { noticeOn: ended(addDays(to, -9)), day: LAST_DAY + random.int(1, 8) };
    case 'never-paid':
      return { noticeOn: ended() };
    case 'open':
      return { noticeOn: addDays(to, -random.int(20, 60)) };
  }
}

function makeCase(portfolio: Portfolio, random: Random, fate: Fate, cycle: number): Case {
  const { noticeOn, day } = datesOf(random, fate, cycle);
  const account = portfolio.newAccount();
  const bills = [random.int(14, 30)];
  if (fate !== 'recovered-by-pix' && random.chance(20)) bills.push(random.int(44, 60));
  const receivables = bills.map((before) =>
    portfolio.addWaterBill({ account, dueOn: calmDueDate(addDays(noticeOn, -before)) }),
  );
  const actions = ladderActions(random, account, noticeOn, day);
  return {
    account,
    fate,
    cycle,
    noticeOn,
    receivables,
    actions,
    lines: linesOf(receivables, fate, noticeOn, day),
  };
}

/** All bills are paid on the day, but of two bills of a customer who never pays the debt off, the second is. */
function linesOf(
  receivables: Receivable[],
  fate: Fate,
  noticeOn: CivilDate,
  day: number | undefined,
): BankLine[] {
  if (fate === 'never-paid') return receivables.slice(1).map((r) => exactPayment(r, addDays(noticeOn, 20)));
  if (day === undefined) return [];
  return receivables.map((receivable) => exactPayment(receivable, addDays(noticeOn, day)));
}
