import { addDays, daysBetween } from '@baixa/core';
import { calmDueDate, lastDayOnTime } from './calendar.ts';
import type { BankLine } from './labels.ts';
import { type Story, tellStory } from './payment-stories.ts';
import { AGUAS_BB, ESCOLA_CAIXA, type Portfolio } from './portfolio.ts';
import type { Random } from './random.ts';
import type { Receivable } from './receivable.ts';

/** A bill of a customer who is in no collection case, with what its boleto's bank tells. */
export interface OrdinaryBill {
  receivable: Receivable;
  story: Story | 'pix' | 'stranger';
  lines: BankLine[];
}

const FIRST_DUE = '2023-12-05';
const LAST_DUE = '2024-05-06';

/** In every hundred bills; the first ones are there also where there are few. */
const WATER_STORIES: [Story | 'stranger', number][] = [
  ['exact', 50],
  ['tolerated', 5],
  ['short', 5],
  ['inTwo', 4],
  ['over', 5],
  ['twice', 4],
  ['overcharged', 3],
  ['rebated', 3],
  ['told', 5],
  ['writtenOff', 3],
  ['stranger', 3],
  ['unpaid', 10],
];

/** Caixa tells when it takes a payment back. */
const SCHOOL_STORIES: [Story | 'stranger', number][] = [...WATER_STORIES, ['givenBack', 5]];

/** How many bills wait for a Pix. */
export const PIX_BILLS = 36;

/** Adds `count` bills: those for Pix, and of the others two thirds of the utility and a third of the school. */
export function addOrdinaryBills(portfolio: Portfolio, random: Random, count: number): OrdinaryBill[] {
  const boletos = count - PIX_BILLS;
  const school = Math.floor(boletos / 3);
  const bills = [
    ...storiesOf(WATER_STORIES, boletos - school, random).map((story) =>
      addBill(portfolio, random, 'water', story),
    ),
    ...storiesOf(SCHOOL_STORIES, school, random).map((story) => addBill(portfolio, random, 'school', story)),
  ];
  for (let number = 0; number < PIX_BILLS; number++) {
    const dueOn = calmDueDate(addDays('2024-02-22', random.int(0, 18)));
    const receivable = portfolio.addWaterBill({ account: portfolio.newAccount(), dueOn });
    bills.push({ receivable, story: 'pix', lines: [] });
  }
  return bills;
}

/** One of each story first, then by their shares. */
function storiesOf(
  shares: [Story | 'stranger', number][],
  count: number,
  random: Random,
): (Story | 'stranger')[] {
  const bag = shares.flatMap(([story, share]) => Array.from({ length: share }, () => story));
  const rest = Array.from({ length: Math.max(0, count - shares.length) }, () => random.pick(bag));
  return random.shuffle([...shares.map(([story]) => story), ...rest]);
}

function addBill(
  portfolio: Portfolio,
  random: Random,
  kind: 'water' | 'school',
  story: Story | 'stranger',
): OrdinaryBill {
  const dueOn = calmDueDate(addDays(FIRST_DUE, random.int(0, daysBetween(FIRST_DUE, LAST_DUE))));
  const account = portfolio.newAccount();
  // What is paid in two parts has no discount, or the first part could be all that is due.
  const hasDiscount = kind === 'school' && story !== 'inTwo' && random.chance(40);
  const until = addDays(dueOn, -5);
  const discounts = random.chance(50) ? [{ until, percent: '5.00' }] : [{ until, cents: 700 }];
  const facts = { account, dueOn, ...(hasDiscount ? { discounts } : {}) };
  const receivable = kind === 'water' ? portfolio.addWaterBill(facts) : portfolio.addSchoolFee(facts);
  const tolerance = kind === 'water' ? AGUAS_BB.tolerance : ESCOLA_CAIXA.tolerance;
  const on = paymentDate(random, receivable, hasDiscount);
  const told = tellStory(story === 'stranger' ? 'exact' : story, { receivable, on, tolerance, random });
  if (story !== 'stranger') return { receivable, story, lines: told };
  const stranger = portfolio.stranger(receivable);
  return { receivable, story, lines: told.map(({ receivable: _, ...line }) => ({ ...line, stranger })) };
}

/** Some in time for the discount, most until the due date, a few on its very last day, the others late. */
function paymentDate(random: Random, { dueOn }: Receivable, hasDiscount: boolean) {
  if (hasDiscount && random.chance(50)) return addDays(dueOn, -5 - random.int(0, 3));
  if (random.chance(20)) return lastDayOnTime(dueOn);
  return random.chance(60)
    ? addDays(dueOn, -random.int(0, 4))
    : addDays(lastDayOnTime(dueOn), random.int(1, 20));
}
