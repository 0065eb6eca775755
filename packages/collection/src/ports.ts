import type { CivilDate } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { Fact, PlacedFact, ServiceOrder } from '@baixa/scoring';
import type { Receivable } from '@baixa/settlement';
import type { CollectionAction } from './action.ts';
import type { CaseAssessment, CollectionCase } from './case.ts';

/** An action with the id that its order has, so that the same row told again is recognised. */
export interface StoredAction extends CollectionAction {
  id: string;
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
}

export interface StoredOrder extends Booked {
  contract: string;
  order: ServiceOrder;
}

/** A change of a case or an order, written together with its bookings or not at all. */
export interface Change<T> {
  after: T;
  bookings: PlacedFact[];
  /** The first open cycle the bookings were placed by; if it has closed meanwhile, nothing is written. */
  firstOpenCycle: number;
}

/** Cases, orders and bookings of a contract, in shards by account. */
export interface CaseBook {
  firstOpenCycle(contract: string, account: string): Promise<number>;
  casesOf(contract: string, account: string): Promise<StoredCase[]>;
  orderOf(contract: string, account: string, id: string): Promise<StoredOrder | undefined>;
  /** True when written; false when somebody wrote it, or closed the cycle, since it was read. */
  saveCase(change: Change<StoredCase>): Promise<boolean>;
  saveOrder(change: Change<StoredOrder>): Promise<boolean>;
  /** The undecided cases of a shard whose payment term ends by `to`. */
  undecidedCases(contract: string, shard: number, to: CivilDate): Promise<StoredCase[]>;
}

export interface Debts {
  /** The receivables of an account, as they stand. */
  ofAccount(company: string, account: string): Promise<Receivable[]>;
  load(company: string, ids: string[]): Promise<Receivable[]>;
}

export interface CollectionPublisher {
  publish(events: BaixaEvent[]): Promise<void>;
}
