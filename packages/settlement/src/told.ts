import { type CivilDate, type Entry, isMoneyIn } from '@baixa/core';
import { keyOfPix } from './pix-payments.ts';

/** Where an entry stands, and the natural key that is the same in every file that tells of the same money. */
export interface Told {
  entry: Entry;
  key: string;
  file: string;
  /** The day the file was made: the payment date of last resort, when the bank filled none. */
  fileCreatedOn?: CivilDate | undefined;
}

/**
 * The natural key of what an entry tells: the PIX payment or refund where there is one, the money where its file says
 * what tells it apart, else its file and byte.
 */
export function naturalKey(file: string, entry: Entry): string {
  if (entry.kind === 'reversal' && entry.reversalId !== undefined) return `rtr:${entry.reversalId}`;
  if (entry.kind !== 'reversal' && entry.endToEndId !== undefined) return keyOfPix(entry.endToEndId);
  if (entry.moneyKey !== undefined) return `money:${entry.moneyKey}`;
  return `${file}:${entry.offset}`;
}

/** True for money that other files may tell as well: its key is not that of a place in this file. */
export function isToldElsewhereToo({ key, file }: Pick<Told, 'key' | 'file'>): boolean {
  return !key.startsWith(`${file}:`);
}

/** The civil date on which the money moved, by the surest date the bank gave. */
export function paymentDate({ entry, fileCreatedOn }: Told): CivilDate | undefined {
  return entry.paidOn ?? entry.processedOn ?? entry.creditedOn ?? fileCreatedOn;
}

/**
 * True for money that the bank may still take back: a cheque whose credit date, if it has one, lies after the day the
 * file was made.
 */
export function isHeld({ entry, fileCreatedOn }: Told): boolean {
  if (entry.held === undefined || !isMoneyIn(entry.kind)) return false;
  const { creditedOn } = entry;
  return creditedOn === undefined || fileCreatedOn === undefined || creditedOn > fileCreatedOn;
}
