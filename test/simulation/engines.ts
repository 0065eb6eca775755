import { resolve } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { type LocalCloud, type Plan, planOf, type Stack, startLocalCloud, synthesize } from '@baixa/local';
import { clients } from '@baixa/runtime';
import { onlyErp } from '../../packages/cli/src/erps.ts';
import { newTurns } from './turns.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The engines that stand in for AWS, wired by the template, and the SDK's clients that reach them. */
export interface Engines {
  plan: Plan;
  cloud: LocalCloud;
  turns: ReturnType<typeof newTurns>;
  dynamodb: ReturnType<typeof clients.dynamodb>;
  s3: ReturnType<typeof clients.s3>;
  sqs: ReturnType<typeof clients.sqs>;
  sns: ReturnType<typeof clients.sns>;
  stop(): Promise<void>;
}

/** Starts what the synthesized template says, except that nobody polls the queues: the simulation delivers. */
export async function startEngines(): Promise<Engines> {
  const stack = await synthesize(ROOT);
  const resources = Object.entries(stack.template.Resources);
  const unpolled: Stack = {
    name: stack.name,
    template: {
      ...stack.template,
      Resources: Object.fromEntries(
        resources.filter(([, { Type }]) => Type !== 'AWS::Lambda::EventSourceMapping'),
      ),
    },
  };
  const cloud = await startLocalCloud({ root: ROOT, template: unpolled.template });
  const { plan } = planOf({ ...unpolled, name: 'Local' }, cloud.endpoints);
  Object.assign(process.env, cloud.env);
  const own = {
    dynamodb: clients.dynamodb(),
    s3: clients.s3(),
    sqs: clients.sqs(),
    sns: clients.sns(),
  };
  const turns = newTurns();
  for (const client of Object.values(own)) turns.control(client);
  return {
    plan,
    cloud,
    turns,
    ...own,
    async stop() {
      for (const client of Object.values(own)) client.destroy();
      await cloud.stop();
    },
  };
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
  topicArn: string;
  queues: Record<'arrivals' | 'chunks' | 'commands' | 'recoveries' | 'erp', string>;
}

let sites = 0;

/** Makes tables and a ledger that nobody used before, like the template's but for their names; empties the queues. */
export async function newSite(engines: Engines): Promise<Site> {
  const { plan, dynamodb, s3, sqs } = engines;
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
  await Promise.all([
    ...plan.tables.map((table) =>
      dynamodb.send(new CreateTableCommand({ ...table, TableName: `${table.TableName}${suffix}` })),
    ),
    s3.send(new CreateBucketCommand({ Bucket: ledger })),
    ...plan.queues.map(({ url }) => sqs.send(new PurgeQueueCommand({ QueueUrl: url }))),
  ]);
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
    topicArn: named(settle, 'SETTLEMENTS_TOPIC_ARN'),
    queues: {
      arrivals: plan.queues.find(({ arn }) => arn === arrivalsArn)?.url ?? '',
      chunks: named(envOf('receive'), 'CHUNKS_QUEUE_URL'),
      commands: named(api, 'COMMANDS_QUEUE_URL'),
      recoveries: named(api, 'RECOVERIES_QUEUE_URL'),
      erp: onlyErp(plan.outputs).queueUrl,
    },
  };
}
