import { orderRowSchemaOf } from '@baixa/collection';
import { idOf, type Problem, problem } from '@baixa/core';
import { ladderStepsOf, readProfile } from '@baixa/profile';
import { type ChargeRegistration, isCharge, type Registration, registrableSchema } from '@baixa/settlement';
import { z } from 'zod';
import type { ApiDeps } from './deps.ts';
import { answer, bodyOf, callerOf, day, param, type Request, type Response, refuse } from './http.ts';

/** Rows in one request: with them a message of ordinary rows stays far below what SQS takes (256 KiB). */
const MAX_ROWS = 100;
/** What a message may have; only charges that cover very many receivables come near it. */
const MAX_MESSAGE_BYTES = 250_000;

/** PUT /profile: companies, agreements and contracts, all or none. */
export async function applyProfile({ profiles, clock }: ApiDeps, request: Request): Promise<Response> {
  const { profile, problems } = readProfile(bodyOf(request, z.unknown()));
  if (profile === undefined) return refuse(400, ...problems.map((each) => each.problem));
  const told = await profiles.apply(profile, clock.today());
  if (told.some(({ severity }) => severity === 'error')) return refuse(409, ...told);
  const { companies, agreements, contracts } = profile;
  return answer(200, {
    companies: companies.length,
    agreements: agreements.length,
    contracts: contracts.length,
    ...(told.length === 0 ? {} : { problems: told }),
  });
}

/** POST /receivables: registers up to 100 receivables and collective charges; 202 with the command to ask for. */
export async function registerReceivables(deps: ApiDeps, request: Request): Promise<Response> {
  const { rows } = bodyOf(request, z.object({ rows: z.array(registrableSchema).min(1).max(MAX_ROWS) }));
  const unknown = await unknownOwners(deps, rows);
  if (unknown.length > 0) return refuse(400, ...unknown);
  return enqueue(deps.sendCommand, request, { command: 'register-receivables', rows });
}

/** A receivable or charge may only name a company that is there, and an agreement of that company. */
async function unknownOwners(
  { profiles }: ApiDeps,
  rows: (Registration | ChargeRegistration)[],
): Promise<Problem[]> {
  const companies = new Set((await profiles.companies()).map(({ id }) => id));
  const agreements = new Map((await profiles.all()).map(({ id, company }) => [id, company]));
  return rows.flatMap((row, index) => {
    const { id, company, identifiers } = row;
    const { agreement } = identifiers;
    const path = `rows.${index}`;
    const what = `${isCharge(row) ? 'Collective charge' : 'Receivable'} ${id}`;
    if (!companies.has(company))
      return problem(
        'receivable.unknown-company',
        { path },
        `${what} is of company ${company}, which no profile has.`,
        'Apply a profile with this company first.',
      );
    if (agreement !== undefined && agreements.get(agreement) !== company)
      return problem(
        'receivable.unknown-agreement',
        { path },
        `${what} names agreement ${agreement}, which company ${company} does not have.`,
        'Apply a profile with this agreement first.',
      );
    return [];
  });
}

const resolution = z
  .object({
    how: z.enum(['settled', 'refunded', 'written-off', 'ignored']),
    /** Which receivables the money settles; one may be without centavos and takes what is left. */
    parts: z
      .array(z.object({ receivable: z.string().min(1), cents: z.int().positive().optional() }))
      .max(50)
      .default([]),
    reason: z.string().trim().min(3).max(500),
  })
  .refine(({ how, parts }) => (how === 'settled') === parts.length > 0, {
    path: ['parts'],
    message: 'receivables are named to settle them, and only then',
  });

/** POST /companies/{company}/exceptions/{id}/resolution: what a person wants done; 202 with the command to ask for. */
export async function resolveException(deps: ApiDeps, request: Request): Promise<Response> {
  const [company, exception] = [param(request, 'company'), param(request, 'id')];
  const wish = bodyOf(request, resolution);
  return enqueue(deps.sendCommand, request, {
    command: 'resolve-exception',
    company,
    exception,
    ...wish,
    by: callerOf(request),
  });
}

const reason = z.string().trim().min(3).max(500);
const reasonBody = z.object({ reason });
const replayBody = z.object({ reason: reason.default('Replayed.') });

/** POST /files/{id}/undo and /files/{id}/replay: what a person wants of a whole file; 202 with the command to ask for. */
export function stepFile(what: 'undo' | 'replay') {
  return async (deps: ApiDeps, request: Request): Promise<Response> => {
    const { reason } = bodyOf(request, what === 'undo' ? reasonBody : replayBody);
    const [file, by] = [param(request, 'id'), callerOf(request)];
    return enqueue(deps.sendCommand, request, { command: 'step-file', what, file, reason, by });
  };
}

/**
 * POST /companies/{company}/exceptions/{id}/rule: what a person chose for an exception is to be learned as a rule of its
 * agreement; 202 with the command to ask for, which has a result once the ledger is replayed.
 */
export async function learnRule(deps: ApiDeps, request: Request): Promise<Response> {
  const [company, exception, by] = [param(request, 'company'), param(request, 'id'), callerOf(request)];
  const command = { command: 'learn-rule', company, exception, ...bodyOf(request, reasonBody), by };
  return enqueue(deps.sendCommand, request, command);
}

/** POST /rules/{id}/forget: a rule is to find no payment any more; 202 with the command to ask for. */
export async function forgetRule(deps: ApiDeps, request: Request): Promise<Response> {
  const [rule, by] = [param(request, 'id'), callerOf(request)];
  return enqueue(deps.sendCommand, request, {
    command: 'forget-rule',
    rule,
    ...bodyOf(request, reasonBody),
    by,
  });
}

const ordersBody = z.object({
  contract: z.string(),
  // Only checked here; the rows go on as they came and are read again where they are taken up.
  rows: z.array(z.unknown()).min(1).max(MAX_ROWS),
});

/** POST /orders: takes up to 100 service orders and collection actions; 202 with the command to ask for. */
export async function takeOrders(deps: ApiDeps, request: Request): Promise<Response> {
  const { contract, rows } = bodyOf(request, ordersBody);
  const found = (await deps.profiles.contracts()).find(({ id }) => id === contract);
  if (found === undefined)
    return refuse(
      400,
      problem('orders.unknown-contract', { path: 'contract' }, `No profile has contract ${contract}.`),
    );
  const read = bodyOf(request, z.object({ rows: z.array(orderRowSchemaOf(ladderStepsOf(found))) }));
  if (read.rows.length !== rows.length) throw new Error('Rows were lost on the way.');
  const at = deps.clock.now();
  return enqueue(deps.sendRecovery, request, { command: 'take-orders', contract, rows, at });
}

const noticesBody = z.object({
  contract: z.string(),
  /** The day on which the cases are opened; today where it is not told. */
  on: day.optional(),
  rows: z
    .array(
      z.object({
        account: z.string().trim().min(1).max(120),
        receivables: z.array(z.string().min(1).max(80)).min(1).max(100).optional(),
      }),
    )
    .min(1)
    .max(MAX_ROWS),
});

/** POST /notices: opens cases for up to 100 accounts with overdue receivables; 202 with the command to ask for. */
export async function openCases(deps: ApiDeps, request: Request): Promise<Response> {
  const { contract, on = deps.clock.today(), rows } = bodyOf(request, noticesBody);
  if (!(await deps.profiles.contracts()).some(({ id }) => id === contract))
    return refuse(
      400,
      problem('notice.unknown-contract', { path: 'contract' }, `No profile has contract ${contract}.`),
    );
  if (on > deps.clock.today())
    return refuse(
      400,
      problem('notice.in-future', { path: 'on' }, `${on} lies ahead: nothing is overdue on it yet.`),
    );
  return enqueue(deps.sendRecovery, request, {
    command: 'open-cases',
    contract,
    on,
    at: deps.clock.now(),
    rows,
  });
}

/** Sends a command on its way, under an id made of the request; 202 with that id. */
export async function enqueue(
  send: (body: string) => Promise<void>,
  request: Request,
  command: object,
): Promise<Response> {
  const id = idOf('command', request.requestContext.requestId, JSON.stringify(command));
  const message = JSON.stringify({ ...command, id });
  if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES)
    return refuse(
      400,
      problem(
        'api.too-large',
        {},
        'The rows are too large for one request.',
        'Send them in several requests.',
      ),
    );
  await send(message);
  return answer(202, { command: id });
}

/** POST /closings: closes what is due as of a day. */
export async function startClosing({ startClosing: start }: ApiDeps, request: Request): Promise<Response> {
  const { on } = bodyOf(request, z.object({ on: day }));
  return answer(202, { closing: await start(on) });
}
