import type { CivilDate } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { Fact, PlacedFact, ServiceOrder } from '@baixa/scoring';
import type { Receivable } from '@baixa/settlement';
import type { CollectionAction } from './action.ts';
import type { CaseAssessment, CollectionCase } from './case.ts';
import type { PromiseFact } from './promise.ts';

/** When something was told, as text that sorts: of two tellings of one thing the later counts, whichever comes first. */
export interface Told {
  told?: string;
}

/** An action with the id that its order has, so that the same row told again is recognised. */
export interface StoredAction extends CollectionAction, Told {
  id: string;
  /** Whether it opens a case: it was the first of the ladder when it was told. */
  opens?: boolean;
  /** The receivables that a notice lists, where it does; otherwise it is about all that were overdue on its day. */
  listed?: Told & { receivables: string[] };
}

/** What is booked for a case or an order so far, and how often it was written. */
interface Booked {
  /** The facts that its bookings add up to. */
  facts: Fact[];
  /** Counts the writes, from 1; 0 before the first. */
  version: number;
}

export interface StoredCase extends CollectionCase, Booked {
  company: string;
  actions: StoredAction[];
  /** As it was last assessed, and the instant since when it is so. */
  assessment?: CaseAssessment;
  assessedAt?: string;
  /** What opened it was cancelled or corrected: it is no case any more, and what was booked for it is taken back. */
  dissolved?: true;
}

/** By what a case is known that is not decided yet. */
export interface UndecidedCase extends Pick<StoredCase, 'account' | 'noticeGeneratedOn'> {
  /** The last day of its payment term. */
  termEndsOn: CivilDate;
}

export interface StoredOrder extends Booked, Told {
  contract: string;
  order: ServiceOrder;
}

/** Actions of an account that belong to no case yet: they were generated before any that is known. */
export interface WaitingActions {
  actions: StoredAction[];
  /** Counts the writes, from 1; 0 before the first. */
  version: number;
}

/** All that is kept of an account's collection. */
export interface StoredAccount {
  /** Oldest first, dissolved ones included. */
  cases: StoredCase[];
  waiting: WaitingActions;
}

/** A change of an account's cases, written together with all their bookings or not at all. */
export interface AccountChange {
  contract: string;
  account: string;
  cases: { after: StoredCase; bookings: PlacedFact[] }[];
  waiting?: WaitingActions;
  /** The first open cycle the bookings were placed by; if it has closed meanwhile, nothing is written. */
  firstOpenCycle: number;
  /** Cases that this decides stay among the undecided ones until somebody forgets them there. */
  keepsUndecided?: boolean;
}

/** A change of an order, written together with its bookings or not at all. */
export interface Change<T> {
  after: T;
  bookings: PlacedFact[];
  /** The first open cycle the bookings were placed by; if it has closed meanwhile, nothing is written. */
  firstOpenCycle: number;
}

/** Cases, orders and bookings of a contract, in shards by account. */
export interface CaseBook {
  firstOpenCycle(contract: string, account: string): Promise<number>;
  /** The cases of an account, oldest first; without dissolved ones. */
  casesOf(contract: string, account: string): Promise<StoredCase[]>;
  accountOf(contract: string, account: string): Promise<StoredAccount>;
  orderOf(contract: string, account: string, id: string): Promise<StoredOrder | undefined>;
  /** True when written; false when somebody wrote it, or closed the cycle, since it was read. */
  saveAccount(change: AccountChange): Promise<boolean>;
  saveOrder(change: Change<StoredOrder>): Promise<boolean>;
  /** The undecided cases of a shard whose payment term ends by `to`, one after the other: they may be decided meanwhile. */
  undecidedCases(contract: string, shard: number, to: CivilDate): AsyncIterable<UndecidedCase>;
  /** Takes a case off the undecided ones. */
  forgetUndecided(contract: string, decided: UndecidedCase): Promise<void>;
}

export interface Debts {
  /** The receivables of an account, as they stand. */
  ofAccount(company: string, account: string): Promise<Receivable[]>;
  load(company: string, ids: string[]): Promise<Receivable[]>;
}

/** The promises of all companies, as their facts. */
export interface PromiseBook {
  /** Keeps a fact, once; false where it was kept before. */
  add(fact: PromiseFact): Promise<boolean>;
  /** The facts of an account. */
  ofAccount(company: string, account: string): Promise<PromiseFact[]>;
  /** The facts of all accounts of a company, those of an account together. */
  all(company: string): AsyncIterable<PromiseFact>;
}

export interface CollectionPublisher {
  publish(events: BaixaEvent[]): Promise<void>;
}
