import {
  openCases,
  orderRowSchemaOf,
  type PromiseBook,
  promiseFactSchema,
  type RecoverPorts,
  recoverAccount,
  takeOrders,
} from '@baixa/collection';
import { isCivilDate } from '@baixa/core';
import type { KpiNote } from '@baixa/kpis';
import { type Contract, ladderStepsOf } from '@baixa/profile';
import { clients, eachMessage, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import {
  type CommandStore,
  caseStore,
  commandStore,
  debtStore,
  keptPublisher,
  profileStore,
  promiseStore,
  snsPublisher,
  sqsKpiNotes,
} from '@baixa/store';
import type { Context, SQSEvent } from 'aws-lambda';
import { z } from 'zod';

/** What of a settlement event tells which case to look at; how the debt stands is read, not taken from it. */
const settlementEvent = z.object({
  company: z.string(),
  data: z.object({ receivable: z.string(), account: z.string() }),
});
const ordersCommand = z.object({
  command: z.literal('take-orders'),
  id: z.string(),
  contract: z.string(),
  /** Read by the contract's ladder. */
  rows: z.array(z.unknown()),
  /** When it was handed in; a message of before this was told has none. */
  at: z.string().default(''),
});
const openCommand = z.object({
  command: z.literal('open-cases'),
  /** Absent: nobody asks what came of it, the nightly rule sent it. */
  id: z.string().optional(),
  contract: z.string(),
  on: z.string().refine(isCivilDate),
  at: z.string(),
  byRule: z.boolean().optional(),
  rows: z.array(z.object({ account: z.string(), receivables: z.array(z.string()).optional() })),
});

const promiseCommand = z.object({
  command: z.literal('record-promise'),
  id: z.string(),
  fact: promiseFactSchema,
});

const anyMessage = z.union([ordersCommand, openCommand, promiseCommand, settlementEvent]);

export interface RecoverDeps extends RecoverPorts {
  promises: PromiseBook;
  contracts(): Promise<Contract[]>;
  commands: CommandStore;
  /** Tells whoever keeps the key indicators. */
  noteKpis?(notes: KpiNote[]): Promise<void>;
}

/** Marks recovered accounts as settlements come in, takes up orders, and keeps promises: the one writer of cases. */
export function create(deps: RecoverDeps) {
  return async (event: SQSEvent, context: Context) => {
    // Once for all messages of an event: most of them are of companies without a contract and end right there.
    const contracts = await deps.contracts();
    return eachMessage(anyMessage, (message) => noting(deps, (ports) => recover(ports, contracts, message)))(
      event,
      context,
    );
  };
}

/** Works a message off, and then notes each account it may have changed, once. */
async function noting(deps: RecoverDeps, work: (ports: RecoverDeps) => Promise<void>): Promise<void> {
  const noted = new Map<string, KpiNote>();
  await work({
    ...deps,
    noteAccount: async ({ id: contract, company }, account) => {
      noted.set(`${contract}/${account}`, { kpi: 'account', company, contract, account });
    },
  });
  if (noted.size > 0) await deps.noteKpis?.([...noted.values()]);
}

async function recover(
  deps: RecoverDeps,
  contracts: Contract[],
  message: z.infer<typeof anyMessage>,
): Promise<void> {
  if ('command' in message && message.command === 'record-promise') {
    const added = await deps.promises.add(message.fact);
    const counts: Record<string, number> = added ? { recorded: 1 } : { unchanged: 1 };
    await deps.commands.finish({ id: message.id, counts, problems: [], at: deps.clock.now() });
    return;
  }
  if (!('command' in message)) {
    const { account, receivable } = message.data;
    for (const contract of contracts.filter(({ company }) => company === message.company))
      await recoverAccount(deps, contract, account, [receivable]);
    return;
  }
  const contract = contracts.find(({ id }) => id === message.contract);
  if (contract === undefined) throw new Error(`No profile has contract ${message.contract}.`);
  if (message.command === 'open-cases') {
    const { on, at, byRule } = message;
    const { problems, ...counts } = await openCases(deps, contract, message.rows, {
      on,
      handedInAt: at,
      byRule,
    });
    if (message.id !== undefined)
      await deps.commands.finish({ id: message.id, counts, problems, at: deps.clock.now() });
    logger.info('Cases are opened.', { contract: contract.id, ...counts });
    return;
  }
  const rows = z.array(orderRowSchemaOf(ladderStepsOf(contract))).parse(message.rows);
  const { taken, unchanged, problems } = await takeOrders(deps, contract, rows, message.at);
  await deps.commands.finish({
    id: message.id,
    counts: { taken, unchanged },
    problems,
    at: deps.clock.now(),
  });
  logger.info('Orders are taken up.', { command: message.id, taken, unchanged });
}

function depsFromEnv(): RecoverDeps {
  const env = readEnv(
    'RECEIVABLES_TABLE',
    'FILES_TABLE',
    'CONTRACTS_TABLE',
    'LEDGER_BUCKET',
    'SETTLEMENTS_TOPIC_ARN',
    'KPIS_QUEUE_URL',
  );
  const client = clients.dynamodb();
  const contracts = { client, name: env.CONTRACTS_TABLE };
  const profiles = profileStore(contracts);
  return {
    caseBook: caseStore(contracts),
    promises: promiseStore(contracts),
    debts: debtStore({ client, name: env.RECEIVABLES_TABLE }),
    publisher: keptPublisher(
      clients.s3(),
      env.LEDGER_BUCKET,
      snsPublisher(clients.sns(), env.SETTLEMENTS_TOPIC_ARN),
    ),
    commands: commandStore({ client, name: env.FILES_TABLE }),
    contracts: profiles.contracts,
    noteKpis: sqsKpiNotes(clients.sqs(), env.KPIS_QUEUE_URL),
    clock: systemClock,
  };
}

export const handler = lambda(() => create(depsFromEnv()));
