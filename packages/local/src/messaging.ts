import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateTopicCommand,
  paginateListSubscriptionsByTopic,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Plan } from './plan.ts';

type ClientConfig = {
  region: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

/**
 * Creates buckets, queues and topics that are absent. What there is from an earlier run stays with its content, and
 * takes the template's attributes; a topic has the template's subscriptions and no others.
 */
export async function createMessaging(config: ClientConfig, plan: Plan): Promise<void> {
  const s3 = new S3Client(config);
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  try {
    for (const Bucket of plan.buckets) {
      const there = await s3.send(new HeadBucketCommand({ Bucket })).then(
        () => true,
        () => false,
      );
      if (!there) await s3.send(new CreateBucketCommand({ Bucket }));
    }
    for (const { name, url, attributes } of plan.queues) {
      await sqs.send(new CreateQueueCommand({ QueueName: name }));
      if (Object.keys(attributes).length > 0)
        await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
    }
    for (const Name of plan.topics) {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name }));
      await unsubscribeAll(sns, TopicArn);
    }
    for (const subscription of plan.subscriptions) await subscribe(sns, subscription);
  } finally {
    for (const client of [s3, sqs, sns]) client.destroy();
  }
}

async function unsubscribeAll(sns: SNSClient, TopicArn: string | undefined): Promise<void> {
  const present: (string | undefined)[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn }))
    present.push(...Subscriptions.map(({ SubscriptionArn }) => SubscriptionArn));
  for (const SubscriptionArn of present) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
}

async function subscribe(sns: SNSClient, { topicArn, queueArn, attributes }: Plan['subscriptions'][number]) {
  await sns.send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes: attributes }),
  );
}
