import { expect, test } from 'vitest';
import { TEMPLATE } from './fixtures/template.ts';
import { planOf } from './read-plan.ts';
import { SKIPPED, SUPPORTED } from './supported.ts';
import type { Endpoints, Template } from './template.ts';

const ENDPOINTS: Endpoints = {
  dynamodb: 'http://127.0.0.1:1',
  storage: 'http://127.0.0.1:2',
  sfn: 'http://127.0.0.1:3',
  secrets: 'http://127.0.0.1:5',
  api: 'http://127.0.0.1:4',
};

function read(template: Template) {
  return planOf({ name: 'Test', template }, ENDPOINTS);
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
    FilterPolicy: '{"data":{"kind":["told"]}}',
    FilterPolicyScope: 'MessageBody',
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

test('no type is both run and left out, and every omission has its reason', () => {
  for (const type of Object.keys(SKIPPED)) expect(SUPPORTED).not.toHaveProperty([type]);
  for (const [type, { applied, ignored }] of Object.entries(SUPPORTED))
    for (const [property, reason] of Object.entries(ignored)) {
      expect(applied, type).not.toContain(property);
      expect(reason.length, `${type} ${property}`).toBeGreaterThan(10);
    }
});
