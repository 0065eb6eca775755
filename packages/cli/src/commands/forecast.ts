import { calendarOf, caseWindow } from '@baixa/collection';
import { civilDateOf, daysBetween } from '@baixa/core';
import { collectionTermsOf } from '@baixa/profile';
import {
  type CycleScore,
  cycleNumberOf,
  cyclePeriod,
  type Forecast,
  forecast as forecastOf,
  MeasureSum,
  type ServiceOrder,
  termsOf,
} from '@baixa/scoring';
import { apiOf, connect } from '../connection.ts';
import { evidenceOf } from '../evidence.ts';
import { theContract } from '../only.ts';
import { brl, table, type View } from '../view.ts';
import { cyclesOf } from './collect.ts';

/**
 * `baixa forecast [CONTRACT]`: the open cycle so far, what is open in the window by day, and between what it may end.
 * What it counts so far is what all facts add up to, less what closed cycles counted.
 */
export async function forecast(given: string | undefined): Promise<View> {
  const api = apiOf(connect());
  const contract = await theContract(api, given);
  const closed = await cyclesOf(api, contract.id);
  const calendar = calendarOf(contract);
  const termsOn = collectionTermsOf(contract);
  const cycle = (closed.at(-1)?.result.cycle ?? 0) + 1;
  const period = cyclePeriod(calendar, cycle);
  const counted = new MeasureSum();
  for (const { result } of closed) counted.add(result.score.measure, -1);
  const [openTerms, openOrders] = [[] as string[], [] as ServiceOrder[]];
  let now = '';
  for await (const page of evidenceOf(api, contract.id)) {
    now = page.now;
    for (const { countsOn, measure } of [...page.cases, ...page.orders].flatMap(({ facts }) => facts))
      if ((cycleNumberOf(calendar, countsOn) ?? cycle + 1) <= cycle) counted.add(measure);
    for (const { noticeGeneratedOn, receivables, assessment } of page.cases)
      if (receivables.length > 0 && assessment?.status === 'open')
        openTerms.push(caseWindow(noticeGeneratedOn, termsOn(noticeGeneratedOn)).termEndsOn);
    for (const { order } of page.orders)
      if (order.status !== 'cancelled' && order.executedAt === undefined) openOrders.push(order);
  }
  const told = forecastOf(
    {
      ...period,
      ...termsOf(contract),
      cycle,
      measuredValueCents: contract.measuredValueCents,
      measure: counted.measure(),
      openTerms,
      openOrders,
    },
    now,
  );
  const data = { contract: contract.id, cycle, ...period, at: now, ...told };
  return { data, text: forecastText(contract.id, cycle, period, civilDateOf(now), told) };
}

function forecastText(
  contract: string,
  cycle: number,
  { from, to }: { from: string; to: string },
  today: string,
  { soFar, best, worst, openByDay, openOrders }: Forecast,
): string {
  const row = (
    name: string,
    { indicators: { isap, ixec, ieco }, measure, irg, invoiceCents }: CycleScore,
  ) => [
    name,
    `${measure.recovered}/${measure.collected}`,
    ...[isap, ixec, ieco].map(({ raw, final }) => `${raw.display} → ${final.display}`),
    irg.display,
    brl(invoiceCents),
  ];
  const open = openByDay.reduce((sum, { cases }) => sum + cases, 0);
  const left = daysBetween(today, to);
  return [
    `${contract}, cycle ${cycle}: ${from} to ${to}, ${left < 0 ? 'ended and not closed yet' : `${left} days to go`}.`,
    '',
    table(
      ['', 'recovered', 'ISAP', 'IXEC', 'IECO', 'IRG', 'invoice'],
      [row('so far', soFar), row('best', best), row('worst', worst)],
      [1, 2, 3, 4, 5, 6],
    ),
    '',
    `${open} cases and ${openOrders} service orders are open. Cases by the last day on which they can be paid:`,
    table(
      ['last day', 'cases', 'unpaid, it counts in'],
      openByDay.map(({ termEndsOn, cases, countsInCycle }) => [
        termEndsOn,
        cases,
        countsInCycle ? `cycle ${cycle}` : 'a later cycle',
      ]),
      [1],
    ),
  ].join('\n');
}
