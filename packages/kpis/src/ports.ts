import type { CaseBook } from '@baixa/collection';
import type { AcordoDeed, Ledger, Receivable, Resolution, SettledFile } from '@baixa/settlement';
import type { Row } from './row.ts';

/** What one source told of a month, whole. A later version takes the place of an earlier one; both may come twice. */
export interface Told {
  company: string;
  /** `2026-03` */
  month: string;
  /** A chunk of a file in one step of its history, a resolution, a registration, a collection case. */
  source: string;
  version: number;
  rows: Row[];
}

/** A month of which something was told. */
export interface ToldMonth {
  month: string;
  /** Rises with all that is told of it. */
  version: number;
}

/** Where the rows of key indicators are kept, by company and month. Only `keep` adds to them. */
export interface KpiBook {
  keep(told: Told): Promise<void>;
  monthsOf(company: string): Promise<ToldMonth[]>;
  /** Everything that was told of a month, source after source. */
  toldOf(company: string, month: string): Promise<Row[]>;
  /** The sum of a month that somebody saved when it had this version. */
  sumOf(company: string, of: ToldMonth): Promise<Row[] | undefined>;
  /** Saves the sum of a month, so that it need not be added up again until more is told of it. */
  saveSum(company: string, of: ToldMonth, rows: Row[]): Promise<void>;
}

/** What is told of key indicators; the body of a message of their queue. Names alone: what happened is read. */
export type KpiNote =
  | { kpi: 'registered'; company: string; command: string; receivables: string[] }
  /** Its cases of a contract. */
  | { kpi: 'account'; company: string; contract: string; account: string };

export interface KeepPorts {
  book: KpiBook;
  receivables: { load(company: string, ids: string[]): Promise<Map<string, Receivable>> };
  ledger: Pick<Ledger, 'outcomesOf'> & {
    resolutionOf(exception: string): Promise<Resolution | undefined>;
    deedOf(company: string, acordo: string, what: AcordoDeed['what']): Promise<AcordoDeed | undefined>;
  };
  files: { find(file: string): Promise<Pick<SettledFile, 'chunks'> | undefined> };
  cases: Pick<CaseBook, 'accountOf'>;
}
