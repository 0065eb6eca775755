import { type Cents, canonicalJson, invariant } from '@baixa/core';
import type { Measure } from './measure.ts';

/** What accounts are told apart by, in the order in which it is always told. */
export const DIMENSIONS = ['municipality', 'district', 'tariffCategory', 'lastAction'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Where an account belongs; what nobody told of it is absent. */
export interface Stratum {
  municipality?: string | undefined;
  district?: string | undefined;
  tariffCategory?: string | undefined;
  /** The type of the last action executed before the payment, or by the end of the term where there was none. */
  lastAction?: string | undefined;
}

/** Accounts as their measure counts them, and what their receivables owed, in centavos of face value. */
export interface StratumCounts {
  collected: number;
  recovered: number;
  recoveredInTerm: number;
  collectedCents: Cents;
  recoveredCents: Cents;
}

/** What counts in one stratum. Counts of an adjustment may be negative. */
export interface StratumCell {
  stratum: Stratum;
  counts: StratumCounts;
}

/** A line of a table: one value of one dimension. A district is told with its municipality: both may have a Centro. */
export interface StratumRow extends StratumCounts {
  dimension: Dimension;
  municipality?: string | undefined;
  /** Absent: nobody told it, or no action was executed. */
  value?: string | undefined;
}

const COUNTS = [
  'collected',
  'recovered',
  'recoveredInTerm',
  'collectedCents',
  'recoveredCents',
] as const satisfies (keyof StratumCounts)[];

export const NO_COUNTS: StratumCounts = {
  collected: 0,
  recovered: 0,
  recoveredInTerm: 0,
  collectedCents: 0,
  recoveredCents: 0,
};

/** @throws when a count is no whole number that a sum keeps exactly */
export function addCounts(a: StratumCounts, b: StratumCounts, sign: 1 | -1 = 1): StratumCounts {
  const plus = (name: keyof StratumCounts) => {
    const sum = a[name] + sign * b[name];
    invariant(Number.isSafeInteger(sum), 'a stratum counts in whole numbers');
    // Minus zero is a zero of its own to JSON's readers and to tests.
    return sum === 0 ? 0 : sum;
  };
  return {
    collected: plus('collected'),
    recovered: plus('recovered'),
    recoveredInTerm: plus('recoveredInTerm'),
    collectedCents: plus('collectedCents'),
    recoveredCents: plus('recoveredCents'),
  };
}

/** The cells of a booking. One from before strata were kept counts where nobody told anything, without its debt. */
export function cellsOf({ measure, strata }: { measure: Measure; strata?: StratumCell[] }): StratumCell[] {
  if (strata !== undefined) return strata;
  const { collected, recovered, recoveredInTerm } = measure;
  if (collected === 0 && recovered === 0 && recoveredInTerm === 0) return [];
  return [{ stratum: {}, counts: { ...NO_COUNTS, collected, recovered, recoveredInTerm } }];
}

/** The cells of `after` less those of `before`, without those that say nothing, in the order of their names. */
export function changeOfCells(before: readonly StratumCell[], after: readonly StratumCell[]): StratumCell[] {
  const cells = new Map<string, StratumCell>();
  const take = (sign: 1 | -1) => (cell: StratumCell) => {
    const name = canonicalJson(cell.stratum);
    const counts = addCounts(cells.get(name)?.counts ?? NO_COUNTS, cell.counts, sign);
    cells.set(name, { stratum: cell.stratum, counts });
  };
  before.forEach(take(-1));
  after.forEach(take(1));
  return sortedByName(cells).filter(({ counts }) => COUNTS.some((name) => counts[name] !== 0));
}

/**
 * Adds up cells by each dimension: the lines of every dimension add up to the same totals. A cycle has millions of cells
 * and few strata, so cells are added up by stratum and taken apart into lines at the end.
 */
export function newStrata() {
  const cells = new Map<string, StratumCell>();
  const rows = new Map<string, StratumRow>();
  const addRow = ({ dimension, municipality, value, ...counts }: StratumRow): void => {
    const name = `${DIMENSIONS.indexOf(dimension)}\n${municipality ?? ''}\n${value ?? ''}`;
    const row = rows.get(name);
    if (row !== undefined) addTo(row, counts);
    else rows.set(name, { dimension, ...told({ municipality, value }), ...counts });
  };
  return {
    addRow,
    addCell({ stratum, counts }: StratumCell): void {
      const { municipality = '', district = '', tariffCategory = '', lastAction = '' } = stratum;
      const name = `${municipality}\n${district}\n${tariffCategory}\n${lastAction}`;
      const cell = cells.get(name);
      if (cell !== undefined) addTo(cell.counts, counts);
      else cells.set(name, { stratum, counts: { ...counts } });
    },
    /**
     * In order of dimension and name; those that came to nothing are left out.
     *
     * @throws when a count is no whole number that a sum keeps exactly
     */
    rows: (): StratumRow[] => {
      for (const { stratum, counts } of cells.values())
        for (const dimension of DIMENSIONS) {
          const municipality = dimension === 'district' ? stratum.municipality : undefined;
          addRow({ dimension, municipality, value: stratum[dimension], ...counts });
        }
      cells.clear();
      return sortedByName(rows)
        .filter((row) => COUNTS.some((name) => row[name] !== 0))
        .map((row) => ({ ...row, ...addCounts(row, NO_COUNTS) }));
    },
  };
}

function addTo(sum: StratumCounts, counts: StratumCounts): void {
  sum.collected += counts.collected;
  sum.recovered += counts.recovered;
  sum.recoveredInTerm += counts.recoveredInTerm;
  sum.collectedCents += counts.collectedCents;
  sum.recoveredCents += counts.recoveredCents;
}

/** What somebody told. */
const told = (place: Pick<StratumRow, 'municipality' | 'value'>) =>
  Object.fromEntries(Object.entries(place).filter(([, name]) => name !== undefined));

/** What the lines of one dimension add up to. */
export function totalOf(rows: readonly StratumRow[], dimension: Dimension): StratumCounts {
  return rows
    .filter((row) => row.dimension === dimension)
    .reduce((sum, row) => addCounts(sum, row), NO_COUNTS);
}

function sortedByName<T>(byName: Map<string, T>): T[] {
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
