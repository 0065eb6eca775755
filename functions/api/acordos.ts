import { formatBrl, type Problem, problem, warning } from '@baixa/core';
import { type Acordo, acordoWishSchema, dueOn, type Receivable, standingOfAcordo } from '@baixa/settlement';
import { z } from 'zod';
import { receivablesOf } from './accounts.ts';
import { enqueue } from './commands.ts';
import type { ApiDeps } from './deps.ts';
import {
  answer,
  bodyOf,
  callerOf,
  day,
  limitOf,
  notFound,
  param,
  type Request,
  type Response,
  refuse,
} from './http.ts';

/** POST /companies/{company}/acordos: what a person wants to be agreed; 202 with the command to ask for. */
export async function makeAcordo(deps: ApiDeps, request: Request): Promise<Response> {
  const company = param(request, 'company');
  const wish = bodyOf(request, acordoWishSchema);
  const unknown = await unknownCompany(deps, company);
  if (unknown !== undefined) return refuse(400, unknown);
  return enqueue(deps.sendCommand, request, {
    command: 'make-acordo',
    company,
    wish,
    today: deps.clock.today(),
    by: callerOf(request),
    at: deps.clock.now(),
  });
}

const endBody = z.object({
  how: z.enum(['broken', 'cancelled']),
  reason: z.string().trim().min(3).max(500),
});

/** POST /companies/{company}/acordos/{id}/end: breaks an acordo, or takes it back; 202 with the command to ask for. */
export async function endAcordo(deps: ApiDeps, request: Request): Promise<Response> {
  const { how, reason } = bodyOf(request, endBody);
  return enqueue(deps.sendCommand, request, {
    command: 'end-acordo',
    company: param(request, 'company'),
    acordo: param(request, 'id'),
    how,
    reason,
    by: callerOf(request),
    at: deps.clock.now(),
    on: deps.clock.today(),
  });
}

const sweepBody = z.object({ on: day.optional() });

/** POST /companies/{company}/acordo-sweeps: ends what is late for too long as of a day; 202 with the command to ask for. */
export async function sweepAcordos(deps: ApiDeps, request: Request): Promise<Response> {
  const today = deps.clock.today();
  const { on = today } = bodyOf(request, sweepBody);
  if (on > today)
    return refuse(
      400,
      problem('acordo.future', { path: 'on' }, `${on} is still to come.`, 'Give a day up to today.'),
    );
  const company = param(request, 'company');
  return enqueue(deps.sendCommand, request, { command: 'sweep-acordos', company, on, at: deps.clock.now() });
}

/** GET /companies/{company}/acordos: the newest first, each as it stands today; with `?account` those of one account. */
export async function listAcordos(deps: ApiDeps, request: Request): Promise<Response> {
  const company = param(request, 'company');
  const { account } = request.queryStringParameters ?? {};
  const acordos =
    account === undefined
      ? await deps.acordos.list(company, limitOf(request))
      : await acordosOf(deps, company, account);
  return answer(200, { acordos: await Promise.all(acordos.map((each) => shown(deps, each))) });
}

/** GET /companies/{company}/acordos/{id}: an acordo with its parts, and what of the debt it does not cover any more. */
export async function findAcordo(deps: ApiDeps, request: Request): Promise<Response> {
  const [company, id] = [param(request, 'company'), param(request, 'id')];
  const acordo = await deps.acordos.find(company, id);
  if (acordo === undefined) return notFound(`acordo of ${company} with the id`, id);
  const { parts, replaced } = await loaded(deps, acordo);
  return answer(200, {
    ...(await shown(deps, acordo)),
    parts: parts.map((part) => ({ ...part, ...dueToday(deps, part) })),
    problems: acordo.state === 'active' ? uncovered(acordo, replaced) : [],
  });
}

/** The acordos whose parts are among the receivables of an account. */
export async function acordosOf(deps: ApiDeps, company: string, account: string): Promise<Acordo[]> {
  const receivables = await receivablesOf(deps, company, account);
  return deps.acordos.load(
    company,
    receivables.flatMap(({ acordo }) => acordo?.id ?? []),
  );
}

/** An acordo as it stands today. */
export async function shown(deps: ApiDeps, acordo: Acordo) {
  const { parts } = await loaded(deps, acordo);
  return { acordo, standing: standingOfAcordo(acordo, parts, deps.clock.today()) };
}

async function loaded({ receivables }: ApiDeps, { company, parts, replaced }: Acordo) {
  const ids = [...parts.map(({ id }) => id), ...replaced.map(({ receivable }) => receivable)];
  const found = await receivables.load(company, ids);
  const of = (list: string[]) => list.flatMap((id) => found.get(id) ?? []);
  return { parts: of(ids.slice(0, parts.length)), replaced: of(ids.slice(parts.length)) };
}

const dueToday = ({ clock }: ApiDeps, part: Receivable) =>
  part.status === 'open' ? { dueCents: dueOn(part, clock.today()).totalCents } : {};

/** A bank may take a payment back that was made before the acordo: then more was due that day than was agreed on. */
function uncovered({ id, on, replaced }: Acordo, receivables: Receivable[]): Problem[] {
  return receivables.flatMap((receivable) => {
    const agreed = replaced.find((each) => each.receivable === receivable.id)?.cents ?? 0;
    const more = dueOn(receivable, on).totalCents - agreed;
    if (more <= 0) return [];
    return [
      warning(
        'acordo.uncovered',
        { path: receivable.id },
        `A payment of receivable ${receivable.id} was taken back: ${formatBrl(more)} more were due on ${on} than acordo ${id} has replaced.`,
        `baixa break ${id} restores the debt; make another acordo of it.`,
      ),
    ];
  });
}

async function unknownCompany({ profiles }: ApiDeps, company: string): Promise<Problem | undefined> {
  const companies = await profiles.companies();
  return companies.some(({ id }) => id === company)
    ? undefined
    : problem(
        'acordo.unknown-company',
        { path: 'company' },
        `No profile has a company ${company}.`,
        'Apply a profile with this company first.',
      );
}
