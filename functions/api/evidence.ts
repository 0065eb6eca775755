import { debtStates, isVoidPart, partsThatReplaced } from '@baixa/collection';
import { mapLimit } from '@baixa/core';
import type { Receivable } from '@baixa/settlement';
import { z } from 'zod';
import type { ApiDeps } from './deps.ts';
import { answer, checked, notFound, param, type Request, type Response } from './http.ts';

const FROM_CYCLE = z.coerce.number().int().positive().optional();

/**
 * GET /contracts/{contract}/evidence/{shard}?after=…: a page of what its cycles are counted from, and how its debt stands;
 * with `booked`, also what is booked into that cycle and later ones, and what of the receivables the bookings tell.
 */
export async function evidence(deps: ApiDeps, request: Request): Promise<Response> {
  const [id, shard] = [param(request, 'contract'), param(request, 'shard')];
  const contract = (await deps.profiles.contracts()).find((each) => each.id === id);
  if (contract === undefined) return notFound('contract', id);
  const { after, booked } = request.queryStringParameters ?? {};
  const bookedFrom = checked(FROM_CYCLE, booked, 'booked');
  const page = await deps.evidence.pageOf(id, Number(shard), { after, bookedFrom });
  if (page === undefined) return notFound('shard', shard);
  const receivables = page.cases.flatMap((each) => each.receivables);
  const collected = await deps.receivables.load(contract.company, receivables);
  const debts = debtStates(await withWhatStandsForThem(deps, contract.company, [...collected.values()]));
  const owed = [...collected.values()].map(({ id, dueOn: due, faceCents, strata }) => ({
    ...{ id, dueOn: due, faceCents },
    ...(strata === undefined ? {} : { strata }),
  }));
  return answer(200, {
    now: deps.clock.now(),
    ...page,
    debts,
    ...(bookedFrom === undefined ? {} : { owed }),
  });
}

/**
 * Receivables with those by which their debt stands as well: the parts of acordos that replaced them, and of the accounts
 * with a part of an acordo that ended, whatever may stand again.
 */
async function withWhatStandsForThem({ receivables }: ApiDeps, company: string, collected: Receivable[]) {
  const accounts = new Set(collected.filter(isVoidPart).map(({ account }) => account));
  const ofAccounts = await mapLimit([...accounts], 8, (account) =>
    receivables.idsOfAccount(company, account),
  );
  const restored = await receivables.load(company, ofAccounts.flat());
  const all = [...collected, ...restored.values()];
  const parts = await receivables.load(company, partsThatReplaced(all));
  return [...new Map([...all, ...parts.values()].map((each) => [each.id, each])).values()];
}
