import type { StoredCase } from '@baixa/collection';
import type { Row } from '@baixa/kpis';
import type { Acordo, EntryOutcome, ExceptionState, FileSums, Payable } from '@baixa/settlement';

/** The ledger bucket, to be read. */
export interface LedgerObjects {
  /** The keys that begin so, in their order. */
  keys(prefix: string): AsyncIterable<string>;
  read(key: string): Promise<string | undefined>;
  /** The bytes of an object piece by piece, for those that may be large: what a cycle of a large contract counts. */
  pieces(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** The last link of each chain, as the table has it: what a bucket alone cannot tell. */
export interface Heads {
  chains(): AsyncIterable<string>;
  headOf(chain: string): Promise<string | undefined>;
}

/** What the register has of a file. */
export interface RegisteredFile {
  status: string;
  chunks: number;
  sums?: FileSums;
}

/** What the tables say, to be held against the ledger. */
export interface Books {
  companies(): Promise<string[]>;
  fileOf(file: string): Promise<RegisteredFile | undefined>;
  /** Receivables and collective charges. */
  payablesOf(company: string, ids: string[]): Promise<Map<string, Payable>>;
  /** All receivables and collective charges of all companies. */
  payables(): AsyncIterable<Payable>;
  exceptionOf(company: string, id: string): Promise<ExceptionState | undefined>;
  /** The exceptions of a company that are open. */
  openExceptions(company: string): AsyncIterable<EntryOutcome & { id: string }>;
  /** An acordo by the id it has in the ledger. */
  acordoOf(key: string): Promise<Acordo | undefined>;
  /** Whether a cycle of a contract (000007) is committed. */
  isCommitted(contract: string, cycle: string): Promise<boolean>;
}

/** What key indicators are added up from, to be held against receivables and collection cases. */
export interface KpiBooks {
  /** All that was told of a company, a month after the other. */
  toldOf(company: string): AsyncIterable<Row[]>;
  /** All collection cases of all contracts. */
  cases(): AsyncIterable<StoredCase>;
  /** Gives whoever keeps them the time to take up what was just told. */
  wait(): Promise<void>;
}

export interface VerifyPorts {
  ledger: LedgerObjects;
  /** Without it a chain is proved as far as it goes, not that nothing was cut off its end. */
  heads?: Heads;
  /** Without them the figures of the ledger are added up, and not held against the tables. */
  books?: Books;
  /** Without them nothing is said of key indicators. */
  kpis?: KpiBooks;
}

/** True for a file of which every entry has its outcome, by the status that the register gives it. */
export const isSettled = (status: string | undefined): boolean =>
  status === 'processed' || status === 'undone';

/** True for a file that is being settled, undone or replayed. */
export const isUnderWay = (status: string | undefined): boolean =>
  status === 'released' || status === 'undoing' || status === 'replaying';
