import { addDays, type CivilDate, chunksOf, civilDateOf, isCivilDate } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { clients, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import { findOverdue, type Overdue, profileStore, sendAll } from '@baixa/store';
import { z } from 'zod';
import type { Contracts } from '../steps.ts';

/** Accounts in one message; each may take some writes. */
const ACCOUNTS_PER_MESSAGE = 25;

/** Accounts whose overdue receivables are counted at the same time, some ten megabytes. */
const MOST_ACCOUNTS = 100_000;

export interface OpenCasesDeps extends Contracts {
  /** Hands on every receivable of every company that is open and was due by a day, page after page. */
  findOverdue(dueBy: CivilDate, found: (page: Overdue[]) => Promise<void>): Promise<void>;
  send(bodies: string[]): Promise<void>;
  now(): string;
  mostAccounts?: number;
}

/** A contract whose rule opens cases, and how many receivables of each account were due by its day. */
interface Rule {
  contract: Contract;
  receivables: number;
  dueBy: CivilDate;
  counts: Map<string, number>;
}

/**
 * Asks for the cases of accounts that are overdue enough by the rule of their contract. Which of them it opens is decided
 * where cases are written, account by account, so that asking again opens none twice. All receivables are gone through
 * once for all contracts; without a rule they are not.
 */
export function create(deps: OpenCasesDeps) {
  return async (event: unknown) => {
    const { on: asked } = z.object({ on: z.string() }).parse(event);
    const on = isCivilDate(asked) ? asked : civilDateOf(asked);
    const rules = rulesOf(await deps.contracts(), on);
    let accounts = 0;
    /** Asks for the accounts of which so many receivables were counted, and forgets all counts. */
    const ask = async (least: (rule: Rule) => number) => {
      const bodies = rules.flatMap((rule) => {
        const due = [...rule.counts].flatMap(([account, count]) => (count >= least(rule) ? [account] : []));
        rule.counts.clear();
        accounts += due.length;
        return chunksOf(due.sort(), ACCOUNTS_PER_MESSAGE).map((some) => messageOf(rule, some));
      });
      await deps.send(bodies);
    };
    const messageOf = ({ contract: { id } }: Rule, some: string[]) =>
      JSON.stringify({
        command: 'open-cases',
        contract: id,
        on,
        at: deps.now(),
        byRule: true,
        rows: some.map((account) => ({ account })),
      });
    const latest = rules
      .map(({ dueBy }) => dueBy)
      .sort()
      .at(-1);
    if (latest !== undefined) {
      await deps.findOverdue(latest, async (page) => {
        for (const each of page) countIn(rules, each);
        const held = rules.reduce((sum, { counts }) => sum + counts.size, 0);
        // Of some, more may come: whoever decides looks at the account itself.
        if (held > (deps.mostAccounts ?? MOST_ACCOUNTS)) await ask(() => 1);
      });
      await ask(({ receivables }) => receivables);
    }
    logger.info('Cases are asked for.', { on, accounts });
    return { accounts };
  };
}

function rulesOf(contracts: Contract[], on: CivilDate): Rule[] {
  return contracts.flatMap((contract) => {
    if (contract.openCases === undefined) return [];
    const { receivables, overdueDays } = contract.openCases;
    return { contract, receivables, dueBy: addDays(on, -overdueDays), counts: new Map() };
  });
}

function countIn(rules: Rule[], { company, account, dueOn }: Overdue): void {
  for (const { contract, dueBy, counts } of rules)
    if (contract.company === company && dueOn <= dueBy) counts.set(account, (counts.get(account) ?? 0) + 1);
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'RECEIVABLES_TABLE', 'RECOVERIES_QUEUE_URL');
  const client = clients.dynamodb();
  return create({
    contracts: profileStore({ client, name: env.CONTRACTS_TABLE }).contracts,
    findOverdue: (dueBy, found) => findOverdue({ client, name: env.RECEIVABLES_TABLE }, dueBy, found),
    send: (bodies) => sendAll(clients.sqs(), env.RECOVERIES_QUEUE_URL, bodies),
    now: systemClock.now,
  });
});
