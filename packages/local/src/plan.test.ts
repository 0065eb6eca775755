import { expect, test } from 'vitest';
import { TEMPLATE } from './fixtures/template.ts';
import { planOf } from './plan.ts';
import { SKIPPED, SUPPORTED } from './supported.ts';
import type { Endpoints, Resource, Template } from './template.ts';

const ENDPOINTS: Endpoints = {
  dynamodb: 'http://127.0.0.1:1',
  storage: 'http://127.0.0.1:2',
  sfn: 'http://127.0.0.1:3',
  api: 'http://127.0.0.1:4',
};

function read(template: Template) {
  return planOf({ name: 'Test', template }, ENDPOINTS);
}

/** The codes and paths of the problems that one resource causes in the test's template. */
function problemsWith(id: string, resource: Resource): string[] {
  const template = { ...TEMPLATE, Resources: { ...TEMPLATE.Resources, [id]: resource } };
  return read(template).problems.map(({ code, where }) => `${code} ${where.path}`);
}

/** The resource of the test's template with other properties. */
function changed(id: string, properties: Record<string, unknown>): Resource {
  const resource = TEMPLATE.Resources[id]!;
  return { ...resource, Properties: { ...resource.Properties, ...properties } };
}

test('the template becomes a plan without intrinsics', () => {
  const { plan, problems } = read(TEMPLATE);
  expect(problems).toEqual([]);
  expect(plan.tables[0]).toMatchObject({
    TableName: 'Table',
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [{ IndexName: 'byKind' }],
  });
  expect(plan.queues[0]).toEqual({
    name: 'Arrivals',
    url: 'http://127.0.0.1:2/000000000000/Arrivals',
    arn: 'arn:aws:sqs:sa-east-1:000000000000:Arrivals',
    attributes: {
      VisibilityTimeout: '1',
      RedrivePolicy:
        '{"deadLetterTargetArn":"arn:aws:sqs:sa-east-1:000000000000:ArrivalsDead","maxReceiveCount":2}',
    },
  });
  expect(plan.subscriptions[0]?.attributes).toEqual({
    RawMessageDelivery: 'true',
    FilterPolicy: '{"kind":["told"]}',
  });
  expect(plan.notifications).toEqual([
    {
      id: 'InboxNotifications-0-Arrivals',
      bucket: 'inbox',
      events: ['s3:ObjectCreated:*'],
      prefix: 'in/',
      suffix: '',
      queueArn: 'arn:aws:sqs:sa-east-1:000000000000:Arrivals',
    },
  ]);
  expect(plan.mappings).toMatchObject([
    { batchSize: 5, reportsFailures: true, concurrency: 2, windowSeconds: 0 },
    { batchSize: 10, reportsFailures: false, windowSeconds: 0 },
  ]);
  expect(plan.functions.map(({ name }) => name)).toEqual([
    'Receive',
    'Keep',
    'echo-function',
    'Step',
    'ApiFunction',
  ]);
  expect(plan.schedules[0]).toMatchObject({ zone: 'America/Sao_Paulo', input: '{"count":1}', enabled: true });
  expect(plan.outputs).toMatchObject({ InboxName: 'inbox', ApiUrl: 'http://127.0.0.1:4/' });
});

test('a notification written on the bucket itself is read as well', () => {
  const bucket = {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'Own-Name',
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Id: 'mine',
            Event: 's3:ObjectCreated:Put',
            Queue: { 'Fn::GetAtt': ['Arrivals', 'Arn'] },
            Filter: { S3Key: { Rules: [{ Name: 'suffix', Value: '.ret' }] } },
          },
        ],
      },
    },
  };
  const { plan, problems } = read({
    Resources: {
      Arrivals: TEMPLATE.Resources.Arrivals!,
      ArrivalsDead: TEMPLATE.Resources.ArrivalsDead!,
      Key: TEMPLATE.Resources.Key!,
      Own: bucket,
    },
  });
  expect(problems).toEqual([]);
  expect(plan.notifications).toMatchObject([
    { id: 'mine', bucket: 'own-name', events: ['s3:ObjectCreated:Put'], prefix: '', suffix: '.ret' },
  ]);
});

test.each<[string, string, string, Resource]>([
  [
    'a type that local does not know',
    'X',
    'local.unsupported-type Resources.X',
    { Type: 'AWS::RDS::DBInstance' },
  ],
  [
    'a property that local does not know',
    'Arrivals',
    'local.unsupported-property Resources.Arrivals.Properties.FifoQueue',
    changed('Arrivals', { FifoQueue: true }),
  ],
  [
    'a filter on a mapping',
    'ToldMapping',
    'local.unsupported-property Resources.ToldMapping.Properties.FilterCriteria',
    changed('ToldMapping', { FilterCriteria: { Filters: [] } }),
  ],
  [
    'a mapping from something else than a queue',
    'ToldMapping',
    'local.unsupported-value Resources.ToldMapping.Properties.EventSourceArn',
    changed('ToldMapping', { EventSourceArn: 'arn:aws:dynamodb:x' }),
  ],
  [
    'a function that does not say its source file',
    'Keep',
    'local.unsupported-value Resources.Keep.Properties.Code',
    { ...TEMPLATE.Resources.Keep!, Metadata: {} },
  ],
  [
    'an intrinsic that local does not know',
    'Told',
    'local.unresolved Resources.Told.Properties.DelaySeconds',
    changed('Told', { DelaySeconds: { 'Fn::If': ['A', 1, 2] } }),
  ],
  [
    'a condition',
    'Told',
    'local.unsupported-template Resources.Told.Condition',
    { ...TEMPLATE.Resources.Told!, Condition: 'OnlySometimes' },
  ],
  [
    'a delivery to something else than a queue',
    'ToldSubscription',
    'local.unsupported-value Resources.ToldSubscription.Properties.Protocol',
    changed('ToldSubscription', { Protocol: 'https', Endpoint: 'https://example.com' }),
  ],
  [
    'a notification of a deletion',
    'InboxNotifications',
    'local.unsupported-value Resources.InboxNotifications.Properties.NotificationConfiguration',
    changed('InboxNotifications', {
      NotificationConfiguration: { QueueConfigurations: [{ Events: ['s3:ObjectRemoved:*'], QueueArn: 'q' }] },
    }),
  ],
  [
    'a notification to a function',
    'InboxNotifications',
    'local.unsupported-value Resources.InboxNotifications.Properties.NotificationConfiguration.LambdaFunctionConfigurations',
    changed('InboxNotifications', { NotificationConfiguration: { LambdaFunctionConfigurations: [] } }),
  ],
  [
    'an express state machine',
    'Machine',
    'local.unsupported-value Resources.Machine.Properties.StateMachineType',
    changed('Machine', { StateMachineType: 'EXPRESS' }),
  ],
  [
    'a cron expression with a last day',
    'Nightly',
    'local.unsupported-value Resources.Nightly.Properties.ScheduleExpression',
    changed('Nightly', { ScheduleExpression: 'cron(0 3 L * ? *)' }),
  ],
  [
    'a payload format other than 2.0',
    'Integration',
    'local.unsupported-value Resources.OpenRoute.Properties.Target',
    changed('Integration', { PayloadFormatVersion: '1.0' }),
  ],
  [
    'an authorizer',
    'OpenRoute',
    'local.unsupported-value Resources.OpenRoute.Properties.AuthorizationType',
    changed('OpenRoute', { AuthorizationType: 'JWT' }),
  ],
  [
    'a stage with a name',
    'Stage',
    'local.unsupported-value Resources.Stage.Properties.StageName',
    changed('Stage', { StageName: 'v1' }),
  ],
])('%s is an error, not a silence', (_what, id, expected, resource) => {
  expect(problemsWith(id, resource)).toContain(expected);
});

test('no type is both run and left out, and every omission has its reason', () => {
  for (const type of Object.keys(SKIPPED)) expect(SUPPORTED).not.toHaveProperty([type]);
  for (const [type, { applied, ignored }] of Object.entries(SUPPORTED))
    for (const [property, reason] of Object.entries(ignored)) {
      expect(applied, type).not.toContain(property);
      expect(reason.length, `${type} ${property}`).toBeGreaterThan(10);
    }
});
