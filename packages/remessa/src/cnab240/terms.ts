import type { CivilDate } from '@baixa/core';
import type { Field, Line } from '@baixa/fixed-width';
import type { Amounts, NumberField } from '../amounts.ts';
import type { Discount, Fine, Interest } from '../title.ts';
import type { RemessaLayout } from './layouts.ts';

const SANTANDER = '033';
const ITAU = '341';

/** Decimals of a percentage; of interest a month, Santander has five (two open-source writers agree). */
const DECIMALS = 2;
const SANTANDER_INTEREST_DECIMALS = 5;

/** Whether a code is one of those with which banks and programs say that there is nothing. */
function isNone(code: string): boolean {
  return code === '0' || code === ' ' || code === '3' || code === '';
}

/** Source: FEBRABAN CNAB 240 v10.6, C018 and C020; Itaú has no code, and centavos a day. */
export function interestOf(
  bank: string,
  { segmentP: { field } }: RemessaLayout,
  line: Line,
  amounts: Amounts,
): Interest | undefined {
  const code = field.interestCode.raw(line.text);
  if (code === '1' || (bank === ITAU && code === '0')) {
    const centsPerDay = amounts.cents(line, field.interest);
    return centsPerDay === undefined ? undefined : { centsPerDay };
  }
  if (code === '2') {
    const decimals = bank === SANTANDER ? SANTANDER_INTEREST_DECIMALS : DECIMALS;
    const percentPerMonth = amounts.percent(line, field.interest, decimals);
    return percentPerMonth === undefined ? undefined : { percentPerMonth };
  }
  if (!isNone(code) || (code !== '3' && hasValue(field.interest, line)))
    amounts.unknown(line, field.interestCode, 'interest');
  return undefined;
}

/** Source: FEBRABAN CNAB 240 v10.6, G073 to G075. */
export function fineOf(
  { segmentR: { field } }: RemessaLayout,
  line: Line,
  amounts: Amounts,
): Fine | undefined {
  const code = field.fineCode.raw(line.text);
  if (code === '1') {
    const cents = amounts.cents(line, field.fine);
    return cents === undefined ? undefined : { cents };
  }
  if (code === '2') {
    const percent = amounts.percent(line, field.fine, DECIMALS);
    return percent === undefined ? undefined : { percent };
  }
  if (!isNone(code) || hasValue(field.fine, line)) amounts.unknown(line, field.fineCode, 'fine');
  return undefined;
}

/** The three columns of a discount. */
export interface DiscountFields {
  code: Field<'text'>;
  until: Field<'date8'>;
  value: NumberField;
  /** True where 0 is no code, and what stands there an amount: in the P of Itaú. */
  uncoded: boolean;
}

/** The columns of the discount of a P. */
export function discountFieldsOf(bank: string, { segmentP: { field } }: RemessaLayout): DiscountFields {
  const { discountCode: code, discountUntil: until, discount: value } = field;
  return { code, until, value, uncoded: bank === ITAU };
}

/** Source: FEBRABAN CNAB 240 v10.6, C021 to C023: without a day it is the due date. */
export function discountOf(
  { code: codeField, until: untilField, value, uncoded }: DiscountFields,
  line: Line,
  dueOn: CivilDate | undefined,
  amounts: Amounts,
): Discount | undefined {
  const code = codeField.raw(line.text);
  const until = untilField.read(line.text) ?? dueOn;
  if (code === '1' || (uncoded && code === '0')) {
    const cents = amounts.cents(line, value);
    return cents === undefined || until === undefined ? undefined : { until, cents };
  }
  if (code === '2') {
    const percent = amounts.percent(line, value, DECIMALS);
    return percent === undefined || until === undefined ? undefined : { until, percent };
  }
  if (code === '3' || code === '4') {
    const centsPerDayEarly = amounts.cents(line, value);
    return centsPerDayEarly === undefined ? undefined : { centsPerDayEarly, days: daysOf(code === '4') };
  }
  if (code === '5' || code === '6') {
    const percentPerDayEarly = amounts.percent(line, value, DECIMALS);
    return percentPerDayEarly === undefined ? undefined : { percentPerDayEarly, days: daysOf(code === '6') };
  }
  const cancelled = code === '7';
  if (!cancelled && (!isNone(code) || hasValue(value, line))) amounts.unknown(line, codeField, 'discount');
  return undefined;
}

function daysOf(business: boolean): 'business' | 'calendar' {
  return business ? 'business' : 'calendar';
}

function hasValue(field: NumberField, { text }: Line): boolean {
  const value = field.read(text);
  return value !== undefined && value !== 0;
}
