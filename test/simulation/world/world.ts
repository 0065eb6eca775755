import type { Agreement, BankLine, CONTRACT, CollectionAction, Receivable } from '@baixa/bank-simulator';
import type { ChargeRegistration } from '@baixa/settlement';

/** A return file with what it tells, entry by entry. */
export interface WorldFile {
  /** As Baixa will name it: the start of the SHA-256 of its bytes. */
  id: string;
  name: string;
  agreement: Agreement;
  bytes: Uint8Array;
  lines: BankLine[];
}

/** A company as the profile has it. */
export interface WorldCompany {
  id: string;
  name: string;
  /** The amount above which a second person confirms. */
  confirmAboveCents?: number;
  breakAcordosAfterDays?: number;
}

/** What one run is about: who owes what, what the contractor did, what the banks tell. */
export interface World {
  profile: { companies: WorldCompany[]; agreements: Agreement[]; contracts: (typeof CONTRACT)[] };
  receivables: Receivable[];
  /** One boleto or Pix for several of them. */
  charges: ChargeRegistration[];
  actions: CollectionAction[];
  /** In the order in which the banks send them. */
  files: WorldFile[];
}
