import { type Cents, type Entry, isMoneyIn } from '@baixa/core';

/**
 * What a bank's column of the amount paid holds.
 * `gross`: what the payer paid. `credited`: what was credited, after the tariff where the bank keeps it at settlement.
 */
export type PaidMeaning = 'gross' | 'credited';

/**
 * The banks whose CNAB 240 column (U 78-92) is not what the payer paid. Source: Itaú CNAB 240 manual (mai/2014):
 * both columns of the amount are the credit in the account.
 */
const PAID_MEANINGS: Readonly<Record<string, PaidMeaning>> = { '341': 'credited' };

/** What U 78-92 holds at a bank (three digits). */
export function paidMeaningOf(bank: string): PaidMeaning {
  return PAID_MEANINGS[bank] ?? 'gross';
}

type Parts = Pick<
  Entry,
  | 'faceCents'
  | 'discountCents'
  | 'rebateCents'
  | 'lateChargesCents'
  | 'interestCents'
  | 'fineCents'
  | 'otherCreditsCents'
>;

/** What the título's parts make: face less discount and rebate, with charges and other credits; or undefined without face. */
export function sumOfParts(parts: Parts): Cents | undefined {
  const { faceCents, discountCents = 0, rebateCents = 0, otherCreditsCents = 0 } = parts;
  if (faceCents === undefined || faceCents === 0) return undefined;
  const charges = parts.lateChargesCents ?? (parts.interestCents ?? 0) + (parts.fineCents ?? 0);
  return faceCents - discountCents - rebateCents + charges + otherCreditsCents;
}

/**
 * What the payer paid, where the column has the credit: with the tariff, unless the credit alone is already what the
 * título's parts make (the bank debits its tariffs apart, at the end of the month).
 */
export function grossOfCredit(credited: Cents, feeCents: Cents, parts: Parts): Cents {
  return sumOfParts(parts) === credited ? credited : credited + feeCents;
}

/** Two figures of a payment that do not fit each other. */
export interface AmountsDiffer {
  what: 'paid' | 'net';
  stated: Cents;
  expected: Cents;
}

/**
 * Holds the amounts of a payment against each other: what was paid against the título's parts, and the credit against
 * what was paid with or without tariff and other expenses. Banks round and grant what no column tells, so a difference
 * is only something to look at. A part payment is held against its credit alone.
 */
export function amountsThatDiffer(entry: Entry): AmountsDiffer[] {
  const { kind, paidCents, netCents, feeCents = 0, otherExpensesCents = 0 } = entry;
  if (!isMoneyIn(kind) || paidCents === undefined) return [];
  const found: AmountsDiffer[] = [];
  const expected = kind === 'partial-payment' ? undefined : sumOfParts(entry);
  if (expected !== undefined && expected !== paidCents)
    found.push({ what: 'paid', stated: paidCents, expected });
  // Zero is what a bank writes that fills no net amount.
  if (netCents === undefined || netCents === 0) return found;
  const kept = paidCents - netCents;
  if (
    kept !== 0 &&
    kept !== feeCents &&
    kept !== otherExpensesCents &&
    kept !== feeCents + otherExpensesCents
  )
    found.push({ what: 'net', stated: netCents, expected: paidCents - feeCents });
  return found;
}
