import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import { nameOfArn } from './identities.ts';
import type { Plan, QueuePlan, Reading, SubscriptionPlan } from './plan.ts';
import type { NotificationRule } from './s3-notifications.ts';
import type { SecretPlan } from './secrets.ts';
import { untestedIn } from './subscription-filter.ts';

type DataPlan = Pick<
  Plan,
  'tables' | 'buckets' | 'queues' | 'topics' | 'subscriptions' | 'notifications' | 'secrets'
>;

/** Reads what holds or carries data: tables, buckets and their notifications, queues, topics, subscriptions, secrets. */
export function readData(readings: Reading[]): DataPlan {
  const of = (...types: string[]) => readings.filter(({ type }) => types.includes(type));
  return {
    tables: of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(readTable),
    buckets: of('AWS::S3::Bucket').map(({ ref }) => ref),
    queues: of('AWS::SQS::Queue').map(readQueue),
    topics: of('AWS::SNS::Topic').map(({ name }) => name),
    subscriptions: of('AWS::SNS::Subscription').map(readSubscription),
    notifications: of('AWS::S3::Bucket', 'Custom::S3BucketNotifications').flatMap(readNotifications),
    secrets: of('AWS::SecretsManager::Secret').map(readSecret),
  };
}

function readTable({ name, properties }: Reading): CreateTableCommandInput {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } =
    properties as unknown as CreateTableCommandInput;
  const index = ({ IndexName, KeySchema, Projection }: GlobalSecondaryIndex) => ({
    IndexName,
    KeySchema,
    Projection,
  });
  return {
    TableName: name,
    AttributeDefinitions,
    KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes === undefined
      ? {}
      : { GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(index) }),
    ...(LocalSecondaryIndexes === undefined
      ? {}
      : { LocalSecondaryIndexes: LocalSecondaryIndexes.map(index) }),
  };
}

function readQueue({ name, ref, attributes, properties }: Reading): QueuePlan {
  const { QueueName: _name, RedrivePolicy: redrive, ...settings } = properties;
  const written = Object.entries(settings).map(([key, value]) => [key, String(value)] as const);
  return {
    name,
    url: ref,
    arn: attributes.Arn ?? '',
    attributes: {
      ...Object.fromEntries(written),
      ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive) }),
    },
  };
}

function readSubscription({ properties, refuse }: Reading): SubscriptionPlan {
  const { TopicArn, Protocol, Endpoint, ...rest } = properties;
  if (Protocol !== 'sqs') refuse('Protocol', `Locally a topic delivers to queues only, not to ${Protocol}.`);
  const { FilterPolicy: policy = {} } = rest;
  for (const path of untestedIn(typeof policy === 'string' ? JSON.parse(policy) : policy))
    refuse(
      `FilterPolicy.${path}`,
      'Locally a filter has lists of texts, prefix, suffix and exists.',
      'List the values, or teach packages/local the condition.',
    );
  const written = Object.entries(rest).map(
    ([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const,
  );
  return {
    topicArn: String(TopicArn),
    queueArn: String(Endpoint),
    attributes: Object.fromEntries(written),
  };
}

function readSecret({ name, ref, properties, refuse }: Reading): SecretPlan {
  const { PasswordLength: length = 32, ...how } = (properties.GenerateSecretString ?? {}) as Record<
    string,
    unknown
  >;
  if (JSON.stringify(how) !== '{"ExcludePunctuation":true}')
    refuse('GenerateSecretString', 'Locally a secret is made of letters and digits only.');
  return { name, arn: ref, length: Number(length) };
}

interface QueueConfiguration {
  Id?: string;
  /** One event on the bucket, a list on CDK's custom resource. */
  Event?: string;
  Events?: string[];
  Queue?: string;
  QueueArn?: string;
  Filter?: Record<string, { Rules?: FilterRule[]; FilterRules?: FilterRule[] }>;
}

interface FilterRule {
  Name: string;
  Value: string;
}

function readNotifications({ logicalId, ref, type, properties, refuse }: Reading): NotificationRule[] {
  const configuration = (properties.NotificationConfiguration ?? {}) as Record<string, QueueConfiguration[]>;
  const bucket = type === 'AWS::S3::Bucket' ? ref : String(properties.BucketName);
  const { QueueConfigurations: toQueues = [], ...others } = configuration;
  for (const kind of Object.keys(others))
    refuse(`NotificationConfiguration.${kind}`, 'Locally a bucket notifies queues only.');
  return toQueues.map((one, index) => {
    const events = one.Events ?? (one.Event === undefined ? [] : [one.Event]);
    for (const event of events)
      if (!event.startsWith('s3:ObjectCreated:'))
        refuse(
          'NotificationConfiguration',
          `Locally the event ${event} is not told; only s3:ObjectCreated:*.`,
        );
    const rules = Object.values(one.Filter ?? {}).flatMap(
      ({ Rules, FilterRules }) => Rules ?? FilterRules ?? [],
    );
    const rule = (name: string) => rules.find(({ Name }) => Name.toLowerCase() === name)?.Value ?? '';
    const queueArn = String(one.QueueArn ?? one.Queue);
    return {
      id: one.Id ?? `${logicalId}-${index}-${nameOfArn(queueArn)}`,
      bucket,
      events,
      prefix: rule('prefix'),
      suffix: rule('suffix'),
      queueArn,
    };
  });
}
