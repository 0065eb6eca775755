import type { EntryKind } from '@baixa/core';
import { usesFebrabanReasons } from './occurrences/banks.ts';

/** Codes are looked up as they were cut from a line, which a map does faster than the keys of an object. */
function channelTable(channels: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(channels));
}

/**
 * Where a title was paid, by motivo of settlement.
 * Source: FEBRABAN CNAB 240 v10.6, C047 table C; 61 is not in it, banks announced it for Pix (single source). 01 (por
 * saldo) and 02 (por conta) tell how much was paid and not where.
 */
const CHANNELS: ReadonlyMap<string, string> = channelTable({
  '03': 'branch-cash',
  '04': 'clearing',
  '05': 'clearing',
  '06': 'internet',
  '07': 'other',
  '08': 'notary',
  '30': 'branch-cheque',
  '31': 'correspondent',
  '32': 'self-service',
  '33': 'internet',
  '34': 'internet',
  '35': 'correspondent',
  '36': 'correspondent',
  '37': 'telephone',
  '61': 'pix',
});

/** At Caixa 02 is a lotérica, never a part payment. Source: Caixa MO67118 v010 (2018), C047. */
const CAIXA_CHANNELS: ReadonlyMap<string, string> = channelTable({
  ...Object.fromEntries(CHANNELS),
  '02': 'lottery',
  '03': 'branch',
  '07': 'correspondent',
});

/** Source: Itaú CNAB 400 manual (jul/2021), códigos de liquidação, which CNAB 240 shares. */
const ITAU_CHANNELS: ReadonlyMap<string, string> = channelTable({
  AA: 'self-service',
  AC: 'notary',
  LC: 'notary',
  BC: 'correspondent',
  BF: 'telephone',
  BL: 'internet',
  B0: 'clearing',
  B1: 'clearing',
  B2: 'clearing',
  B3: 'self-service',
  B4: 'lottery',
  B5: 'correspondent',
  B6: 'telephone',
  B7: 'file',
  B8: 'clearing',
  CC: 'branch-cheque',
  CK: 'file',
  CP: 'branch-cash',
  DG: 'branch',
  Q0: 'scheduled',
});

const NONE: string[] = [];

/** Cuts motivos into codes of two characters. Blanks and 00 only fill, on either side. */
export function splitReasons(raw: string): string[] {
  let codes = NONE;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const first = raw.charCodeAt(at);
    const second = raw.charCodeAt(at + 1);
    if ((first === 48 || first === 32) && (second === 48 || second === 32)) continue;
    if (codes === NONE) codes = [];
    const code = raw.slice(at, at + 2);
    codes.push(first === 32 || second === 32 ? code.trim() : code);
  }
  return codes === NONE ? [] : codes;
}

/**
 * The motivos of an entry that was paid. Caixa fills the second pair with the form and the third with the days of
 * float, so only the first is a motivo there.
 */
export function settlementReasons(bank: string, raw: string): string[] {
  return splitReasons(bank === '104' ? raw.slice(0, 2) : raw);
}

/** Where the payer paid, or undefined where the bank does not say. */
export function channelOf(
  bank: string,
  reasons: readonly string[],
  settlementCode?: string,
): string | undefined {
  if (bank === '341') return ITAU_CHANNELS.get(settlementCode ?? '');
  if (!usesFebrabanReasons(bank)) return undefined;
  const channels = bank === '104' ? CAIXA_CHANNELS : CHANNELS;
  for (const code of reasons) {
    const channel = channels.get(code);
    if (channel !== undefined) return channel;
  }
  return undefined;
}

/**
 * The kind of a payment as its motivos refine it: 02 (por conta; not at Caixa) and, at Bradesco, 18 are part payments;
 * 08 was paid at the cartório.
 */
export function refinedKind(bank: string, kind: EntryKind, reasons: readonly string[]): EntryKind {
  if (kind !== 'payment' || !usesFebrabanReasons(bank)) return kind;
  if (bank !== '104' && reasons.includes('02')) return 'partial-payment';
  if (bank === '237' && reasons.includes('18')) return 'partial-payment';
  return reasons.includes('08') ? 'notary-payment' : kind;
}
