import { isCivilDate, type Problem } from '@baixa/core';
import type { KpiNote } from '@baixa/kpis';
import { clients, count, eachMessage, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import {
  acordoWishSchema,
  endAcordo,
  makeAcordo,
  registerReceivables,
  registrableSchema,
  resolveException,
  retryFor,
  type SettlePorts,
  settleChunk,
  stepFile,
  sweepAcordos,
} from '@baixa/settlement';
import {
  type AcordoStore,
  acordoStore,
  type CommandStore,
  commandStore,
  exceptionStore,
  fileStore,
  keptPublisher,
  learnedRuleStore,
  pastLedger,
  pixPaymentStore,
  profileStore,
  receivableStore,
  s3Ledger,
  sendAll,
  snsPublisher,
  sqsChunkQueue,
  sqsKpiNotes,
} from '@baixa/store';
import { z } from 'zod';
import {
  carryOutForget,
  carryOutLearn,
  forgetCommand,
  learnCommand,
  type RuleDeps,
} from './rule-commands.ts';

const chunk = z.object({
  file: z.string(),
  chunk: z.int().positive(),
  chunks: z.int().positive(),
  company: z.string(),
  agreement: z.string(),
  createdOn: z.string().refine(isCivilDate).optional(),
  step: z
    .object({
      step: z.int().min(2),
      what: z.enum(['undo', 'replay']),
      by: z.string(),
      reason: z.string(),
      at: z.iso.datetime(),
    })
    .optional(),
});
const registerCommand = z.object({
  command: z.literal('register-receivables'),
  id: z.string(),
  rows: z.array(registrableSchema),
});

const resolveCommand = z.object({
  command: z.literal('resolve-exception'),
  id: z.string(),
  company: z.string(),
  exception: z.string(),
  how: z.enum(['settled', 'refunded', 'written-off', 'ignored']),
  parts: z.array(z.object({ receivable: z.string(), cents: z.int().positive().optional() })),
  by: z.string(),
  reason: z.string(),
});

const stepCommand = z.object({
  command: z.literal('step-file'),
  id: z.string(),
  file: z.string(),
  what: z.enum(['undo', 'replay']),
  by: z.string(),
  reason: z.string(),
});

const makeCommand = z.object({
  command: z.literal('make-acordo'),
  id: z.string(),
  company: z.string(),
  wish: acordoWishSchema,
  today: z.string().refine(isCivilDate),
  by: z.string(),
  at: z.iso.datetime(),
});

const endCommand = z.object({
  command: z.literal('end-acordo'),
  id: z.string(),
  company: z.string(),
  acordo: z.string(),
  how: z.enum(['broken', 'cancelled']),
  by: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  on: z.string().refine(isCivilDate),
});

const sweepCommand = z.object({
  command: z.literal('sweep-acordos'),
  id: z.string(),
  company: z.string(),
  on: z.string().refine(isCivilDate),
  toldUpTo: z.string().refine(isCivilDate).optional(),
  at: z.iso.datetime(),
});

const anyMessage = z.union([
  registerCommand,
  resolveCommand,
  stepCommand,
  learnCommand,
  forgetCommand,
  makeCommand,
  endCommand,
  sweepCommand,
  chunk,
]);

export interface SettleDeps extends SettlePorts, RuleDeps {
  commands: CommandStore;
  acordos: AcordoStore;
  /** Tells whoever keeps the key indicators. */
  noteKpis?(notes: KpiNote[]): Promise<void>;
}

/** Settles a chunk of a file, or carries out a command: the one writer of receivables, whoever asks. */
export function create(deps: SettleDeps) {
  const finish = (id: string, counts: Record<string, number>, problems: Problem[]) =>
    deps.commands.finish({ id, counts, problems, at: deps.clock.now() });
  return eachMessage(anyMessage, async (message) => {
    if (!('command' in message)) {
      await settleChunk(deps, message);
      count('ChunksSettled');
      logger.info('A chunk is settled.', {
        file: message.file,
        chunk: message.chunk,
        step: message.step?.step,
        what: message.step?.what,
      });
    } else if (message.command === 'step-file') {
      const { done, problems = [] } = await stepFile(deps, message);
      await finish(message.id, done === undefined ? {} : { [done]: 1 }, problems);
      logger.info('A file is to be undone or replayed.', { command: message.id, file: message.file, done });
    } else if (message.command === 'learn-rule') {
      const result = await carryOutLearn(deps, message);
      if (result !== undefined) await finish(message.id, result.counts, result.problems);
    } else if (message.command === 'forget-rule') {
      const { counts, problems } = await carryOutForget(deps, message);
      await finish(message.id, counts, problems);
    } else if (message.command === 'make-acordo') {
      const { done, problems = [] } = await makeAcordo(deps, message);
      await finish(message.id, done === undefined ? {} : { [done]: 1 }, problems);
      logger.info('An acordo was asked for.', { command: message.id, done });
    } else if (message.command === 'end-acordo') {
      const { done, problems = [] } = await endAcordo(deps, message);
      await finish(message.id, done === undefined ? {} : { [done]: 1 }, problems);
      logger.info('An acordo is to end.', { command: message.id, how: message.how, done });
    } else if (message.command === 'sweep-acordos') {
      const { kept, broken } = await sweepAcordos(deps, message);
      await finish(message.id, { kept, broken }, []);
      logger.info('Acordos were gone through.', {
        command: message.id,
        company: message.company,
        kept,
        broken,
      });
    } else if (message.command === 'resolve-exception') {
      const { done, problems = [] } = await resolveException(deps, message);
      await finish(message.id, done === undefined ? {} : { [done]: 1 }, problems);
      logger.info('An exception was looked at.', { command: message.id, exception: message.exception, done });
    } else {
      const { id, rows } = message;
      const by = { by: id, at: deps.clock.now() };
      const { registered, unchanged, problems } = await registerReceivables(deps.receivables, rows, by);
      await retryFor(deps, rows);
      await deps.noteKpis?.(
        [...Map.groupBy(rows, ({ company }) => company)].map(([company, own]) => ({
          kpi: 'registered',
          company,
          command: id,
          receivables: own.map((row) => row.id),
        })),
      );
      await finish(id, { registered, unchanged }, problems);
      count('ReceivablesRegistered', registered);
      logger.info('Receivables are registered.', { command: id, registered, unchanged });
    }
  });
}

function depsFromEnv(): SettleDeps {
  const env = readEnv(
    'RECEIVABLES_TABLE',
    'FILES_TABLE',
    'PIX_TABLE',
    'CONTRACTS_TABLE',
    'CHAINS_TABLE',
    'LEDGER_BUCKET',
    'SETTLEMENTS_TOPIC_ARN',
    'CHUNKS_QUEUE_URL',
    'COMMANDS_QUEUE_URL',
    'REPLAY_LINKS',
    'KPIS_QUEUE_URL',
  );
  const client = clients.dynamodb();
  const s3 = clients.s3();
  const sqs = clients.sqs();
  const files = { client, name: env.FILES_TABLE };
  const contracts = { client, name: env.CONTRACTS_TABLE };
  const ledger = { s3, bucket: env.LEDGER_BUCKET, chains: { client, name: env.CHAINS_TABLE } };
  return {
    receivables: receivableStore({ client, name: env.RECEIVABLES_TABLE }),
    pixPayments: pixPaymentStore({ client, name: env.PIX_TABLE }),
    ledger: s3Ledger(ledger),
    past: pastLedger(ledger),
    exceptions: exceptionStore(files),
    acordos: acordoStore(files),
    files: fileStore(files),
    commands: commandStore(files),
    chunks: sqsChunkQueue(sqs, env.CHUNKS_QUEUE_URL),
    noteKpis: sqsKpiNotes(sqs, env.KPIS_QUEUE_URL),
    agreements: profileStore(contracts),
    learnedRules: learnedRuleStore(contracts),
    publisher: keptPublisher(s3, env.LEDGER_BUCKET, snsPublisher(clients.sns(), env.SETTLEMENTS_TOPIC_ARN)),
    sendCommand: (body) => sendAll(sqs, env.COMMANDS_QUEUE_URL, [body]),
    replayLinks: Number(env.REPLAY_LINKS),
    clock: systemClock,
  };
}

export const handler = lambda(() => create(depsFromEnv()));
