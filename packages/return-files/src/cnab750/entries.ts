import { payerOf, taxIdOf } from '@baixa/cnab240-parser';
import type { Cents, Entry } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import { noAmount, noPaymentDate, paidDiffers, partsDiffer, unknownMovement } from './entry-problems.ts';
import { errorCodes } from './header.ts';
import { charge, receipt } from './layout-details.ts';
import { kindOfCharge, kindOfReceipt } from './movements.ts';
import { amount, endToEndIdOf, txidOf } from './values.ts';

const unlessZero = (cents: Cents | undefined) => (cents === 0 ? undefined : cents);

/**
 * Makes the entry of a record 5 (750 characters). One that received money without saying how much gives no entry, but
 * a problem. The time of the payment is São Paulo's already.
 */
export function receiptEntry(line: Line, out: ReadItem[]): Entry | undefined {
  const { field } = receipt;
  const { text } = line;
  const movement = field.movement.read(text) ?? '';
  const kind = kindOfReceipt(movement);
  if (kind === undefined) out.push({ type: 'problem', problem: unknownMovement(line, field.movement) });
  const paidCents = unlessZero(amount(field.paid, line, out));
  const isPayment = kind === 'payment';
  if (isPayment && paidCents === undefined) {
    out.push({ type: 'problem', problem: noAmount(line, field.paid) });
    return undefined;
  }
  const stated = (cents: Cents | undefined) => (isPayment ? cents : unlessZero(cents));
  const processedOn = field.occurredOn.read(text);
  const settlement = isPayment ? field.settlement.read(text) : undefined;
  const entry: Entry = {
    line: line.number,
    offset: line.offset,
    kind: kind ?? 'other',
    occurrence: movement,
    reasons: settlement === undefined || settlement === '00' ? [] : [settlement],
    txid: txidOf(field.txid, line, out),
    endToEndId: isPayment ? endToEndIdOf(field.endToEndId, line, out) : undefined,
    dueOn: field.dueOn.read(text),
    paidOn: isPayment ? (field.paidOn.read(text) ?? processedOn) : undefined,
    processedOn,
    faceCents: unlessZero(amount(field.face, line, out)),
    paidCents,
    interestCents: stated(amount(field.interest, line, out)),
    fineCents: stated(amount(field.fine, line, out)),
    discountCents: stated(amount(field.discount, line, out)),
    rebateCents: stated(amount(field.rebate, line, out)),
    feeCents: stated(amount(field.fee, line, out)),
    channel: isPayment ? 'pix' : undefined,
    payer: payerOf(
      taxIdOf(field.payerTaxIdType.raw(text), field.payerTaxId.raw(text)) ??
        taxIdOf(field.debtorTaxIdType.raw(text), field.debtorTaxId.raw(text)),
      field.payerName.read(text),
    ),
  };
  if (isPayment && entry.paidOn === undefined)
    out.push({ type: 'problem', problem: noPaymentDate(line, field.paidOn) });
  if (paidCents !== undefined) checkAmounts(entry, paidCents, line, out);
  return entry;
}

/** Holds the final value against its parts, and what was paid against it. A transfer to the key may fill neither. */
function checkAmounts(entry: Entry, paidCents: Cents, line: Line, out: ReadItem[]): void {
  const { faceCents, interestCents = 0, fineCents = 0, discountCents = 0, rebateCents = 0 } = entry;
  const { field } = receipt;
  const final = unlessZero(amount(field.final, line, out));
  const whole = final ?? paidCents;
  const parts = (faceCents ?? 0) + interestCents + fineCents - rebateCents - discountCents;
  if (faceCents !== undefined && parts !== whole)
    out.push({
      type: 'problem',
      problem: partsDiffer(line, final === undefined ? field.paid : field.final, parts, whole),
    });
  if (final !== undefined && final !== paidCents)
    out.push({ type: 'problem', problem: paidDiffers(line, field.paid, paidCents, final) });
}

/** Makes the entry of a record 1 (750 characters), which tells of a charge and moves no money. */
export function chargeEntry(line: Line, out: ReadItem[]): Entry {
  const { field } = charge;
  const { text } = line;
  const movement = field.movement.read(text) ?? '';
  const kind = kindOfCharge(movement);
  if (kind === undefined) out.push({ type: 'problem', problem: unknownMovement(line, field.movement) });
  return {
    line: line.number,
    offset: line.offset,
    kind: kind ?? 'other',
    occurrence: movement,
    reasons: errorCodes(field.errors.raw(text)),
    txid: txidOf(field.txid, line, out),
    dueOn: field.dueOn.read(text),
    processedOn: field.occurredOn.read(text),
    faceCents: unlessZero(amount(field.face, line, out)),
    feeCents: unlessZero(amount(field.fee, line, out)),
    payer: payerOf(
      taxIdOf(field.payerTaxIdType.raw(text), field.payerTaxId.raw(text)),
      field.payerName.read(text),
    ),
  };
}
