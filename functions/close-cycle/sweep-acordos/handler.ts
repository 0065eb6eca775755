import { addDays, businessDayBefore, type CivilDate, civilDateOf, idOf, isCivilDate } from '@baixa/core';
import type { Agreement, Company } from '@baixa/profile';
import { clients, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import { profileStore, sendAll } from '@baixa/store';
import { z } from 'zod';

export interface SweepAcordosDeps {
  companies(): Promise<Company[]>;
  agreements(): Promise<Agreement[]>;
  send(bodies: string[]): Promise<void>;
  now(): string;
}

/**
 * Asks for the acordos of every company to be gone through: those that are kept are told, and those that are late for
 * longer than their company allows are broken, by `settle`, which alone writes receivables. Asked again for the same
 * night, it breaks none twice. Nothing is asked for a day that is still to come.
 */
export function create(deps: SweepAcordosDeps) {
  return async (event: unknown) => {
    const { on: asked } = z.object({ on: z.string() }).parse(event);
    const on = isCivilDate(asked) ? asked : civilDateOf(asked);
    const at = deps.now();
    const companies = on > civilDateOf(at) ? [] : await deps.companies();
    const agreements = companies.length === 0 ? [] : await deps.agreements();
    await deps.send(
      companies.map(({ id: company }) =>
        JSON.stringify({
          command: 'sweep-acordos',
          id: idOf('sweep-acordos', company, on),
          company,
          on,
          at,
          toldUpTo: toldUpTo(
            on,
            agreements.filter((each) => each.company === company),
          ),
        }),
      ),
    );
    logger.info('Acordos are to be gone through.', { on, companies: companies.length });
    return { companies: companies.length };
  };
}

/**
 * The last day of which the banks have told all payments by the night of a day: they tell of a day on the next one on
 * which they work. What was paid on the last day that is allowed must be known before its acordo is broken.
 */
function toldUpTo(on: CivilDate, agreements: Agreement[]): CivilDate {
  const holidays = new Set(agreements.flatMap((agreement) => agreement.holidays ?? []));
  return addDays(businessDayBefore(on, holidays), -1);
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'COMMANDS_QUEUE_URL');
  const profiles = profileStore({ client: clients.dynamodb(), name: env.CONTRACTS_TABLE });
  return create({
    companies: profiles.companies,
    agreements: profiles.all,
    send: (bodies) => sendAll(clients.sqs(), env.COMMANDS_QUEUE_URL, bodies),
    now: systemClock.now,
  });
});
