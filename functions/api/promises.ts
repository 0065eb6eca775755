import {
  type PromiseFact,
  type PromiseStanding,
  type PromiseToPay,
  promiseChangeSchema,
  promiseSchema,
  promiseStanding,
  promisesOf,
} from '@baixa/collection';
import { canonicalJson, idOf, mapLimit, type Problem, problem } from '@baixa/core';
import { type Row, rowsOfPromise } from '@baixa/kpis';
import type { Receivable } from '@baixa/settlement';
import { receivablesOf } from './accounts.ts';
import { enqueue } from './commands.ts';
import type { ApiDeps } from './deps.ts';
import {
  answer,
  bodyOf,
  callerOf,
  limitOf,
  notFound,
  param,
  type Request,
  type Response,
  refuse,
} from './http.ts';

const ACCOUNTS_AT_ONCE = 16;

export interface ShownPromise {
  promise: PromiseToPay;
  standing: PromiseStanding;
}

/** POST /companies/{company}/accounts/{account}/promises: what a customer promised; 202 with the command to ask for. */
export async function makePromise(deps: ApiDeps, request: Request): Promise<Response> {
  const [company, account] = [param(request, 'company'), param(request, 'account')];
  const today = deps.clock.today();
  const { madeOn = today, ...rest } = bodyOf(request, promiseSchema.partial({ madeOn: true }));
  const made = { ...rest, madeOn };
  const wrong = [
    ...(await receivableProblems(deps, company, account, made.receivables)),
    ...dayProblems(made, today),
  ];
  if (wrong.length > 0) return refuse(400, ...wrong);
  // The same promise of one day is one promise, however often it is recorded.
  const id = idOf('promise', company, account, canonicalJson(made));
  const told = { id, company, account, by: callerOf(request), at: deps.clock.now() };
  return record(deps, request, { what: 'made', fact: 'made', ...made, ...told });
}

/** POST /companies/{company}/accounts/{account}/promises/{id}: corrects or cancels a promise, by another fact. */
export async function changePromise(deps: ApiDeps, request: Request): Promise<Response> {
  const [company, account, id] = [param(request, 'company'), param(request, 'account'), param(request, 'id')];
  const change = bodyOf(request, promiseChangeSchema);
  const standing = promisesOf(await deps.promises.ofAccount(company, account)).find((each) => each.id === id);
  if (standing === undefined) return notFound(`promise of account ${account} with the id`, id);
  const wrong =
    change.what === 'cancelled'
      ? []
      : [
          ...(await receivableProblems(deps, company, account, change.receivables)),
          ...dayProblems({ ...change, madeOn: standing.madeOn }, deps.clock.today()),
        ];
  if (standing.cancelled)
    wrong.push(tell('cancelled', 'id', `Promise ${id} is cancelled.`, 'Record what was promised anew.'));
  if (wrong.length > 0) return refuse(400, ...wrong);
  const at = deps.clock.now();
  const told = { id, company, account, by: callerOf(request), at };
  return record(deps, request, {
    ...change,
    fact: idOf('promise-change', id, at, canonicalJson(change)),
    ...told,
  });
}

async function record(deps: ApiDeps, request: Request, fact: PromiseFact): Promise<Response> {
  const { statusCode, headers, body } = await enqueue(deps.sendRecovery, request, {
    command: 'record-promise',
    fact,
  });
  return { statusCode, headers, body: JSON.stringify({ ...JSON.parse(body ?? '{}'), promise: fact.id }) };
}

/** GET /companies/{company}/promises: those made last first, each as it stands today; with `?account` those of one. */
export async function listPromises(deps: ApiDeps, request: Request): Promise<Response> {
  const company = param(request, 'company');
  const { account } = request.queryStringParameters ?? {};
  if (account !== undefined)
    return answer(200, { promises: await promisesOfAccount(deps, company, account) });
  const newest = (await allPromises(deps, company)).sort(byMadeOn).slice(0, limitOf(request));
  const accounts = [...Map.groupBy(newest, (each) => each.account)];
  const shown = await mapLimit(accounts, ACCOUNTS_AT_ONCE, async ([each, own]) =>
    withStanding(deps, own, await receivablesOf(deps, company, each)),
  );
  return answer(200, { promises: shown.flat().sort((a, b) => byMadeOn(a.promise, b.promise)) });
}

async function allPromises({ promises }: ApiDeps, company: string): Promise<PromiseToPay[]> {
  const facts: PromiseFact[] = [];
  for await (const fact of promises.all(company)) facts.push(fact);
  return promisesOf(facts);
}

/** What the promises of a company add to its key indicators as of a day. */
export async function promiseRows(deps: ApiDeps, company: string, asOf: string): Promise<Row[]> {
  const accounts = [...Map.groupBy(await allPromises(deps, company), ({ account }) => account)];
  const rows = await mapLimit(accounts, ACCOUNTS_AT_ONCE, async ([account, own]) => {
    const receivables = await receivablesOf(deps, company, account);
    return own.flatMap((promise) => rowsOfPromise(promise, receivables, asOf));
  });
  return rows.flat();
}

/** The promises of an account as they stand today, those made last first. */
export async function promisesOfAccount(
  deps: ApiDeps,
  company: string,
  account: string,
): Promise<ShownPromise[]> {
  const promises = promisesOf(await deps.promises.ofAccount(company, account));
  if (promises.length === 0) return [];
  return withStanding(deps, promises.sort(byMadeOn), await receivablesOf(deps, company, account));
}

const byMadeOn = (a: PromiseToPay, b: PromiseToPay): number =>
  `${b.madeOn} ${b.at}`.localeCompare(`${a.madeOn} ${a.at}`);

function withStanding(
  { clock }: ApiDeps,
  promises: PromiseToPay[],
  receivables: Receivable[],
): ShownPromise[] {
  const today = clock.today();
  return promises.map((promise) => ({ promise, standing: promiseStanding(promise, receivables, today) }));
}

const tell = (code: string, path: string, sentence: string, wayOut: string): Problem =>
  problem(`promise.${code}`, { path }, sentence, wayOut);

/** Who promises owes something here, and names what is his and open. */
async function receivableProblems(
  deps: ApiDeps,
  company: string,
  account: string,
  named: string[],
): Promise<Problem[]> {
  const own = new Map((await receivablesOf(deps, company, account)).map((each) => [each.id, each]));
  if (own.size === 0)
    return [
      tell(
        'unknown-account',
        'account',
        `Company ${company} has no receivable of account ${account}.`,
        'Register what it owes first.',
      ),
    ];
  return named.flatMap((id, index) => {
    const path = `receivables.${index}`;
    const status = own.get(id)?.status;
    if (status === undefined)
      return tell(
        'no-receivable',
        path,
        `Account ${account} has no receivable ${id}.`,
        'Name one of its own, or none.',
      );
    if (status === 'settled' || status === 'cancelled')
      return tell('not-open', path, `Receivable ${id} is ${status}.`, 'Name one that is open, or none.');
    return [];
  });
}

function dayProblems({ madeOn, on }: { madeOn: string; on: string }, today: string): Problem[] {
  const problems: Problem[] = [];
  if (madeOn > today)
    problems.push(
      tell('future', 'madeOn', `It was made on ${madeOn}, and today is ${today}.`, 'Give a day up to today.'),
    );
  if (on < madeOn)
    problems.push(
      tell(
        'past',
        'on',
        `It is to be paid by ${on}, before it was made (${madeOn}).`,
        'Give a day that is still to come.',
      ),
    );
  return problems;
}
