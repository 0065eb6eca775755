import { type Figures, freedByDelinquency, freedByDso, type KpiRules, type PartFigures } from '@baixa/kpis';
import { formatPercent } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { brl, facts, table } from '../view.ts';
import type { CompanyKpis } from './company-kpis.ts';

type Ratio = Figures['dso'];

/** What nobody can compute, because there was nothing to divide by. */
const NONE = '–';
const number = (ratio: Ratio) => (ratio === undefined ? NONE : ratio.display.replace('.', ','));
const percent = (ratio: Ratio) =>
  ratio === undefined ? NONE : formatPercent(new Fraction(ratio.exact), 'pt-BR');
const days = (ratio: Ratio) => (ratio === undefined ? NONE : `${number(ratio)} days`);
/** A ratio in centavos, as money: half up to the centavo. */
const cost = (ratio: Ratio) =>
  ratio === undefined ? NONE : brl(Number(new Fraction(ratio.exact).add(0.5).floor().valueOf()));

/** The key indicators of a company, each with what it is made of; and of each part of it, where that was asked. */
export function kpisText(kpis: CompanyKpis): string {
  const { company, asOf, from, figures, parts, by } = kpis;
  const texts = [
    `${company} as of ${asOf}, over the period from ${from}`,
    table(
      ['', '', 'made of'],
      indicators(figures, kpis.rules).map(([name, value, of]) => [name, value, of]),
      [1],
    ),
    agingTable([{ name: undefined, figures }], undefined),
  ];
  if (parts !== undefined)
    texts.push(by === 'action-type' ? actionsTable(parts) : partsText(parts, by ?? ''));
  return texts.join('\n\n');
}

function indicators(f: Figures, rules: KpiRules): [string, string, string][] {
  const periodDays = (rules.yearDays * rules.months) / 12;
  const promised = f.promisesKept + f.promisesBroken + f.promisesPartial;
  return [
    ['DSO', days(f.dso), `${brl(f.openCents)} open ÷ ${brl(f.billedCents)} billed × ${periodDays}`],
    [
      'delinquency',
      percent(f.delinquency),
      `${brl(f.delinquentCents)} overdue for more than ${rules.delinquentAfterDays} days ÷ billed`,
    ],
    [
      'collection efficiency',
      percent(f.efficiency),
      rules.publicTariffCategories.length === 0
        ? `${brl(f.collectedCents)} collected ÷ billed`
        : `collected ÷ billed, without ${rules.publicTariffCategories.join(', ')}`,
    ],
    [
      'recovery by accounts',
      percent(f.recoveryByAccounts),
      `${f.recoveredCases} of ${f.decidedCases} collection cases`,
    ],
    ['recovery by value', percent(f.recoveryByValue), `${brl(f.recoveredCents)} of ${brl(f.decidedCents)}`],
    [
      'cost per collection',
      cost(f.costPerCollectionCents),
      `${brl(f.costCents)} for ${f.actions} actions ÷ ${f.decidedCases} cases${unpriced(f)}`,
    ],
    ['cost per R$ recovered', costPerReal(f.costPerReal), `${brl(f.costCents)} ÷ ${brl(f.recoveredCents)}`],
    [
      'time to resolution',
      days(f.meanDaysToResolution),
      `from the first action to the payment, mean of ${f.resolvedCases} cases`,
    ],
    [
      'promises kept',
      percent(f.promisesKeptRate),
      `${f.promisesKept} of ${promised}; ${f.promisesPartial} in part, ${f.promisesBroken} broken; ${brl(f.promisedCents)} promised`,
    ],
  ];
}

const costPerReal = (ratio: Ratio) => (ratio === undefined ? NONE : `R$ ${number(ratio)}`);

function unpriced({ unpricedActions, actions }: Figures): string {
  if (unpricedActions === 0) return '';
  return unpricedActions === actions
    ? '; no contract tells what they cost'
    : `; ${unpricedActions} of them have no cost`;
}

type Named = Pick<PartFigures, 'municipality' | 'name' | 'figures'>;

const nameOf = ({ municipality, name = '(not told)' }: Named) =>
  municipality === undefined ? name : `${name}, ${municipality}`;

/** What is open, by how long it is overdue. */
function agingTable(all: Named[], by: string | undefined): string {
  const rows = all.map((each) => {
    const { openCents, openBills, aging } = each.figures;
    const cells = [
      openBills,
      brl(openCents),
      brl(aging.notDueCents),
      brl(aging.days0To30Cents),
      brl(aging.days31To60Cents),
      brl(aging.days61To90Cents),
      brl(aging.over90Cents),
    ];
    return by === undefined ? cells : [nameOf(each), ...cells];
  });
  const head = ['open bills', 'open', 'not due', '0–30 days', '31–60', '61–90', 'over 90'];
  return by === undefined
    ? table(head, rows, [0, 1, 2, 3, 4, 5, 6])
    : table([by, ...head], rows, [1, 2, 3, 4, 5, 6, 7]);
}

function partsText(parts: Named[], by: string): string {
  const rows = parts.map((each) => [nameOf(each), ...ratios(each.figures)]);
  return [agingTable(parts, by), table([by, ...RATIOS], rows, [1, 2, 3, 4, 5, 6, 7, 8, 9])].join('\n\n');
}

const RATIOS = [
  'billed',
  'collected',
  'DSO',
  'delinquency',
  'efficiency',
  'accounts',
  'value',
  'cost per R$',
  'resolved in',
];

const ratios = (f: Figures) => [
  brl(f.billedCents),
  brl(f.collectedCents),
  number(f.dso),
  percent(f.delinquency),
  percent(f.efficiency),
  percent(f.recoveryByAccounts),
  percent(f.recoveryByValue),
  costPerReal(f.costPerReal),
  number(f.meanDaysToResolution),
];

/** What each type of action cost, and what was recovered after it. */
function actionsTable(parts: Named[]): string {
  const rows = parts.map((each) => {
    const {
      actions,
      unpricedActions,
      costCents,
      recoveredCases,
      recoveredCents,
      costPerReal: ratio,
    } = each.figures;
    return [
      nameOf(each),
      actions,
      unpricedActions === actions ? NONE : brl(costCents),
      recoveredCases,
      brl(recoveredCents),
      costPerReal(ratio),
    ];
  });
  return table(
    ['action', 'executed', 'cost', 'recovered after it', 'value', 'cost per R$'],
    rows,
    [1, 2, 3, 4, 5],
  );
}

/** Two days beside each other, and the money that the change frees. */
export function comparisonText({ before, after }: { before: CompanyKpis; after: CompanyKpis }): string {
  const was = indicators(before.figures, before.rules);
  const is = indicators(after.figures, after.rules);
  const rows = is.map(([name, value], index) => [name, was[index]?.[1], value]);
  const [from, to] = [before.figures, after.figures];
  const freed: [string, string | undefined][] = [
    [
      'freed by the DSO',
      from.dso && to.dso && brl(freedByDso(from.dso, to.dso, to.billedCents, after.rules)),
    ],
    [
      'freed by the delinquency',
      from.delinquency &&
        to.delinquency &&
        brl(freedByDelinquency(from.delinquency, to.delinquency, to.billedCents)),
    ],
  ];
  const known = freed.some(([, value]) => value !== undefined);
  return [
    `${after.company}, each over the ${after.rules.months} months up to the day`,
    table(['', `as of ${before.asOf}`, `as of ${after.asOf}`], rows, [1, 2]),
    ...(known ? [facts(freed)] : []),
  ].join('\n\n');
}

/** A line a day. */
export function daysText(days: CompanyKpis[]): string {
  const rows = days.map(({ asOf, figures }) => [asOf, brl(figures.openCents), ...ratios(figures)]);
  return [
    days[0]?.company ?? '',
    table(['as of', 'open', ...RATIOS], rows, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  ].join('\n\n');
}
