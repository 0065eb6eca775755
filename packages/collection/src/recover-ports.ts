import type { Clock } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import type { CaseBook, CollectionPublisher, Debts } from './ports.ts';

/** What assessing the cases of an account needs. */
export interface RecoverPorts {
  caseBook: CaseBook;
  debts: Debts;
  publisher: CollectionPublisher;
  clock: Clock;
  /** Tells that cases of an account may have changed, for whoever keeps figures; again where a crash may have come between. */
  noteAccount?(contract: Contract, account: string): Promise<void>;
}
