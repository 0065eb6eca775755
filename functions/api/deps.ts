import type { CaseBook, PromiseBook } from '@baixa/collection';
import type { Clock } from '@baixa/core';
import type { KpiBook } from '@baixa/kpis';
import type { LearnedRules, Ledger } from '@baixa/settlement';
import type {
  AcordoStore,
  CommandStore,
  CycleStore,
  EventLedger,
  EvidenceStore,
  ExceptionStore,
  FileStore,
  ProfileStore,
  ReceivableStore,
} from '@baixa/store';

/** How a closing stands. */
export interface ClosingStatus {
  status: string;
  error?: string | undefined;
  cause?: string | undefined;
}

export interface ApiDeps {
  profiles: ProfileStore;
  receivables: ReceivableStore;
  files: FileStore;
  exceptions: ExceptionStore;
  acordos: AcordoStore;
  commands: CommandStore;
  learnedRules: Pick<LearnedRules, 'all'>;
  cases: CaseBook & { allCases(contract: string): AsyncIterable<{ status?: string; dayOfWindow?: number }> };
  promises: PromiseBook;
  cycles: CycleStore;
  evidence: EvidenceStore;
  ledger: Pick<Ledger, 'outcomesOf'>;
  events: EventLedger;
  kpis: KpiBook;
  sendCommand(body: string): Promise<void>;
  sendRecovery(body: string): Promise<void>;
  /** Starts the state machine as of a day; gives the execution's name. */
  startClosing(on: string): Promise<string>;
  closingStatus(name: string): Promise<ClosingStatus | undefined>;
  clock: Clock;
}
