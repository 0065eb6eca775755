import type { Counted } from '@baixa/audit';
import type { CycleResult, Explanation, ScoredTerms, StratumRow } from '@baixa/scoring';

/** All that the measurement report of a closed cycle is made of. */
export interface ReportInput {
  /** Who pays, and whose services are measured. */
  company: string;
  contractor: string;
  /** What the contract's ladder calls its actions, by their type. */
  actionNames: Readonly<Record<string, string>>;
  result: CycleResult & { terms: ScoredTerms };
  /** SHA-256 of the result, as the ledger's chain has it. */
  sha256: string;
  /** The results of the cycles before it, oldest first. */
  history: CycleResult[];
  steps: Explanation;
  /** Absent for a cycle that was closed before strata were kept. */
  strata?: StratumRow[];
  counted: Counted;
}
