import { join, resolve } from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { type Plan, type QueueDepth, type Stack, synthesize } from '@baixa/local';
import type { ErpOutput } from '@baixa/profile';
import type { clients } from '@baixa/runtime';
import { erpsOf, onlyErp } from '../../packages/cli/src/erps.ts';
import type { WebhookErp } from './erps/webhook.ts';
import type { Sparing } from './memory/dynamodb/dynamodb.ts';
import { SOURCES, type Source } from './sources.ts';
import type { Turns } from './turns.ts';

/** The engines that stand in for AWS, wired by the template, and the SDK's clients that reach them. */
export interface Engines {
  plan: Plan;
  turns: Turns;
  dynamodb: ReturnType<typeof clients.dynamodb>;
  s3: ReturnType<typeof clients.s3>;
  sqs: ReturnType<typeof clients.sqs>;
  sns: ReturnType<typeof clients.sns>;
  /** Makes tables and a bucket that nobody used before, and empties the queues. */
  begin(tables: CreateTableCommandInput[], bucket: string): Promise<void>;
  /** How sparingly the tables answer, where that can be said. */
  sparing?: Sparing;
  /** Depths of all queues by name. */
  queueDepths(): Promise<Record<string, QueueDepth>>;
  stop(): Promise<void>;
}

/** Where the repository is. */
export const ROOT = resolve(import.meta.dirname, '../..');

let stack: Promise<Stack> | undefined;

/** What the template says, except that nobody polls the queues: the simulation delivers. */
export function unpolled(): Promise<Stack> {
  stack ??= synthesize(ROOT, { erps: join(import.meta.dirname, 'erps/erps.yaml') }).then(withoutPollers);
  return stack;
}

function withoutPollers({ template }: Stack): Stack {
  const resources = Object.entries(template.Resources);
  const kept = resources.filter(([, { Type }]) => Type !== 'AWS::Lambda::EventSourceMapping');
  return { name: 'Local', template: { ...template, Resources: Object.fromEntries(kept) } };
}

/** Where one run keeps its data: tables and a ledger of its own, and queues in which nothing is left. */
export interface Site {
  engines: Engines;
  inbox: string;
  ledger: string;
  receivables: string;
  files: string;
  contracts: string;
  chains: string;
  pix: string;
  kpis: string;
  topicArn: string;
  queues: Record<Source | 'erp', string>;
  /** The queues that are worked off. */
  sources: Source[];
  erps: ErpOutput[];
  /** The ERP that is posted its events, where somebody posts them. */
  webhook?: WebhookErp;
}

let sites = 0;

/** Makes tables and a ledger that nobody used before, like the template's but for their names; empties the queues. */
export async function newSite(engines: Engines): Promise<Site> {
  const { plan } = engines;
  const suffix = `-${++sites}`;
  const envOf = (folder: string): Record<string, string> => {
    const found = plan.functions.find(({ entry }) => entry.includes(`functions/${folder}/`));
    if (found === undefined) throw new Error(`The template has no function ${folder}.`);
    return found.environment;
  };
  const settle = envOf('settle');
  const api = envOf('api');
  const named = (environment: Record<string, string>, name: string): string => {
    const value = environment[name];
    if (value === undefined) throw new Error(`The template gives no ${name}.`);
    return value;
  };
  const ledger = `${named(settle, 'LEDGER_BUCKET')}${suffix}`;
  const tables = plan.tables.map((table) => ({ ...table, TableName: `${table.TableName}${suffix}` }));
  await engines.begin(tables, ledger);
  engines.turns.forget();
  const erps = erpsOf(plan.outputs);
  const arrivalsArn = plan.notifications[0]?.queueArn;
  return {
    engines,
    inbox: String(plan.outputs.InboxBucket),
    ledger,
    receivables: `${named(settle, 'RECEIVABLES_TABLE')}${suffix}`,
    files: `${named(settle, 'FILES_TABLE')}${suffix}`,
    contracts: `${named(settle, 'CONTRACTS_TABLE')}${suffix}`,
    chains: `${named(settle, 'CHAINS_TABLE')}${suffix}`,
    pix: `${named(settle, 'PIX_TABLE')}${suffix}`,
    kpis: `${named(envOf('kpis'), 'KPIS_TABLE')}${suffix}`,
    topicArn: named(settle, 'SETTLEMENTS_TOPIC_ARN'),
    queues: {
      arrivals: plan.queues.find(({ arn }) => arn === arrivalsArn)?.url ?? '',
      chunks: named(envOf('receive'), 'CHUNKS_QUEUE_URL'),
      commands: named(api, 'COMMANDS_QUEUE_URL'),
      recoveries: named(api, 'RECOVERIES_QUEUE_URL'),
      erp: onlyErp(plan.outputs, 'erp').queueUrl,
      webhook: erps.find(({ webhook }) => webhook !== undefined)?.queueUrl ?? '',
      kpis: named(settle, 'KPIS_QUEUE_URL'),
    },
    sources: [...SOURCES],
    erps,
  };
}
