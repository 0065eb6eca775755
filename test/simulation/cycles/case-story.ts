import type { Portfolio, Random, Receivable } from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { delay, drawActions, latest } from './action-story.ts';
import type { Dated, Story, Tiding } from './tidings.ts';

/** An account of any shard. */
export const newAccount = (random: Random, portfolio: Portfolio) =>
  `${portfolio.newAccount()}${random.int(10, 99)}`;

/** Draws an account that is collected: what it owes, what was done about it, what it paid, and when each is told. */
export function drawCase(
  random: Random,
  contract: Contract,
  portfolio: Portfolio,
  noticeOn: CivilDate,
): Story {
  const account = newAccount(random, portfolio);
  // Without late charges a bill is paid by its face amount on any day: what is owed is no question here.
  const bill = (dueOn: CivilDate): Receivable => ({
    ...portfolio.addWaterBill({ account, dueOn }),
    terms: {},
  });
  const bills = Array.from({ length: random.int(1, 3) }, () => bill(addDays(noticeOn, -random.int(1, 60))));
  const later = random.chance(20) ? [bill(addDays(noticeOn, random.int(0, 20)))] : [];
  const isByAcordo = random.chance(20);
  return {
    account,
    bills: [...bills, ...later],
    told: [
      ...(isByAcordo
        ? drawAcordo(random, contract, bills, noticeOn)
        : bills.flatMap((each, index) => drawPayments(random, contract, each, index, noticeOn))),
      ...drawActions(random, contract, account, noticeOn, isByAcordo),
    ],
  };
}

/** The day on which a bill is paid, as days after the notice: mostly around what decides. */
function drawDay(random: Random, { windowDays, paymentTermDays }: Contract): number | undefined {
  const last = windowDays + paymentTermDays;
  return random.pick([
    random.int(1, windowDays),
    random.int(1, windowDays),
    random.pick([windowDays - 1, windowDays, windowDays + 1, last, last + 1]),
    last + random.int(1, 40),
    random.int(-4, 4),
    undefined,
  ]);
}

function drawPayments(
  random: Random,
  contract: Contract,
  receivable: Receivable,
  index: number,
  noticeOn: CivilDate,
): Dated[] {
  const day = drawDay(random, contract);
  if (day === undefined) return [];
  const { account, id } = receivable;
  const on = addDays(noticeOn, day);
  const paid = (key: string, date: CivilDate, how: 'boleto' | 'pix'): Tiding => ({
    what: 'paid',
    account,
    key,
    receivable,
    on: date,
    how,
  });
  const isGivenBack = random.chance(20);
  const how = isGivenBack || random.chance(50) ? 'pix' : 'boleto';
  const told: Dated = { on: addDays(on, delay(random)), tiding: paid(`${id}/1`, on, how) };
  if (!isGivenBack) return [told];
  const backOn = addDays(on, random.int(0, 5));
  const back: Dated = {
    on: latest(addDays(told.on, random.int(-5, 40)), addDays(backOn, 1)),
    tiding: { what: 'given-back', account, key: `${id}/1`, on: backOn },
  };
  if (random.chance(50)) return [told, back];
  // It is paid again when nobody can take that for a second payment any more.
  const again = addDays(backOn, random.int(0, 20));
  const on2 = latest(addDays(told.on, 12), addDays(back.on, 12), addDays(again, index));
  return [told, back, { on: on2, tiding: paid(`${id}/2`, again, 'boleto'), alone: true }];
}

/** All that the account owes is replaced by a down payment and an instalment. */
function drawAcordo(random: Random, contract: Contract, bills: Receivable[], noticeOn: CivilDate): Dated[] {
  const { account, company } = bills[0]!;
  const id = `AC-${account}`;
  const madeOn = addDays(noticeOn, random.int(2, contract.windowDays));
  const owed = bills.reduce((sum, { faceCents }) => sum + faceCents, 0);
  const down = Math.floor(owed / random.int(3, 5));
  const part = (number: number, faceCents: number, dueOn: CivilDate): Receivable => ({
    id: `${id}.${number}`,
    company,
    account,
    identifiers: { agreement: 'aguas-pix', txid: `AC${account}PART${number}`.padEnd(30, '0') },
    faceCents,
    dueOn,
    terms: {},
  });
  const parts = [part(0, down, addDays(madeOn, 60)), part(1, owed - down, addDays(madeOn, 90))];
  const receivables = bills.map((each) => each.id);
  const made = addDays(madeOn, random.int(0, 2));
  const told: Dated[] = [
    { on: made, tiding: { what: 'acordo', account, id, on: madeOn, receivables, parts }, alone: true },
  ];
  let paidOn = madeOn;
  for (const receivable of parts) {
    if (random.chance(30)) break;
    paidOn = addDays(paidOn, random.int(0, 20));
    const on = latest(addDays(paidOn, delay(random)), addDays(made, 1));
    const key = `${receivable.id}/1`;
    told.push({
      on,
      tiding: { what: 'paid', account, key, receivable, on: paidOn, how: 'pix' },
      alone: true,
    });
  }
  // What is kept cannot be broken; and under `full` its money may settle one of several bills, which is not modelled.
  const isSimple = told.length === 1 || contract.debtRecovered === 'downPayment' || bills.length === 1;
  if (told.length <= parts.length && isSimple && random.chance(50)) {
    const brokenOn = addDays(latest(...told.map(({ on }) => on)), random.int(1, 30));
    told.push({ on: brokenOn, tiding: { what: 'broken', account, acordo: id, on: brokenOn }, alone: true });
  }
  return told;
}
