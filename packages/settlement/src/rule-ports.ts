import type { LearnedRule, Said } from './learned-rule.ts';
import type { Resolution } from './ports.ts';

/** One link of the chain of an agreement: that something was written to the ledger. */
export interface PastLink {
  /** From 1, without a gap. */
  sequence: number;
  /** What it is asked for by; and the one before it. */
  at: string;
  before?: string | undefined;
  /** The chunk whose outcomes it is of, and the step of its file; 1 is its first settlement. */
  chunk?: { file: string; chunk: number; step: number } | undefined;
  /** The exception whose resolution it is of. */
  exception?: string | undefined;
}

/** What was written to the ledger of an agreement, from its last link back to the first. All reads are consistent. */
export interface PastLedger {
  last(agreement: string): Promise<PastLink | undefined>;
  linkAt(agreement: string, at: string): Promise<PastLink>;
  resolutionOf(exception: string): Promise<Resolution | undefined>;
}

/** The rules that operators' choices taught. Those of an agreement also come with its rules. */
export interface LearnedRules {
  /** Those of all agreements. */
  all(): Promise<LearnedRule[]>;
  /** Keeps a rule that is not there, or was forgotten; gives the one that counts then: of two, the first. */
  learn(rule: LearnedRule): Promise<LearnedRule>;
  /** Keeps that a rule is forgotten; one that is already stays as it was. */
  forget(rule: LearnedRule, said: Said): Promise<void>;
}
