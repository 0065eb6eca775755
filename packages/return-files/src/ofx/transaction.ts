import { shapeOf } from '@baixa/cnab240-parser';
import type { CivilDate } from '@baixa/core';
import type { ReadItem } from '../items.ts';
import { type Channel, entryOfMovement, type Nature } from '../statement/movement.ts';
import { toldBy } from '../statement/told-by-text.ts';
import type { Spot } from '../statement/whole-text.ts';
import type { Leaf } from './markup.ts';
import { noAmount, noDate, otherCurrency } from './problems.ts';
import { amountOf, dayOf } from './values.ts';

const TARIFFS = new Set(['FEE', 'SRVCHG']);
const OUT = new Set(['DEBIT', 'FEE', 'SRVCHG', 'ATM', 'CHECK', 'POS']);
const IN = new Set(['CREDIT', 'DEP', 'DIRECTDEP', 'INT', 'DIV']);
const DEPOSITS = new Set(['DEP', 'DIRECTDEP', 'CASH']);

const REAIS = /^(?:BRL|R\$|)$/;

/** True for the code of a currency that is not the real. */
export function isOtherCurrency(currency: string): boolean {
  return !REAIS.test(currency) && /^[A-Z]{3}$/.test(currency);
}

/** What a transaction did to the account, beside its entry. */
export interface Moved {
  cents: number;
  on?: CivilDate;
  /** A line that gives the balance, and moves nothing. */
  balance?: 'opening' | 'balance';
  /** The type, where it says the opposite of the amount's sign. */
  contradicts?: string;
}

/** The first value of each element, and the currency of the amount where it is not that of the account. */
function valuesOf(leaves: readonly Leaf[]): Map<string, string> {
  const values = new Map<string, string>();
  let inCurrency = false;
  for (const { tag, value } of leaves) {
    if (tag === 'CURRENCY') inCurrency = true;
    else if (tag === '/CURRENCY') inCurrency = false;
    else if (tag === 'CURSYM' && !inCurrency) continue;
    if (value !== '' && !values.has(tag)) values.set(tag, value);
  }
  return values;
}

const isNumber = (text: string | undefined): text is string => text !== undefined && /[1-9A-Za-z]/.test(text);

/**
 * Adds the entry of a transaction to `out`, or the problem why it has none. The sign of the amount decides, since banks
 * are careless with types. Lines that give a balance are no transactions: they give nothing.
 */
export function readTransaction(leaves: readonly Leaf[], spot: Spot, out: ReadItem[]): Moved | undefined {
  const values = valuesOf(leaves);
  const text = [values.get('NAME'), values.get('MEMO')].filter((part) => part !== undefined).join(' ');
  const written = values.get('TRNAMT') ?? '';
  const cents = amountOf(written);
  const balance = toldBy(values.get('MEMO') ?? text).balance ?? toldBy(text).balance;
  if (balance !== undefined) return { cents: cents ?? 0, balance };
  if (cents === undefined) {
    out.push({ type: 'problem', problem: noAmount(spot, shapeOf(written.slice(0, 40))) });
    return undefined;
  }
  const currency = values.get('CURSYM')?.toUpperCase() ?? '';
  if (isOtherCurrency(currency)) {
    out.push({ type: 'problem', problem: otherCurrency(spot, currency) });
    return undefined;
  }
  const posted = values.get('DTPOSTED') ?? '';
  const postedOn = dayOf(posted);
  if (postedOn === undefined)
    out.push({ type: 'problem', problem: noDate(spot, shapeOf(posted.slice(0, 40))) });
  const type = values.get('TRNTYPE')?.toUpperCase();
  const contradictory = type !== undefined && (cents < 0 ? IN : OUT).has(type) && cents !== 0;
  const nature: Nature | undefined = type !== undefined && TARIFFS.has(type) ? 'tariff' : undefined;
  const channel: Channel | undefined = type !== undefined && DEPOSITS.has(type) ? 'deposit' : undefined;
  const [checkNumber, reference] = [values.get('CHECKNUM'), values.get('REFNUM')];
  const entry = entryOfMovement({
    line: spot.line,
    offset: spot.offset,
    cents,
    occurrence: type,
    reasons: [],
    postedOn,
    valuedOn: dayOf(values.get('DTAVAIL') ?? '') ?? postedOn,
    nature,
    channel,
    text,
    document: isNumber(checkNumber) ? checkNumber : reference,
    references: [reference, values.get('FITID')].filter((part) => part !== undefined).join(' '),
    contradictory,
  });
  out.push({ type: 'entry', entry });
  return { cents, on: postedOn, contradicts: contradictory ? type : undefined };
}
