import type { Receivable } from '@baixa/bank-simulator';
import type { CivilDate } from '@baixa/core';

/** A row of an orders file, as `baixa orders` takes it. */
export interface Row {
  kind: 'service-order' | 'collection-action';
  id: string;
  type: string;
  account: string;
  /** A moment for a service order, a day for an action; so are the others. */
  generated: string;
  deadline?: string;
  executed?: string;
  status: 'open' | 'done' | 'cancelled';
  outcome?: 'agreed' | 'refused' | 'impossible';
  /** When its system changed it last. */
  updated?: string;
}

/** One thing that becomes known of an account, whole or not at all. */
export type Tiding = { account: string } & (
  | { what: 'row'; row: Row }
  /** Somebody asks for a case of these receivables; of all that are overdue where it names none. */
  | { what: 'notice'; on: CivilDate; receivables?: string[] }
  | { what: 'paid'; key: string; receivable: Receivable; on: CivilDate; how: 'boleto' | 'pix' }
  | { what: 'given-back'; key: string; on: CivilDate }
  | { what: 'acordo'; id: string; on: CivilDate; receivables: string[]; parts: Receivable[] }
  | { what: 'broken'; acordo: string; on: CivilDate }
);

/** A tiding with the day on which it is told. `alone`: not while a close runs, for what comes of it takes many steps. */
export interface Dated {
  on: CivilDate;
  tiding: Tiding;
  alone?: true;
}

/** An account of a contract, what it owes, and what becomes known of it over time, in any order. */
export interface Story {
  account: string;
  bills: Receivable[];
  told: Dated[];
}
