import type { Receivable } from '@baixa/settlement';
import type { ApiDeps } from './deps.ts';

/** The receivables of an account, as they stand. */
export async function receivablesOf(
  { receivables }: Pick<ApiDeps, 'receivables'>,
  company: string,
  account: string,
): Promise<Receivable[]> {
  return [...(await receivables.load(company, await receivables.idsOfAccount(company, account))).values()];
}
