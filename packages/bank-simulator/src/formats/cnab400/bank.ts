import type { EntryKind } from '@baixa/core';
import type { Cell } from '../cells.ts';
import type { Codes, Money } from '../cobranca.ts';
import type { NOSSO_NUMERO } from '../nosso-numeros.ts';
import type { TextForm } from '../text.ts';

/** The CNAB 400 cobrança return of a bank, as data. */
export interface Bank400 {
  bank: string;
  /** The agreement as the bank writes it. */
  code: string;
  numbers: keyof typeof NOSSO_NUMERO;
  money: Money;
  codes: Codes;
  header: readonly Cell[];
  detail: readonly Cell[];
  /** A record that follows the detail of a kind: Pix, rateio, a longer number. */
  follow?: Partial<Record<EntryKind, readonly Cell[]>>;
  trailer: readonly Cell[];
  text: TextForm;
}

/** What most banks have in common, read from their manuals. */
export const HEADER: readonly Cell[] = [
  [1, 26, '02RETORNO01COBRANCA'],
  ['company', 47, 76],
  ['bank', 77, 79],
  ['createdOn', 95, 100],
  ['record', 395, 400],
];

export const DETAIL: readonly Cell[] = [
  [1, 1, '1'],
  [2, 3, '02'],
  ['taxId', 4, 17],
  ['companyUse', 38, 62],
  ['occurrence', 109, 110],
  ['occurredOn', 111, 116],
  ['seuNumero', 117, 126],
  ['dueOn', 147, 152],
  ['face', 153, 165],
  ['bank', 166, 168],
  [169, 173, '01234'],
  [174, 175, '01'],
  ['fee', 176, 188],
  [189, 227, 0],
  ['rebate', 228, 240],
  ['discount', 241, 253],
  ['paid', 254, 266],
  ['late', 267, 279],
  [280, 292, 0],
  ['creditedOn', 296, 301],
  ['record', 395, 400],
];

export const TRAILER: readonly Cell[] = [
  [1, 4, '9201'],
  ['bank', 5, 7],
  ['record', 395, 400],
];

/** All títulos as cobrança simples. */
export const SIMPLE_TOTALS: readonly Cell[] = [
  ['titles', 18, 25],
  ['totalFace', 26, 39],
];
