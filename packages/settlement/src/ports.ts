import type { Cents, CivilDate, Entry } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { AcordoDeed } from './acordo-deeds.ts';
import type { ChargeRegistration, Payable } from './charge.ts';
import type { FileSums } from './file-sums.ts';
import type { EntryOutcome } from './outcome.ts';
import type { AgreementRules, Receivable, Registered, Registration } from './receivable.ts';

/** Receivables and collective charges of one company at a time. */
export interface Receivables {
  /** The ids filed under each alias; an alias nobody filed is absent. */
  idsOfAliases(
    company: string,
    aliases: string[],
    options?: { consistent: boolean },
  ): Promise<Map<string, string[]>>;
  /** Receivables only: a collective charge owes nothing. */
  load(company: string, ids: string[], options?: { consistent: boolean }): Promise<Map<string, Receivable>>;
  /** Receivables and collective charges, which share their ids. */
  loadPayables(
    company: string,
    ids: string[],
    options?: { consistent: boolean },
  ): Promise<Map<string, Payable>>;
  /** Writes the newest movement of `after` if it is still as it was before it; else says how it stands. */
  append(after: Payable): Promise<{ saved: true } | { saved: false; current: Payable }>;
  /** Files a new receivable or charge under its aliases; gives what is already there under its id, if anything. */
  register(
    registration: Registration | ChargeRegistration,
    registered?: Registered,
  ): Promise<{ existing?: Payable }>;
  /** The ids of all receivables of an account. */
  idsOfAccount(company: string, account: string): Promise<string[]>;
  /** Files money that matched nothing, by its natural key, under the aliases it was looked up by. */
  waitUnder(company: string, aliases: string[], key: string): Promise<void>;
  /** The natural keys of all money that ever waited under one of the aliases. */
  waitingUnder(company: string, aliases: string[]): Promise<string[]>;
}

/**
 * Which receivables the Pix of a company are about, by endToEndId: for whoever tells of them without a txid. All reads
 * are consistent.
 */
export interface PixPayments {
  /** Notes Pix that one place told. The same place again replaces what it noted. */
  note(company: string, place: string, found: { endToEndId: string; receivable: string }[]): Promise<void>;
  /** The ids of the receivables that Pix were noted with; a Pix nobody noted is absent. */
  receivablesOf(company: string, endToEndIds: string[]): Promise<Map<string, string[]>>;
  /** Files money that gives a Pix back and found no receivable, by its natural key. */
  waitFor(company: string, endToEndId: string, key: string): Promise<void>;
  /** The natural keys of all that ever waited for one of these Pix. */
  waitingFor(company: string, endToEndIds: string[]): Promise<string[]>;
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
  /** Which step of the file's history it belongs to, where that is not its first settlement. */
  step?: StepOfChunk | undefined;
}

/** What a chunk needs to know of the step it belongs to. */
export type StepOfChunk = Pick<FileStep, 'step' | 'what' | 'by' | 'reason' | 'at'>;

/** What became of a whole file after it was settled: it was undone, or told again. */
export interface FileStep {
  /** From 2; the first settlement of a file is its step 1. */
  step: number;
  what: 'undo' | 'replay';
  /** Who: `rule`, or the person's identity. */
  by: string;
  /** Who confirmed it, where it was above the company's limit. */
  confirmedBy?: string | undefined;
  reason: string;
  /** The instant it began. */
  at: string;
  /** Of the command that asked for it. */
  id: string;
  chunksDone: number;
  sums: FileSums;
  /** Files that reversed a part of entries which therefore were not undone. */
  keptBy?: string[] | undefined;
  /** The instant its last chunk was counted. */
  endedAt?: string | undefined;
}

/** What somebody wants done with a file; kept while a second person has to confirm it. */
export type FileWish = Pick<FileStep, 'step' | 'what' | 'by' | 'reason' | 'at'>;

/** A file as its register has it, and what became of it. */
export interface SettledFile {
  id: string;
  name: string;
  status: 'received' | 'released' | 'processed' | 'quarantined' | 'undoing' | 'undone' | 'replaying';
  company?: string | undefined;
  agreement?: string | undefined;
  createdOn?: CivilDate | undefined;
  chunks: number;
  moneyInCents: Cents;
  moneyOutCents: Cents;
  /** What stands of it, over all its steps. */
  sums?: FileSums | undefined;
  steps?: FileStep[] | undefined;
  proposal?: FileWish | undefined;
  /** Ids of replays that wait for its present step to end. */
  owed?: string[] | undefined;
}

/** The ledger: what was read and what became of it, kept for good. */
export interface Ledger {
  entriesOf(file: string, chunk: number): Promise<Entry[]>;
  /** Of a step of the file's history: 1, its first settlement, when none is given. */
  outcomesOf(file: string, chunk: number, step?: number): Promise<EntryOutcome[] | undefined>;
  /** Keeps what became of a chunk, once; gives the outcomes that stand: of two workers, both go on with the first's. */
  saveOutcomes(
    chunk: Pick<Chunk, 'agreement' | 'file' | 'chunk' | 'step'>,
    outcomes: EntryOutcome[],
  ): Promise<EntryOutcome[]>;
  /** Keeps how an exception of an agreement was resolved, once; gives the resolution that stands. */
  saveResolution(agreement: string, exception: string, resolution: Resolution): Promise<Resolution>;
  /** Keeps what was done with an acordo, once; gives the deed that stands. */
  saveDeed(deed: AcordoDeed): Promise<AcordoDeed>;
}

/** Who told of money that matched nothing, by the money's natural key. */
export interface Claim {
  file: string;
  offset: number;
}

/**
 * How an exception came to its end. `retried`: its receivable was registered later. The others a person chose:
 * `settled` on receivables, or the money goes back to the payer, is kept as revenue, or needs nothing. `undone`: the
 * file that told of the money was undone.
 */
export type Ending = 'retried' | 'settled' | 'refunded' | 'written-off' | 'ignored' | 'undone';

/** The end of an exception. */
export interface Resolution {
  how: Ending;
  /** Who: `rule`, or the person's identity. */
  by: string;
  /** Who confirmed it, where it was above the company's limit. */
  confirmedBy?: string;
  /** Why, in the person's words. */
  reason?: string;
  /** The instant. */
  at: string;
  /** What its money did to receivables. */
  outcomes: EntryOutcome[];
}

/** What somebody wants done with an exception; kept while a second person has to confirm it. */
export interface Proposal {
  how: Ending;
  /** What goes to which receivable, in centavos. */
  parts: { receivable: string; cents: Cents }[];
  by: string;
  reason: string;
  at: string;
  /** Who confirmed it, where it was above the company's limit. */
  confirmedBy?: string;
}

/** How money stands that several files may tell. */
export interface Telling {
  /** Who claimed it as matching nothing. */
  claim?: Claim;
  /** How often a telling of it was undone. */
  undone: number;
}

/** An exception as it stands. */
export interface ExceptionState {
  outcome: EntryOutcome;
  proposal?: Proposal;
  /** The wish that is being carried out. */
  accepted?: Proposal;
  resolution?: Resolution;
}

/** Money that waits for a person. */
export interface Exceptions {
  /** Which of the keys an earlier entry already claimed, and which were undone; of any other nothing is known. */
  tellingsOf(company: string, keys: string[]): Promise<Map<string, Telling>>;
  /** Keeps that the money of a natural key was undone so many times: who tells it next uses another key. */
  markUndone(company: string, natural: string, times: number): Promise<void>;
  /**
   * Claims a key for an entry; gives the claim that stands (another entry's when it came first). Whoever `keeps` the money
   * knows what becomes of it: nobody else may pin it.
   */
  claim(company: string, key: string, claim: Claim, keeps: boolean): Promise<Claim>;
  /**
   * Keeps which receivable claimed money goes to, or that there is none, once, as one of the entries that tell of it says;
   * gives what was kept first.
   */
  pin(company: string, key: string, by: Claim, receivable: string | undefined): Promise<string | undefined>;
  /** Opens the exceptions of these outcomes; one that is already there stays as it is. */
  open(outcomes: EntryOutcome[]): Promise<void>;
  /** An exception by its id, if one was opened in that company. */
  find(company: string, id: string): Promise<ExceptionState | undefined>;
  /** Keeps what one person wants until another confirms it. */
  propose(id: string, proposal: Proposal): Promise<void>;
  /**
   * Lets one wish pass, before anything of it is done: no two people, and no rule and person, may give the same money
   * away. Gives the wish that passed first.
   */
  accept(id: string, proposal: Proposal): Promise<Proposal>;
  /** Takes an accepted wish back, of which nothing was done. */
  withdraw(id: string): Promise<void>;
  /** Ends an open exception; one that has ended stays as it ended. */
  resolve(company: string, id: string, resolution: Resolution): Promise<void>;
}

/** The progress of a file through one step of its history. */
export interface FileProgress {
  complete: boolean;
  name: string;
  /** What stands of it, over all steps up to this one. */
  sums: FileSums;
  /** The instant the last chunk was counted. */
  at: string;
  /** Ids of replays that waited for this step to end. */
  owed: string[];
}

/** The files and how far they are. */
export interface Files {
  /** Counts a chunk into its step of its file once, however often it is called. */
  countChunk(chunk: Chunk, sums: FileSums, at: string): Promise<FileProgress>;
  find(file: string): Promise<SettledFile | undefined>;
  /** Keeps what one person wants of a file until another confirms it. */
  propose(file: string, wish: FileWish): Promise<void>;
  /** Begins the next step of a file whose steps before it have all ended; false where that does not hold any more. */
  beginStep(
    file: string,
    step: Omit<FileStep, 'chunksDone' | 'sums' | 'keptBy' | 'endedAt'>,
  ): Promise<boolean>;
  /** Notes that a file told payments again that count in another one; gives that other one as it stands after. */
  noteToldAgain(first: string, again: string): Promise<SettledFile>;
  /** The files that told payments again that counted in this one. */
  toldAgainBy(file: string): Promise<string[]>;
  /** Notes that a step left entries as they are, because another file reversed a part of them. */
  noteKept(file: string, step: number, by: string): Promise<void>;
  /** Notes that a file is to be replayed once its present step has ended; gives it as it stands after. */
  owe(file: string, id: string): Promise<SettledFile>;
}

/** The queue on which parts of files go to settlement. */
export interface Chunks {
  release(chunks: Chunk[]): Promise<void>;
}

export interface Agreements {
  /** The rules of an agreement, or undefined when no profile names it. */
  rulesOf(agreement: string): Promise<AgreementRules | undefined>;
  /** The amount of a company above which a second person confirms a resolution; undefined where none does. */
  confirmAboveCents(company: string): Promise<Cents | undefined>;
  /** Days after which an acordo with an unpaid part is broken; undefined where a person breaks it. */
  breakAcordosAfterDays(company: string): Promise<number | undefined>;
}

export interface Publisher {
  /** Publishes all, in any order, or throws: a consumer orders by `sequence`. */
  publish(events: BaixaEvent[]): Promise<void>;
}
