import type { Acordos } from './acordo.ts';
import type { Agreements, Exceptions, Files, Ledger, Publisher, Receivables } from './ports.ts';
import type { AgreementRules, Registration } from './receivable.ts';

/** What ending an acordo needs. */
export interface AcordoPorts {
  acordos: Acordos;
  receivables: Receivables;
  exceptions: Exceptions;
  agreements: Agreements;
  files: Pick<Files, 'find'>;
  ledger: Ledger;
  publisher: Publisher;
}

/** The rules of the agreement that a receivable is of; of none, it has no tolerance and no holidays of its own. */
export async function rulesOf(
  { agreements }: Pick<AcordoPorts, 'agreements'>,
  { company, identifiers: { agreement } }: Registration,
): Promise<AgreementRules> {
  const rules = agreement === undefined ? undefined : await agreements.rulesOf(agreement);
  return rules ?? { id: '', company, tolerance: { cents: 0 } };
}
