import { type Cents, type CivilDate, daysBetween } from '@baixa/core';
import { type Figure, figureOf } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { addMeasures, type Measures, type Row } from './row.ts';
import { type KpiRules, periodFrom } from './rules.ts';

/** What is open, by how long it is overdue, in centavos. */
export interface Aging {
  notDueCents: Cents;
  days0To30Cents: Cents;
  days31To60Cents: Cents;
  days61To90Cents: Cents;
  over90Cents: Cents;
}

/**
 * The key indicators as of a day. Sums are whole; ratios are exact, and absent where there is nothing to divide by. What
 * is open stands as of the end of the day; everything else was added up over the period that ends with it.
 */
export interface Figures {
  openCents: Cents;
  openBills: number;
  aging: Aging;
  billedCents: Cents;
  collectedCents: Cents;
  /** Days: open ÷ billed in the period × its days. */
  dso?: Figure | undefined;
  /** Overdue for longer than the ladder lasts, and that ÷ billed, in per cent. */
  delinquentCents: Cents;
  delinquency?: Figure | undefined;
  decidedCases: number;
  decidedCents: Cents;
  recoveredCases: number;
  recoveredCents: Cents;
  /** Of what was decided, in per cent. */
  recoveryByAccounts?: Figure | undefined;
  recoveryByValue?: Figure | undefined;
  actions: number;
  /** Actions of a type whose cost no contract tells; they cost nothing here. */
  unpricedActions: number;
  costCents: Cents;
  /** Cost ÷ cases decided. */
  costPerCollectionCents?: Figure | undefined;
  /** Reais of cost a real recovered. */
  costPerReal?: Figure | undefined;
  resolvedCases: number;
  /** Days from the first action to the payment. */
  meanDaysToResolution?: Figure | undefined;
  promises: number;
  promisedCents: Cents;
  promisesKept: number;
  promisesBroken: number;
  promisesPartial: number;
  /** Kept, of those that are kept, broken or kept in part, in per cent. */
  promisesKeptRate?: Figure | undefined;
  /** Collected ÷ billed without public customers, in per cent. */
  efficiency?: Figure | undefined;
}

const ratio = (top: number, bottom: number, times: number | Fraction = 1): Figure | undefined =>
  bottom === 0 ? undefined : figureOf(new Fraction(top).div(bottom).mul(times));

/** Days of billings in a period of so many months: 360 in a commercial year. */
const daysOf = ({ yearDays, months }: KpiRules) => new Fraction(yearDays * months, 12);

/** Computes the key indicators as of a day from rows of any days, in any order. */
export function figuresOf(rows: Iterable<Row>, asOf: CivilDate, rules: KpiRules): Figures {
  const from = periodFrom(asOf, rules);
  const balance: Measures = {};
  const flows: Measures = {};
  const privately: Measures = {};
  const aging: Aging = {
    notDueCents: 0,
    days0To30Cents: 0,
    days31To60Cents: 0,
    days61To90Cents: 0,
    over90Cents: 0,
  };
  const overdueDaysOf = new Map<CivilDate, number>();
  let delinquentCents = 0;
  let costCents = 0;
  let unpricedActions = 0;
  for (const { day, dueOn, tariffCategory, contract, action, measures } of rows) {
    if (day > asOf) continue;
    if (dueOn !== undefined) {
      addMeasures(balance, measures);
      const overdueDays = overdueDaysOf.get(dueOn) ?? daysBetween(dueOn, asOf);
      overdueDaysOf.set(dueOn, overdueDays);
      aging[bucketOf(overdueDays)] += measures.openCents ?? 0;
      if (overdueDays > rules.delinquentAfterDays) delinquentCents += measures.openCents ?? 0;
      continue;
    }
    if (day < from) continue;
    addMeasures(flows, measures);
    if (tariffCategory === undefined || !rules.publicTariffCategories.includes(tariffCategory))
      addMeasures(privately, measures);
    const { actions = 0 } = measures;
    const cost = rules.actionCostCents[contract ?? '']?.[action ?? ''];
    if (cost === undefined) unpricedActions += actions;
    else costCents += actions * cost;
  }
  const { openCents = 0, openBills = 0 } = balance;
  const {
    billedCents = 0,
    collectedCents = 0,
    decidedCases = 0,
    decidedCents = 0,
    recoveredCases = 0,
    recoveredCents = 0,
    actions = 0,
    resolvedCases = 0,
    resolutionDays = 0,
    promises = 0,
    promisedCents = 0,
    promisesKept = 0,
    promisesBroken = 0,
    promisesPartial = 0,
  } = flows;
  const priced = actions > unpricedActions;
  return {
    openCents,
    openBills,
    aging,
    billedCents,
    collectedCents,
    dso: ratio(openCents, billedCents, daysOf(rules)),
    delinquentCents,
    delinquency: ratio(delinquentCents, billedCents, 100),
    decidedCases,
    decidedCents,
    recoveredCases,
    recoveredCents,
    recoveryByAccounts: ratio(recoveredCases, decidedCases, 100),
    recoveryByValue: ratio(recoveredCents, decidedCents, 100),
    actions,
    unpricedActions,
    costCents,
    costPerCollectionCents: priced ? ratio(costCents, decidedCases) : undefined,
    costPerReal: priced ? ratio(costCents, recoveredCents) : undefined,
    resolvedCases,
    meanDaysToResolution: ratio(resolutionDays, resolvedCases),
    promises,
    promisedCents,
    promisesKept,
    promisesBroken,
    promisesPartial,
    promisesKeptRate: ratio(promisesKept, promisesKept + promisesBroken + promisesPartial, 100),
    efficiency: ratio(privately.collectedCents ?? 0, privately.billedCents ?? 0, 100),
  };
}

/** A bill is overdue from the day after its due date. */
function bucketOf(overdueDays: number): keyof Aging {
  if (overdueDays <= 0) return 'notDueCents';
  if (overdueDays <= 30) return 'days0To30Cents';
  if (overdueDays <= 60) return 'days31To60Cents';
  return overdueDays <= 90 ? 'days61To90Cents' : 'over90Cents';
}

/** The centavos that a shorter DSO frees: the days it is shorter × billings of a day. Half up to the centavo. */
export function freedByDso(from: Figure, to: Figure, billedCents: Cents, rules: KpiRules): Cents {
  return wholeCents(new Fraction(from.exact).sub(to.exact).mul(billedCents).div(daysOf(rules)));
}

/** The centavos by which a lower delinquency lowers what is delinquent, for these billings. Half up to the centavo. */
export function freedByDelinquency(from: Figure, to: Figure, billedCents: Cents): Cents {
  return wholeCents(new Fraction(from.exact).sub(to.exact).div(100).mul(billedCents));
}

/** Half up, away from zero, as all money is rounded. */
const wholeCents = (cents: Fraction): Cents => {
  const rounded = Number(cents.abs().add(0.5).floor().valueOf());
  return cents.s < 0n ? 0 - rounded : rounded;
};
