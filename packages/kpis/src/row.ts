import { addDays, addMonths, type CivilDate, startOfMonth } from '@baixa/core';

/** What the key indicators are added up from. Cents are whole centavos, the others are whole counts or days. */
export const MEASURES = [
  /** Change of what is open of receivables, and of how many are. */
  'openCents',
  'openBills',
  'billedCents',
  'billedBills',
  /** Applied to receivables, less what was taken back. */
  'collectedCents',
  /** Collection cases that were decided, and their debt; those that were recovered. */
  'decidedCases',
  'decidedCents',
  'recoveredCases',
  'recoveredCents',
  /** Collection actions that were executed. */
  'actions',
  /** Cases that were paid after an action, and the days from their first action to the payment. */
  'resolvedCases',
  'resolutionDays',
  /** Promises to pay whose day came, and what became of them. */
  'promises',
  'promisedCents',
  'promisesKept',
  'promisesBroken',
  'promisesPartial',
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Partial<Record<Measure, number>>;

/** By what figures are grouped, where it is known. */
export interface Stratum {
  municipality?: string | undefined;
  district?: string | undefined;
  tariffCategory?: string | undefined;
}

/**
 * What happened on one day, of one kind. Rows are only ever added up: two of the same kind are one with the sum of both,
 * and one whose measures are all 0 is none.
 */
export interface Row extends Stratum {
  /** The business date: that of the payment, the action, the decision. */
  day: CivilDate;
  /** Of what is open: by when it is due. */
  dueOn?: CivilDate | undefined;
  /** Of collection: the contract, and the type of the action it is about. */
  contract?: string | undefined;
  action?: string | undefined;
  measures: Measures;
}

const kindOf = ({ day, municipality, district, tariffCategory, dueOn, contract, action }: Row): string =>
  JSON.stringify([day, municipality, district, tariffCategory, dueOn, contract, action]);

/** Adds rows up, a row a kind, in the order of their kinds: the same rows in any order give the same sums. */
export function sumRows(rows: Iterable<Row>): Row[] {
  const sums = newSums();
  sums.add(rows);
  return sums.rows();
}

/** Sums of rows that come one after the other. */
export function newSums() {
  const sums = new Map<string, Row>();
  return {
    add(rows: Iterable<Row>, times: 1 | -1 = 1): void {
      for (const row of rows) {
        const kind = kindOf(row);
        const sum = sums.get(kind) ?? { ...row, measures: {} };
        sums.set(kind, sum);
        addMeasures(sum.measures, row.measures, times);
      }
    },
    rows(): Row[] {
      return [...sums]
        .map(([kind, row]) => [kind, { ...row, measures: withoutZeros(row.measures) }] as const)
        .filter(([, { measures }]) => Object.keys(measures).length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, row]) => row);
    },
  };
}

/** What `after` has more than `before`. */
export function rowsBetween(before: Row[], after: Row[]): Row[] {
  const sums = newSums();
  sums.add(after);
  sums.add(before, -1);
  return sums.rows();
}

export function addMeasures(to: Measures, more: Measures, times: 1 | -1 = 1): void {
  for (const [name, value] of Object.entries(more) as [Measure, number][])
    to[name] = (to[name] ?? 0) + times * value;
}

function withoutZeros(measures: Measures): Measures {
  return Object.fromEntries(Object.entries(measures).filter(([, value]) => value !== 0));
}

/** `2026-03` of any of its days. */
export const monthOf = (day: CivilDate): string => day.slice(0, 7);

/** The last day of a month. */
export const endOfMonth = (month: string): CivilDate =>
  addDays(addMonths(startOfMonth(`${month}-01`), 1), -1);

/** Rows of a month as of its end: its days are one, which is all that anybody asks of a month that lies whole in a period. */
export function wholeMonth(rows: Iterable<Row>, month: string): Row[] {
  const last = endOfMonth(month);
  return sumRows([...rows].map((row) => (monthOf(row.day) === month ? { ...row, day: last } : row)));
}
