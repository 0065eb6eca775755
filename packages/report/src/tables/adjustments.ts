import type { CountedAccount, CountedOrder } from '@baixa/audit';
import type { Measure } from '@baixa/scoring';
import { type Cell, change, count, day, money, type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';

/** What became known of closed cycles and is booked in this one, with the cycle it corrects. */
export function adjustmentsTable({ result: { adjustments } }: ReportInput): ReportTable {
  const sum = (part: (measure: Measure) => number) =>
    adjustments.reduce((all, { measure }) => all + part(measure), 0);
  const of = (part: (measure: Measure) => number) => change(sum(part));
  return {
    id: 'adjustments',
    title: 'Ajustes de ciclos já fechados',
    columns: [
      { id: 'corrects', title: 'Corrige o ciclo' },
      { id: 'collected', title: 'Contas em cobrança' },
      { id: 'recovered', title: 'Contas recuperadas' },
      { id: 'recovered-in-term', title: 'No prazo de pagto.' },
      { id: 'on-time', title: 'Serviços no prazo' },
      { id: 'deadline-cycles', title: 'Ciclos de prazo' },
      { id: 'demanded', title: 'Serviços demandados' },
      { id: 'executed', title: 'Serviços executados' },
    ],
    rows: adjustments.map(({ correctsCycle, measure }) => [
      count(correctsCycle),
      ...PARTS.map((part) => change(part(measure))),
    ]),
    ...(adjustments.length === 0 ? {} : { total: [text('Total'), ...PARTS.map(of)] }),
    none: 'Nenhum ajuste: nada se soube neste ciclo de ciclos já fechados.',
  };
}

const services = (measure: Measure, name: 'demanded' | 'executed') =>
  Object.values(measure.services).reduce((all, each) => all + each[name], 0);

const PARTS: ((measure: Measure) => number)[] = [
  ({ collected }) => collected,
  ({ recovered }) => recovered,
  ({ recoveredInTerm }) => recoveredInTerm,
  ({ finishedOnTime }) => finishedOnTime,
  ({ finishedCycles }) => finishedCycles,
  (measure) => services(measure, 'demanded'),
  (measure) => services(measure, 'executed'),
];

/** The accounts and orders that the adjustments come from. */
export function adjustedTable({ counted }: ReportInput): ReportTable {
  const accounts = counted.accounts.filter(({ correctsCycle }) => correctsCycle !== undefined);
  const orders = counted.orders.filter(({ correctsCycle }) => correctsCycle !== undefined);
  return {
    id: 'adjusted',
    title: 'Contas e ordens dos ajustes',
    columns: [
      { id: 'account', title: 'Matrícula' },
      { id: 'of', title: 'Notificação ou ordem' },
      { id: 'counts-on', title: 'Data' },
      { id: 'corrects', title: 'Corrige o ciclo' },
      { id: 'effect', title: 'Efeito' },
      { id: 'value', title: 'R$ em cobrança' },
    ],
    rows: [...accounts.map(accountRow), ...orders.map(orderRow)],
    none: 'Nenhuma conta e nenhuma ordem.',
  };
}

function accountRow(each: CountedAccount): (Cell | undefined)[] {
  const { account, noticeGeneratedOn, countsOn, correctsCycle = 0, collectedCents } = each;
  const effects = [effect(each.collected, 'em cobrança'), effect(each.recovered, 'recuperada')];
  return [
    text(account),
    day(noticeGeneratedOn),
    day(countsOn),
    count(correctsCycle),
    text(effects.filter(Boolean).join(', ')),
    money(collectedCents),
  ];
}

function orderRow(each: CountedOrder): (Cell | undefined)[] {
  const effects = [
    effect(each.finishedOnTime, 'no prazo'),
    effect(each.finishedCycles, 'ciclos de prazo'),
    effect(each.demanded, 'demandada'),
    effect(each.executed, 'executada'),
  ];
  return [
    text(each.account),
    text(each.order),
    day(each.countsOn),
    count(each.correctsCycle ?? 0),
    text(effects.filter(Boolean).join(', ')),
    undefined,
  ];
}

const effect = (value: number, what: string) =>
  value === 0 ? '' : `${value > 0 ? '+' : '−'}${Math.abs(value)} ${what}`;
