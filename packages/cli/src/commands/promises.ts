import type { PromiseStanding, PromiseToPay } from '@baixa/collection';
import { problem } from '@baixa/core';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { resultOf } from '../give-command.ts';
import { companiesOf, onlyCompany } from '../only.ts';
import { brl, table, type View } from '../view.ts';

/** A promise as the API shows it. */
export interface ShownPromise {
  promise: PromiseToPay;
  standing: PromiseStanding;
}

export interface PromiseOptions {
  cents?: string;
  on?: string;
  receivable?: string[];
  madeOn?: string;
  channel?: string;
  reason?: string;
  correct?: string;
  cancel?: string;
  company?: string;
}

const MOST = 200;

function fail(sentence: string, wayOut: string): never {
  throw new CommandFailed([problem('cli.bad-promise', {}, sentence, wayOut)]);
}

/** What is to be told of a promise: a new one, or that one is corrected or cancelled. @throws CommandFailed */
export function promiseBody(options: PromiseOptions): object {
  const { cents, on, receivable: receivables = [], madeOn, channel, reason, correct, cancel } = options;
  if (cancel !== undefined && (correct ?? cents ?? on ?? madeOn ?? channel) !== undefined)
    fail(
      '--cancel takes --reason, and nothing else.',
      'To change a promise, --correct ID says all of it anew.',
    );
  if ((cancel ?? correct) !== undefined && reason === undefined)
    fail('Nothing says why.', 'Add --reason "…", for whoever asks later.');
  if (cancel !== undefined) return { what: 'cancelled', reason };
  if (cents === undefined || !/^[1-9]\d{0,12}$/.test(cents) || on === undefined)
    fail(
      'A promise has an amount and a last day.',
      'Give --cents 15000 (whole centavos) and --on YYYY-MM-DD.',
    );
  const promised = { cents: Number(cents), on, receivables };
  if (correct === undefined) return { ...promised, madeOn, channel, reason };
  if ((madeOn ?? channel) !== undefined)
    fail('The day and the channel of a promise cannot be corrected.', 'Cancel it, and record it anew.');
  return { what: 'corrected', ...promised, reason };
}

/** `baixa promise ACCOUNT`: records what a customer promised, or corrects or cancels it. */
export async function promise(account: string, options: PromiseOptions): Promise<View> {
  const body = promiseBody(options);
  const api = apiOf(connect());
  const company = await onlyCompany(api, options.company);
  const given = options.cancel ?? options.correct;
  const path = `/companies/${encodeURIComponent(company)}/accounts/${encodeURIComponent(account)}/promises${given === undefined ? '' : `/${encodeURIComponent(given)}`}`;
  const { command, promise: id } = await api.send<{ command: string; promise: string }>('POST', path, body);
  const { counts, problems } = await resultOf(api, command);
  if (problems.length > 0) throw new CommandFailed(problems);
  const own = (await promisesOf(api, company, account)).filter((each) => each.promise.id === id);
  const done =
    options.cancel !== undefined ? 'cancelled' : options.correct !== undefined ? 'corrected' : 'recorded';
  const before = counts.unchanged === undefined ? '' : ' before, nothing changed';
  return {
    data: { done: before === '' ? done : 'unchanged', ...own[0] },
    text: `${id} is ${done}${before}.\n${promisesTable(own)}`,
  };
}

/** The promises of an account, or the newest of a company. */
async function promisesOf(api: Api, company: string, account?: string): Promise<ShownPromise[]> {
  const query = account === undefined ? `limit=${MOST}` : `account=${encodeURIComponent(account)}`;
  const path = `/companies/${encodeURIComponent(company)}/promises?${query}`;
  return (await api.get<{ promises: ShownPromise[] }>(path)).promises;
}

/** `baixa promises`: those made last first, as they stand. */
export async function promises(options: {
  account?: string;
  state?: string;
  company?: string;
}): Promise<View> {
  const api = apiOf(connect());
  const companies = await companiesOf(api, options.company);
  const found = await Promise.all(companies.map((company) => promisesOf(api, company, options.account)));
  const asked = found
    .flat()
    .filter(({ standing }) => options.state === undefined || standing.state === options.state);
  return { data: { promises: asked }, text: promisesTable(asked) };
}

/** A line a promise: what was promised, what is paid of it, how it stands. */
export function promisesTable(all: ShownPromise[]): string {
  const rows = all.map(({ promise: it, standing }) => [
    it.id,
    it.account,
    it.madeOn,
    it.channel,
    brl(it.cents),
    it.on,
    it.receivables.join(' ') || 'what it owes',
    brl(standing.paidCents),
    standing.state,
    it.changes.at(-1)?.reason ?? it.reason,
  ]);
  const head = ['promise', 'account', 'made on', 'by', 'amount', 'to pay by', 'of', 'paid', 'state', 'why'];
  return table(head, rows, [4, 7]);
}
