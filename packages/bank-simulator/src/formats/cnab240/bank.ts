import type { Cell } from '../cells.ts';
import type { Codes, Money } from '../cobranca.ts';
import type { NOSSO_NUMERO } from '../nosso-numeros.ts';
import type { TextForm } from '../text.ts';

/** Where a bank's cobrança return differs from FEBRABAN's, as data. */
export interface Bank240 {
  bank: string;
  /** The agreement as the bank writes it. */
  code: string;
  numbers: keyof typeof NOSSO_NUMERO;
  money: Money;
  codes: Codes;
  fileHeader: readonly Cell[];
  lotHeader: readonly Cell[];
  t: readonly Cell[];
  u: readonly Cell[];
  /** The optional record (18-19) that tells a Pix, where the bank has one. */
  pix?: '03' | '04';
  lotTrailer: readonly Cell[];
  fileTrailer: readonly Cell[];
  text: TextForm;
}
