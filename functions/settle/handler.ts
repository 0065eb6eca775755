import { isCivilDate } from '@baixa/core';
import { clients, count, eachMessage, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import {
  registerReceivables,
  registrationSchema,
  retryFor,
  type SettlePorts,
  settleChunk,
} from '@baixa/settlement';
import {
  type CommandStore,
  commandStore,
  exceptionStore,
  fileStore,
  profileStore,
  receivableStore,
  s3Ledger,
  snsPublisher,
} from '@baixa/store';
import { z } from 'zod';

const chunk = z.object({
  file: z.string(),
  chunk: z.int().positive(),
  chunks: z.int().positive(),
  company: z.string(),
  agreement: z.string(),
  createdOn: z.string().refine(isCivilDate).optional(),
});
const registerCommand = z.object({
  command: z.literal('register-receivables'),
  id: z.string(),
  rows: z.array(registrationSchema),
});

export interface SettleDeps extends SettlePorts {
  commands: CommandStore;
}

/** Settles a chunk of a file, or carries out a command: the one writer of receivables, whoever asks. */
export function create(deps: SettleDeps) {
  return eachMessage(z.union([registerCommand, chunk]), async (message) => {
    if (!('command' in message)) {
      await settleChunk(deps, message);
      count('ChunksSettled');
      logger.info('A chunk is settled.', { file: message.file, chunk: message.chunk });
      return;
    }
    const { registered, unchanged, problems } = await registerReceivables(deps.receivables, message.rows);
    await retryFor(deps, message.rows);
    await deps.commands.finish({
      id: message.id,
      counts: { registered, unchanged },
      problems,
      at: deps.clock.now(),
    });
    count('ReceivablesRegistered', registered);
    logger.info('Receivables are registered.', { command: message.id, registered, unchanged });
  });
}

function depsFromEnv(): SettleDeps {
  const env = readEnv(
    'RECEIVABLES_TABLE',
    'FILES_TABLE',
    'CONTRACTS_TABLE',
    'LEDGER_BUCKET',
    'SETTLEMENTS_TOPIC_ARN',
  );
  const client = clients.dynamodb();
  const files = { client, name: env.FILES_TABLE };
  return {
    receivables: receivableStore({ client, name: env.RECEIVABLES_TABLE }),
    ledger: s3Ledger(clients.s3(), env.LEDGER_BUCKET),
    exceptions: exceptionStore(files),
    files: fileStore(files),
    commands: commandStore(files),
    agreements: profileStore({ client, name: env.CONTRACTS_TABLE }),
    publisher: snsPublisher(clients.sns(), env.SETTLEMENTS_TOPIC_ARN),
    clock: systemClock,
  };
}

export const handler = lambda(() => create(depsFromEnv()));
