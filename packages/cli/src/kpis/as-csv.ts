import type { Figures } from '@baixa/kpis';
import { quoted } from '../read/csv.ts';
import type { CompanyKpis } from './company-kpis.ts';

type Cell = string | number | undefined;

/** Every figure has its column: amounts are centavos, ratios have two decimals. One that is missing does not compile. */
const COLUMNS: Readonly<
  Record<keyof Omit<Figures, 'aging'> | keyof Figures['aging'], (figures: Figures) => Cell>
> = {
  openCents: (f) => f.openCents,
  openBills: (f) => f.openBills,
  notDueCents: (f) => f.aging.notDueCents,
  days0To30Cents: (f) => f.aging.days0To30Cents,
  days31To60Cents: (f) => f.aging.days31To60Cents,
  days61To90Cents: (f) => f.aging.days61To90Cents,
  over90Cents: (f) => f.aging.over90Cents,
  billedCents: (f) => f.billedCents,
  collectedCents: (f) => f.collectedCents,
  dso: (f) => f.dso?.display,
  delinquentCents: (f) => f.delinquentCents,
  delinquency: (f) => f.delinquency?.display,
  decidedCases: (f) => f.decidedCases,
  decidedCents: (f) => f.decidedCents,
  recoveredCases: (f) => f.recoveredCases,
  recoveredCents: (f) => f.recoveredCents,
  recoveryByAccounts: (f) => f.recoveryByAccounts?.display,
  recoveryByValue: (f) => f.recoveryByValue?.display,
  actions: (f) => f.actions,
  unpricedActions: (f) => f.unpricedActions,
  costCents: (f) => f.costCents,
  costPerCollectionCents: (f) => f.costPerCollectionCents?.display,
  costPerReal: (f) => f.costPerReal?.display,
  resolvedCases: (f) => f.resolvedCases,
  meanDaysToResolution: (f) => f.meanDaysToResolution?.display,
  promises: (f) => f.promises,
  promisedCents: (f) => f.promisedCents,
  promisesKept: (f) => f.promisesKept,
  promisesBroken: (f) => f.promisesBroken,
  promisesPartial: (f) => f.promisesPartial,
  promisesKeptRate: (f) => f.promisesKeptRate?.display,
  efficiency: (f) => f.efficiency?.display,
};

/** A row a company and day, and one for each of its parts, with `by` and `part` filled; a district also tells its municipality. */
export function kpisCsv(all: CompanyKpis[]): string {
  const row = (cells: Cell[]) => cells.map(quoted).join(',');
  const figuresOf = (figures: Figures) => Object.values(COLUMNS).map((cell) => cell(figures));
  return [
    row(['company', 'asOf', 'from', 'by', 'municipality', 'part', ...Object.keys(COLUMNS)]),
    ...all.flatMap(({ company, asOf, from, figures, by, parts = [] }) => [
      row([company, asOf, from, undefined, undefined, undefined, ...figuresOf(figures)]),
      ...parts.map((part) =>
        row([company, asOf, from, by, part.municipality, part.name, ...figuresOf(part.figures)]),
      ),
    ]),
  ].join('\n');
}
