import type { Cents, CivilDate } from '@baixa/core';

/**
 * What stands in a column.
 * `digits`: a code or number kept as text. `text`: left-aligned text. `cents`: an amount in centavos, two implied
 * decimals. `count`: a whole number. `date8`: DDMMAAAA. `date6`: DDMMAA. `ymd8`: AAAAMMDD. `filler`: nothing.
 */
export type ColumnKind = 'digits' | 'text' | 'cents' | 'count' | 'date8' | 'date6' | 'ymd8' | 'filler';

/** One column of a fixed-width record, as data. Positions count from 1 and include both ends. */
export interface Column<N extends string = string, K extends ColumnKind = ColumnKind> {
  name: N;
  from: number;
  to: number;
  kind: K;
  /** What the column holds, in the manual's terms, with its field id. */
  meaning: string;
}

/** Says that a numeric column holds something else than digits. A reader cannot take it for an amount. */
export const MALFORMED: unique symbol = Symbol('malformed');
export type Malformed = typeof MALFORMED;

/** What a column of each kind is read into. Blank columns, and days no calendar has, are undefined. */
export interface ValueOf {
  digits: string | undefined;
  text: string | undefined;
  filler: string | undefined;
  cents: Cents | Malformed | undefined;
  count: number | Malformed | undefined;
  date8: CivilDate | undefined;
  date6: CivilDate | undefined;
  ymd8: CivilDate | undefined;
}

/** What a column of each kind can be written from. A string as wide as the column is written as it stands. */
export interface WritableOf {
  digits: string | number;
  text: string;
  filler: string;
  cents: Cents | string;
  count: number | string;
  date8: CivilDate;
  date6: CivilDate;
  ymd8: CivilDate;
}

function of<K extends ColumnKind>(kind: K) {
  return <N extends string>(name: N, from: number, to: number, meaning: string): Column<N, K> => ({
    name,
    from,
    to,
    kind,
    meaning,
  });
}

export const digits = of('digits');
export const text = of('text');
export const cents = of('cents');
export const count = of('count');
export const date8 = of('date8');
export const date6 = of('date6');
export const ymd8 = of('ymd8');

/** A column that says nothing; its name tells where it stands. */
export function filler<F extends number>(from: F, to: number): Column<`filler${F}`, 'filler'> {
  return { name: `filler${from}`, from, to, kind: 'filler', meaning: 'Not used' };
}
