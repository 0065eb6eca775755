import type { CivilDate, Entry } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { EntryOutcome, FileSums } from './outcome.ts';
import type { AgreementRules, Receivable, Registration } from './receivable.ts';

/** Receivables of one company at a time. */
export interface Receivables {
  /** The ids filed under each alias; an alias nobody filed is absent. */
  idsOfAliases(
    company: string,
    aliases: string[],
    options?: { consistent: boolean },
  ): Promise<Map<string, string[]>>;
  load(company: string, ids: string[]): Promise<Map<string, Receivable>>;
  /** Writes the newest movement of `after` if the receivable is still as it was before it; else says how it stands. */
  append(after: Receivable): Promise<{ saved: true } | { saved: false; current: Receivable }>;
  /** Files a new receivable under its aliases; gives the one that is already there, if any. */
  register(registration: Registration): Promise<{ existing?: Receivable }>;
  /** Files money that matched nothing, by its natural key, under the aliases it was looked up by. */
  waitUnder(company: string, aliases: string[], key: string): Promise<void>;
  /** The natural keys of all money that ever waited under one of the aliases. */
  waitingUnder(company: string, aliases: string[]): Promise<string[]>;
}

/** A part of a file on its way to settlement; the body of a message of the chunks queue. */
export interface Chunk {
  file: string;
  /** From 1 to `chunks`. */
  chunk: number;
  chunks: number;
  company: string;
  agreement: string;
  createdOn?: CivilDate | undefined;
}

/** The ledger: what was read and what became of it, kept for good. */
export interface Ledger {
  entriesOf(file: string, chunk: number): Promise<Entry[]>;
  outcomesOf(file: string, chunk: number): Promise<EntryOutcome[] | undefined>;
  saveOutcomes(file: string, chunk: number, outcomes: EntryOutcome[]): Promise<void>;
  /** Keeps how an exception was resolved, once; gives the resolution that stands. */
  saveResolution(exception: string, resolution: Resolution): Promise<Resolution>;
}

/** Who told of money that matched nothing, by the money's natural key. */
export interface Claim {
  file: string;
  offset: number;
}

/** How an exception came to its end. */
export interface Resolution {
  /** `retried`: its receivable was registered later. */
  how: 'retried';
  /** Who: the rule, or an operator's name. */
  by: string;
  /** The instant. */
  at: string;
  /** What became of its entry. */
  outcome?: EntryOutcome;
}

/** Money that waits for a person. */
export interface Exceptions {
  /** Which of the keys an earlier entry already claimed. */
  claimsOf(company: string, keys: string[]): Promise<Map<string, Claim>>;
  /** Claims a key for an entry; gives the claim that stands (another entry's when it came first). */
  claim(company: string, key: string, claim: Claim): Promise<Claim>;
  /** Opens the exceptions of these outcomes; one that is already there stays as it is. */
  open(outcomes: EntryOutcome[]): Promise<void>;
  /** The exception of a natural key, if one was opened. */
  find(company: string, key: string): Promise<{ outcome: EntryOutcome; resolution?: Resolution } | undefined>;
  /** Ends an open exception; one that has ended stays as it ended. */
  resolve(company: string, key: string, resolution: Resolution): Promise<void>;
}

/** The progress of a file through settlement. */
export interface FileProgress {
  complete: boolean;
  name: string;
  sums: FileSums;
  /** The instant the last chunk was counted. */
  at: string;
}

/** The files and how far they are. */
export interface Files {
  /** Counts a chunk into its file once, however often it is called. */
  countChunk(chunk: Chunk, sums: FileSums, at: string): Promise<FileProgress>;
}

export interface Agreements {
  /** The rules of an agreement, or undefined when no profile names it. */
  rulesOf(agreement: string): Promise<AgreementRules | undefined>;
}

export interface Publisher {
  /** Publishes all, in any order, or throws: a consumer orders by `sequence`. */
  publish(events: BaixaEvent[]): Promise<void>;
}
