import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { planOf, startLocalCloud } from '@baixa/local';
import { clients } from '@baixa/runtime';
import { type Engines, ROOT, unpolled } from './engines.ts';
import { newTurns } from './turns.ts';

/** Starts the engines of the local cloud, which the SDK's clients reach over HTTP. */
export async function startLocalEngines(): Promise<Engines> {
  const stack = await unpolled();
  const cloud = await startLocalCloud({ root: ROOT, template: stack.template });
  const { plan } = planOf(stack, cloud.endpoints);
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
    turns,
    ...own,
    async begin(tables, Bucket) {
      await Promise.all([
        ...tables.map((table) => own.dynamodb.send(new CreateTableCommand(table))),
        own.s3.send(new CreateBucketCommand({ Bucket })),
        ...plan.queues.map(({ url }) => own.sqs.send(new PurgeQueueCommand({ QueueUrl: url }))),
      ]);
    },
    queueDepths: () => cloud.queueDepths(),
    async stop() {
      for (const client of Object.values(own)) client.destroy();
      await cloud.stop();
    },
  };
}
