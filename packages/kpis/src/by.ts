import { type Figures, figuresOf } from './figures.ts';
import type { Row } from './row.ts';
import type { KpiRules } from './rules.ts';

/** By what the figures of a company can be parted, as the command line names it. */
export const PARTS = {
  municipality: 'municipality',
  district: 'district',
  'tariff-category': 'tariffCategory',
  'action-type': 'action',
} as const;
export type Part = keyof typeof PARTS;

/** A part of a company, and its figures; without a name where the company did not tell. */
export interface PartFigures {
  /** Of a district: two municipalities may both have a Centro. */
  municipality?: string | undefined;
  name?: string | undefined;
  figures: Figures;
}

/** The figures of each part, in the order of their names; those nobody named last. */
export function figuresBy(rows: Iterable<Row>, part: Part, asOf: string, rules: KpiRules): PartFigures[] {
  const nameOf = (row: Row) => row[PARTS[part]];
  const municipalityOf = (row: Row) => (part === 'district' ? row.municipality : undefined);
  // What is about no action is no part of any: it would only be told as a part without a name.
  const concerned = part === 'action-type' ? [...rows].filter(({ action }) => action !== undefined) : rows;
  const last = (name: string | undefined) => (name === undefined ? '1' : `0${name}`);
  return [...Map.groupBy(concerned, (row) => `${last(municipalityOf(row))}\n${last(nameOf(row))}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => {
      const [first] = own as [Row, ...Row[]];
      const municipality = municipalityOf(first);
      return {
        ...(municipality === undefined ? {} : { municipality }),
        name: nameOf(first),
        figures: figuresOf(own, asOf, rules),
      };
    });
}
