import { addDays, chunksOf, civilDateOf, isCivilDate } from '@baixa/core';
import { clients, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import { overdueAccounts, profileStore, sendAll } from '@baixa/store';
import { z } from 'zod';
import type { Contracts } from '../steps.ts';

/** Accounts in one message; each may take some writes. */
const ACCOUNTS_PER_MESSAGE = 25;

export interface OpenCasesDeps extends Contracts {
  /** Accounts of a company with a receivable that is open and was due by a day, each once. */
  overdue(company: string, dueBy: string): Promise<Set<string>>;
  send(bodies: string[]): Promise<void>;
  now(): string;
}

/**
 * Asks for the cases of accounts that are overdue enough by the rule of their contract. Which of them it opens is decided
 * where cases are written, account by account, so that asking again opens none twice. Contracts without a rule cost
 * nothing.
 */
export function create(deps: OpenCasesDeps) {
  return async (event: unknown) => {
    const { on: asked } = z.object({ on: z.string() }).parse(event);
    const on = isCivilDate(asked) ? asked : civilDateOf(asked);
    let accounts = 0;
    for (const { id, company, openCases } of await deps.contracts()) {
      if (openCases === undefined) continue;
      const overdue = await deps.overdue(company, addDays(on, -openCases.overdueDays));
      const rows = [...overdue].sort().map((account) => ({ account }));
      const at = deps.now();
      await deps.send(
        chunksOf(rows, ACCOUNTS_PER_MESSAGE).map((some) =>
          JSON.stringify({ command: 'open-cases', contract: id, on, at, byRule: true, rows: some }),
        ),
      );
      accounts += rows.length;
    }
    logger.info('Cases are asked for.', { on, accounts });
    return { accounts };
  };
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'RECEIVABLES_TABLE', 'RECOVERIES_QUEUE_URL');
  const client = clients.dynamodb();
  return create({
    contracts: profileStore({ client, name: env.CONTRACTS_TABLE }).contracts,
    overdue: (company, dueBy) => overdueAccounts({ client, name: env.RECEIVABLES_TABLE }, company, dueBy),
    send: (bodies) => sendAll(clients.sqs(), env.RECOVERIES_QUEUE_URL, bodies),
    now: systemClock.now,
  });
});
