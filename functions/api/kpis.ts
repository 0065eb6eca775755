import { isCivilDate } from '@baixa/core';
import { figuresBy, figuresOf, kpiRulesOf, PARTS, type Part, periodFrom, rowsAsOf } from '@baixa/kpis';
import { z } from 'zod';
import type { ApiDeps } from './deps.ts';
import { answer, checked, notFound, param, type Request, type Response } from './http.ts';
import { promiseRows } from './promises.ts';

const MONTHS = z.coerce.number().int('expected whole months').min(1).max(120);

/**
 * GET /companies/{company}/kpis?asOf=…&by=…&months=…: the key indicators as of a day (today), over the months up to it
 * (12), of the company and of each part of it.
 */
export async function findKpis(deps: ApiDeps, request: Request): Promise<Response> {
  const id = param(request, 'company');
  const company = (await deps.profiles.companies()).find((each) => each.id === id);
  if (company === undefined) return notFound('company', id);
  const today = deps.clock.today();
  const { asOf: asked = today, by, months = '12' } = request.queryStringParameters ?? {};
  const day = z
    .string()
    .refine(isCivilDate, 'expected a day that exists, written YYYY-MM-DD')
    .refine((on) => on <= today, 'expected a day that has come');
  const asOf = checked(day, asked, 'asOf');
  const part =
    by === undefined ? undefined : checked(z.enum(Object.keys(PARTS) as [Part, ...Part[]]), by, 'by');
  const contracts = (await deps.profiles.contracts()).filter((each) => each.company === id);
  const rules = kpiRulesOf(company, contracts, checked(MONTHS, months, 'months'));
  const rows = [...(await rowsAsOf(deps.kpis, id, asOf, rules)), ...(await promiseRows(deps, id, asOf))];
  return answer(200, {
    company: id,
    asOf,
    from: periodFrom(asOf, rules),
    rules,
    figures: figuresOf(rows, asOf, rules),
    ...(part === undefined ? {} : { by: part, parts: figuresBy(rows, part, asOf, rules) }),
  });
}
