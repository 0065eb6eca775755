import { type Cents, type CivilDate, civilDateOf, isCivilDate } from '@baixa/core';

/** What an element holds, by the path of local names inside it: `Refs/EndToEndId`, `Amt@Ccy`. */
export type Values = ReadonlyMap<string, string>;

/**
 * Reads an amount: a decimal without sign, whose decimals beyond the second are zeros. Undefined for anything else.
 * Source: ISO 20022, ActiveOrHistoricCurrencyAndAmount (at most five decimals).
 */
export function amountOf(raw: string | undefined): Cents | undefined {
  const match = /^(\d{1,15})(?:\.(\d{0,2})(0*))?$/.exec(raw ?? '');
  if (match === null) return undefined;
  const [, whole = '', decimals = ''] = match;
  const cents = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : undefined;
}

/** The day of a date or a moment, the latter in São Paulo; a moment without offset is the bank's own. */
export function dayOf(values: Values, path: string): CivilDate | undefined {
  const date = values.get(`${path}/Dt`)?.slice(0, 10);
  if (date !== undefined && isCivilDate(date)) return date;
  return dayOfMoment(values.get(`${path}/DtTm`));
}

/** The day of a moment in São Paulo, or undefined where it cannot be read. */
export function dayOfMoment(moment: string | undefined): CivilDate | undefined {
  if (moment === undefined || moment.length > 40) return undefined;
  const day = moment.slice(0, 10);
  if (!isCivilDate(day)) return undefined;
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(moment)) return day;
  try {
    return civilDateOf(moment);
  } catch {
    return undefined;
  }
}

/** The first of these elements that is there. */
export function firstOf(values: Values, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const value = values.get(path);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Where the amount of a transaction stands: from version 4 on in itself, before among its amounts. */
export function amountPathOf(details: Values): string | undefined {
  return ['Amt', 'AmtDtls/TxAmt/Amt'].find((path) => details.has(path));
}
