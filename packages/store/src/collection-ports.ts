import type { CaseBook, Debts } from '@baixa/collection';
import { collectionTermsOf } from '@baixa/profile';
import { caseBook } from './cases.ts';
import type { Table } from './dynamo.ts';
import { profileStore } from './profiles.ts';
import { receivableStore } from './receivables.ts';

/** The cases of all contracts, each with the window by which it was opened. */
export function caseStore(contracts: Table): CaseBook {
  const profiles = profileStore(contracts);
  return caseBook(contracts, async (id) => {
    const contract = (await profiles.contracts()).find((each) => each.id === id);
    if (contract === undefined) throw new Error(`No profile has contract ${id}.`);
    return collectionTermsOf(contract);
  });
}

/** What accounts owe, read as it stands at this moment: an event's own write must be seen. */
export function debtStore(receivables: Table): Debts {
  const store = receivableStore(receivables, { consistent: true });
  const load = async (company: string, ids: string[]) => [...(await store.load(company, ids)).values()];
  return {
    load,
    ofAccount: async (company, account) => load(company, await store.idsOfAccount(company, account)),
  };
}
