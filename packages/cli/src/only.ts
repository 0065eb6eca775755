import { problem } from '@baixa/core';
import type { Company, Contract } from '@baixa/profile';
import type { Api } from './connection.ts';
import { CommandFailed } from './failure.ts';

/** What profiles have told. */
export interface Book {
  companies: Company[];
  contracts: Contract[];
}

function only(what: string, option: string, ids: string[], given: string | undefined): string {
  if (given !== undefined) {
    if (ids.includes(given)) return given;
    throw new CommandFailed([
      problem(
        `cli.unknown-${what}`,
        {},
        `No profile has a ${what} ${given}.`,
        `There are: ${ids.join(', ') || 'none'}.`,
      ),
    ]);
  }
  const [first, ...others] = ids;
  if (first !== undefined && others.length === 0) return first;
  throw new CommandFailed([
    problem(
      `cli.which-${what}`,
      {},
      first === undefined ? `No profile has a ${what} yet.` : `There are several: ${ids.join(', ')}.`,
      first === undefined ? 'Apply one: baixa apply PROFILE.yaml.' : `Say which with --${option}.`,
    ),
  ]);
}

/** The contract given, or the only one there is, as it is applied. */
export async function theContract(api: Api, given: string | undefined): Promise<Contract> {
  const { contracts } = await api.get<Book>('/companies');
  const ids = contracts.map(({ id }) => id);
  const id = only('contract', 'contract', ids, given);
  return contracts.find((each) => each.id === id)!;
}

/** The id of the contract given, or of the only one there is. */
export async function onlyContract(api: Api, given: string | undefined): Promise<string> {
  return (await theContract(api, given)).id;
}

/** The companies to ask: the one given, or all. */
export async function companiesOf(api: Api, given: string | undefined): Promise<string[]> {
  const ids = (await api.get<Book>('/companies')).companies.map(({ id }) => id);
  return given === undefined ? ids : [only('company', 'company', ids, given)];
}

/** The company given, or the only one there is. */
export async function onlyCompany(api: Api, given: string | undefined): Promise<string> {
  const { companies } = await api.get<Book>('/companies');
  return only(
    'company',
    'company',
    companies.map(({ id }) => id),
    given,
  );
}
