import {
  type BankLine,
  type CollectionAction,
  exactPayment,
  type Pix,
  type Portfolio,
  type Random,
} from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import { newPix } from './pix.ts';

export interface MadeCase {
  lines: BankLine[];
  pix: Pix[];
  actions: CollectionAction[];
}

/** Cases of every fate that payments can give: recovered by boleto, by Pix and by both; in part; before any action. */
export function caseMakers(portfolio: Portfolio, random: Random): (() => MadeCase)[] {
  const noticeOn = '2023-12-28';
  const make = (bills: ('boleto' | 'pix' | 'unpaid')[], paidOn: CivilDate, number: number): MadeCase => {
    const account = portfolio.newAccount();
    const action = (type: CollectionAction['type'], day: number): CollectionAction => ({
      kind: 'collection-action',
      id: `CA-${number}-${type}`,
      account,
      type,
      generatedOn: addDays(noticeOn, day),
      deadlineOn: addDays(noticeOn, day + 7),
      executedOn: addDays(noticeOn, day + 5),
      status: 'done',
    });
    const actions = [action('debt-notice', 0), action('negotiation', 12), action('cut-off', 35)];
    const made: MadeCase = { lines: [], pix: [], actions };
    for (const [index, how] of bills.entries()) {
      const dueOn = index === 0 ? '2023-12-06' : '2023-12-13';
      const payment = exactPayment(portfolio.addWaterBill({ account, dueOn }), paidOn);
      if (how === 'boleto') made.lines.push(payment);
      if (how === 'pix') made.pix.push(newPix(random, payment));
    }
    return made;
  };
  return [
    () => make(['boleto'], addDays(noticeOn, random.int(10, 67)), 1),
    () => make(['boleto', 'pix'], addDays(noticeOn, random.int(68, 72)), 2),
    () => make(['pix'], addDays(noticeOn, random.int(10, 72)), 3),
    () => make(['boleto', 'unpaid'], addDays(noticeOn, random.int(10, 67)), 4),
    () => make(['boleto'], addDays(noticeOn, 2), 5),
    () => make(['pix'], addDays(noticeOn, random.int(73, 75)), 6),
  ];
}

/** One case of each fate. */
export const makeCases = (portfolio: Portfolio, random: Random): MadeCase[] =>
  caseMakers(portfolio, random).map((make) => make());
