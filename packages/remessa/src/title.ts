import type { Cents, CivilDate } from '@baixa/core';
import type { Terms } from '@baixa/settlement';

export type Fine = NonNullable<Terms['fine']>;
export type Interest = NonNullable<Terms['interest']>;
export type Discount = NonNullable<Terms['discounts']>[number];

/**
 * A título as a company sends it to its bank to be registered. Money is whole centavos, and what the file does not say
 * is undefined. Fine and interest are those of lateness, whatever day the file has them begin.
 */
export interface RemittedTitle {
  /** Line of the file where the título begins, from 1. */
  line: number;
  /** Byte of the file where the título begins, from 0. */
  offset: number;
  /** Three digits. */
  bank: string;
  /** The file's own ways to name its agreement, most exact first. */
  agreementCodes: string[];
  /** Código de movimento or ocorrência: 01, or another of the bank's that registers. */
  instruction: string;
  /** Absent where the bank gives the number. With or without check digit, as the bank's layout has it. */
  nossoNumero?: string;
  seuNumero?: string;
  /** What the company wrote into the bank's "uso da empresa" field. */
  companyUse?: string;
  faceCents: Cents;
  dueOn: CivilDate;
  issuedOn?: CivilDate;
  fine?: Fine;
  interest?: Interest;
  /** At most three. */
  discounts: Discount[];
  /** Abatimento. */
  rebateCents?: Cents;
  payer?: { taxId?: string; name?: string; city?: string; state?: string };
  txid?: string;
}
