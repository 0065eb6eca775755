import { planOf } from '@baixa/local';
import { clients } from '@baixa/runtime';
import { notificationsOf } from '../../../packages/local/src/s3-notifications.ts';
import { type Engines, unpolled } from '../engines.ts';
import { newTurns, type Turns } from '../turns.ts';
import { newDynamoDb, type Sparing } from './dynamodb/dynamodb.ts';
import { waitForNothing } from './no-waiting.ts';
import { NotInMemory } from './not-in-memory.ts';
import type { Operations } from './operations.ts';
import { newS3 } from './s3.ts';
import { newSns } from './sns.ts';
import { newSqs } from './sqs.ts';

/** What stands for the addresses of the local cloud in what the template makes of them. */
const NOWHERE = 'memory:';

export interface MemoryEngines extends Engines {
  sparing: Sparing;
}

/** Engines in the memory of this process: the SDK's clients as they are, but that nothing is sent. */
export async function startMemoryEngines(): Promise<MemoryEngines> {
  waitForNothing();
  // Nothing is sent anywhere, and yet an upload asks its client where the object will be.
  process.env.AWS_REGION ??= 'sa-east-1';
  const endpoints = { dynamodb: NOWHERE, storage: NOWHERE, sfn: NOWHERE, secrets: NOWHERE, api: NOWHERE };
  const { plan } = planOf(await unpolled(), endpoints);
  const turns = newTurns();
  const dynamoDb = newDynamoDb();
  const sqs = newSqs(plan.queues);
  const sns = newSns(plan, sqs.deliver);
  const s3 = newS3((bucket, put) => {
    if (!plan.notifications.some((rule) => rule.bucket === bucket)) return;
    const upload = { ...put(), how: 'Put', at: new Date(0), sourceIp: '127.0.0.1', requestId: '0' };
    for (const { queueArn, body } of notificationsOf(upload, plan.notifications)) sqs.deliver(queueArn, body);
  });
  const engines = {
    plan,
    turns,
    sparing: dynamoDb.sparing,
    dynamodb: answering(clients.dynamodb(), dynamoDb.operations, turns),
    s3: answering(clients.s3(), s3.operations, turns),
    sqs: answering(clients.sqs(), sqs.operations, turns),
    sns: answering(clients.sns(), sns.operations, turns),
    async begin(tables: Parameters<Engines['begin']>[0], bucket: string) {
      dynamoDb.clear();
      for (const table of tables) dynamoDb.createTable(table);
      s3.clear();
      for (const name of [...plan.buckets, bucket]) s3.createBucket(name);
      sqs.clear();
    },
    queueDepths: async () => sqs.depths(),
    async stop() {},
  };
  await engines.begin(plan.tables, '');
  return engines;
}

/** A command, and of a document client's the one that it stands for. */
interface Command {
  input: never;
  clientCommand?: object;
}

/** Makes a client of the SDK answer from memory, in its worker's turn. */
function answering<T extends { send: unknown }>(client: T, operations: Operations, turns: Turns): T {
  const send = (command: Command) => {
    const operation = operations.get(command.constructor);
    const { name } = (command.clientCommand ?? command).constructor;
    if (operation === undefined)
      return Promise.reject(new NotInMemory(`The memory engines know no ${name}.`));
    const request = {};
    const call = async () => {
      const once = async () => operation(command.input, request) as { Body?: never };
      if (turns.losesReply()) await once().catch(() => undefined);
      return once();
    };
    return turns.inTurn(name, call, ({ Body }) => Body);
  };
  client.send = send;
  return client;
}
