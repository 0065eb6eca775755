import type { CivilDate } from '@baixa/core';

export type Fine = { percent: string } | { cents: number };
export type Interest = { percentPerMonth: string } | { centsPerDay: number };
export type Discount = { until: CivilDate; cents: number } | { until: CivilDate; percent: string };

export interface Terms {
  fine?: Fine;
  interest?: Interest;
  discounts?: Discount[];
}

/** A receivable as a company registers it: the shape that `baixa register` takes. */
export interface Receivable {
  id: string;
  company: string;
  /** Matrícula. */
  account: string;
  identifiers: {
    agreement?: string;
    nossoNumero?: string;
    seuNumero?: string;
    txid?: string;
    barcode?: string;
  };
  faceCents: number;
  dueOn: CivilDate;
  terms?: Terms;
  strata?: { municipality?: string; district?: string; tariffCategory?: string };
}

/** What a payment may differ from what was due and still settle: the larger of the two. */
export interface Tolerance {
  cents: number;
  percent?: string;
}

/** A bank agreement (convênio) as the profile has it. */
export interface Agreement {
  id: string;
  company: string;
  bank: string;
  /** As in the header of the agreement's files. */
  code: string;
  account: string;
  pixKeys?: string[];
  tolerance: Tolerance;
}
