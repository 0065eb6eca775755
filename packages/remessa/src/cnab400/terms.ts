import type { Field, Line } from '@baixa/fixed-width';
import type { Amounts, NumberField } from '../amounts.ts';
import type { Discount, Fine, Interest } from '../title.ts';
import type { TitleContext } from './bank.ts';
import type { TitleRecord } from './common.ts';

/** Centavos a day, as most banks have it. */
export function interestADay({ field }: TitleRecord) {
  return (line: Line, { amounts }: TitleContext): Interest | undefined => {
    const centsPerDay = amounts.cents(line, field.interest);
    return centsPerDay === undefined ? undefined : { centsPerDay };
  };
}

/** An amount for who pays up to a day, the due date where none is given. */
export function amountUntil(
  until: Field<'date6'>,
  value: NumberField,
  line: Line,
  { amounts, dated, dueOn }: TitleContext,
): Discount[] {
  const cents = amounts.cents(line, value);
  const day = dated(until.read(line.text)) ?? dueOn;
  return cents === undefined || day === undefined ? [] : [{ until: day, cents }];
}

/** The discount that all banks have at the same place. */
export function oneDiscount({ field }: TitleRecord) {
  return (line: Line, context: TitleContext): Discount[] =>
    amountUntil(field.discountUntil, field.discount, line, context);
}

/** A fine of so many implied decimals of a percentage. */
export function percentFine(
  line: Line,
  field: NumberField,
  amounts: Amounts,
  decimals = 2,
): Fine | undefined {
  const percent = amounts.percent(line, field, decimals);
  return percent === undefined ? undefined : { percent };
}

/** A fine that its code says to be an amount (1) or a percentage (2) of two decimals. */
export function codedFine(
  line: Line,
  code: Field<'text' | 'digits'>,
  value: NumberField,
  amounts: Amounts,
): Fine | undefined {
  const kind = code.raw(line.text);
  if (kind === '2') return percentFine(line, value, amounts);
  const cents = amounts.cents(line, value);
  if (cents === undefined) return undefined;
  if (kind === '1') return { cents };
  amounts.unknown(line, code, 'fine');
  return undefined;
}
