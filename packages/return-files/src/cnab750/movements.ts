import type { EntryKind } from '@baixa/core';

/**
 * What a movement of a return file tells. A devolução has none: it comes by API Pix or the statement.
 * Source: FEBRABAN CNAB 750 Pix v2.1 (2021-02-22), código de movimento of the return.
 */
const KINDS: ReadonlyMap<string, EntryKind> = new Map([
  /** Emissão confirmada. */
  ['02', 'registration'],
  /** Emissão rejeitada. */
  ['03', 'rejection'],
  /** Alteração confirmada. */
  ['04', 'change'],
  /** Alteração rejeitada. */
  ['05', 'rejection'],
  /** Recebimento. */
  ['06', 'payment'],
  /** Cancelamento by the receiver. */
  ['07', 'write-off'],
  /** Cancelamento by the institution. */
  ['08', 'write-off'],
  /** Cancelamento rejeitado. */
  ['10', 'rejection'],
]);

/** What a movement of a Pix that was received tells, or undefined where the layout has no such movement. */
export function kindOfReceipt(movement: string): EntryKind | undefined {
  return KINDS.get(movement);
}

/** The same for the record of a charge, which is never money. */
export function kindOfCharge(movement: string): EntryKind | undefined {
  const kind = KINDS.get(movement);
  return kind === 'payment' ? undefined : kind;
}
