import { type EntryKind, isMoneyIn } from '@baixa/core';

/** Kinds of entries whose amounts are held against each other in the same way. */
export type Group = 'payment' | 'part-payment' | 'reversal' | 'notice';

export function groupOf(kind: EntryKind): Group {
  if (kind === 'partial-payment') return 'part-payment';
  if (isMoneyIn(kind)) return 'payment';
  return kind === 'reversal' ? 'reversal' : 'notice';
}

/** An amount of which one wrong digit brings no problem: nothing else in the file tells what it should be. */
export interface Undetectable {
  format: string;
  /** Three digits each, blanks between; `*` where the file does not name its bank. */
  banks: string;
  /** The record and its column as the layout has them, or the field. */
  column: string;
  /** Of which entries; a bank that tells of none such is not concerned. */
  of: readonly Group[];
  reason: string;
}
