import { type KeepPorts, keepDeed, keepFile, keepNoted, keepResolution } from '@baixa/kpis';
import { clients, count, eachMessage, lambda, logger, readEnv } from '@baixa/runtime';
import { caseStore, fileStore, kpiBook, ledgerReader, receivableStore } from '@baixa/store';
import { z } from 'zod';

const registered = z.object({
  kpi: z.literal('registered'),
  company: z.string(),
  command: z.string(),
  receivables: z.array(z.string()),
});
const collection = z.object({
  kpi: z.literal('account'),
  company: z.string(),
  contract: z.string(),
  account: z.string(),
});
const processed = z.object({
  type: z.literal('return-file.processed'),
  company: z.string(),
  data: z.object({ file: z.string(), step: z.int().optional() }),
});
const resolved = z.object({
  type: z.literal('exception.resolved'),
  company: z.string(),
  data: z.object({ exception: z.string() }),
});

const acordo = z.object({
  type: z.enum(['acordo.made', 'acordo.broken']),
  company: z.string(),
  data: z.object({ acordo: z.string() }),
});

/**
 * Keeps what the key indicators are added up from: the one writer of what is told of them. A message only names what came
 * to its end; what happened is read from where it stands for good, so that it may come late, twice or in any order.
 */
export function create(ports: KeepPorts) {
  return eachMessage(z.union([registered, collection, processed, resolved, acordo]), async (message) => {
    if ('kpi' in message) await keepNoted(ports, message);
    else if (message.type === 'return-file.processed')
      await keepFile(ports, message.company, message.data.file, message.data.step);
    else if (message.type === 'exception.resolved')
      await keepResolution(ports, message.company, message.data.exception);
    else
      await keepDeed(
        ports,
        message.company,
        message.data.acordo,
        message.type === 'acordo.made' ? 'made' : 'ended',
      );
    count('KpiSourcesKept');
    logger.debug('Key indicators are kept.', { company: message.company });
  });
}

function depsFromEnv(): KeepPorts {
  const env = readEnv('RECEIVABLES_TABLE', 'FILES_TABLE', 'CONTRACTS_TABLE', 'KPIS_TABLE', 'LEDGER_BUCKET');
  const client = clients.dynamodb();
  return {
    book: kpiBook({ client, name: env.KPIS_TABLE }),
    receivables: receivableStore({ client, name: env.RECEIVABLES_TABLE }, { consistent: true }),
    ledger: ledgerReader(clients.s3(), env.LEDGER_BUCKET),
    files: fileStore({ client, name: env.FILES_TABLE }),
    cases: caseStore({ client, name: env.CONTRACTS_TABLE }),
  };
}

export const handler = lambda(() => create(depsFromEnv()));
