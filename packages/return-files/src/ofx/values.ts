import { type Cents, type CivilDate, civilDate, civilDateOf } from '@baixa/core';

/**
 * Reads an amount as banks write it: `10.00`, `-10,00`, `+1.234,56`, `1,234.56`, `10`, `10.5`. The last mark with one or
 * two digits after it is the decimal one; groups of three digits need marks all alike. What could be two amounts
 * (`1.234`) is none. Undefined where it cannot be read.
 */
export function amountOf(raw: string): Cents | undefined {
  if (raw.length > 30) return undefined;
  const match = /^([+-]?)\s*(?:R\$\s*)?(\d[\d.,]*|[.,]\d{1,2})$/.exec(raw.trim());
  if (match === null) return undefined;
  const [, sign, figure = ''] = match;
  const cents = centsOf(figure);
  if (cents === undefined || cents > Number.MAX_SAFE_INTEGER) return undefined;
  return sign === '-' ? 0 - cents : cents;
}

function centsOf(figure: string): Cents | undefined {
  const decimal = /^(.*?)(?:[.,](\d{1,2}|\d{2}0{2,}))?$/.exec(figure);
  const [, whole = '', decimals = ''] = decimal ?? [];
  const mark = figure.charAt(whole.length);
  const cents = Number(decimals.slice(0, 2).padEnd(2, '0'));
  if (/^\d*$/.test(whole)) return Number(whole) * 100 + cents;
  const groups = /^\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+)$/.test(whole);
  const thousands = /[.,]/.exec(whole)?.[0];
  // Without decimals, one group of three may as well be three decimals.
  const ambiguous =
    decimals === ''
      ? whole.indexOf(thousands ?? '') === whole.lastIndexOf(thousands ?? '')
      : thousands === mark;
  return groups && !ambiguous ? Number(whole.replace(/[.,]/g, '')) * 100 + cents : undefined;
}

const WRITTEN =
  /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:\.\d+)?)?\s*(?:\[\s*([+-]?\d{1,2}(?:\.\d+)?)\s*(?::[^\]]*)?\])?$/;

const days = new Map<string, CivilDate | undefined>();
/** Statements have few days; hostile files must not fill memory with them. */
const MOST_DAYS = 4096;

/**
 * The day of `AAAAMMDD[HHMM[SS[.XXX]]][[offset:name]]` in São Paulo. Without offset the time is the bank's own, and
 * midnight is the time of banks that give the day alone, whatever offset stands beside it. Undefined where it cannot be
 * read. Source: OFX 1.0.2 and 2.2, dates and times; Brazilian banks name GMT for the former.
 */
export function dayOf(raw: string): CivilDate | undefined {
  if (raw.length > 40) return undefined;
  if (days.has(raw)) return days.get(raw);
  if (days.size >= MOST_DAYS) days.clear();
  const day = workedOut(raw);
  days.set(raw, day);
  return day;
}

function workedOut(raw: string): CivilDate | undefined {
  const match = WRITTEN.exec(raw.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset] = match;
  const date = civilDate(Number(year), Number(month), Number(day));
  const midnight = Number(hour) + Number(minute) + Number(second) === 0;
  if (date === undefined || offset === undefined || midnight) return date;
  try {
    return civilDateOf(`${date}T${hour}:${minute}:${second}${utcOffset(Number(offset))}`);
  } catch {
    return undefined;
  }
}

/** An offset in hours, with minutes as their decimals: -3 is `-03:00`, 5.5 is `+05:30`. */
function utcOffset(hours: number): string {
  const minutes = Math.round(Math.abs(hours) * 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${hours < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A bank's number as three digits: `0341` and `341` are 341, `1` is 001. Undefined for anything else. */
export function bankOf(raw: string): string | undefined {
  const digits = /^0*(\d{1,3})$/.exec(raw.trim())?.[1];
  return digits === undefined || Number(digits) === 0 ? undefined : digits.padStart(3, '0');
}
