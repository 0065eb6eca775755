import { expect, test } from 'vitest';
import { TEMPLATE } from './fixtures/template.ts';
import { planOf } from './read-plan.ts';
import type { Resource } from './template.ts';

const ENDPOINTS = {
  dynamodb: 'http://d',
  storage: 'http://s',
  sfn: 'http://f',
  secrets: 'http://m',
  api: 'http://a',
};

/** The codes and paths of the problems that one resource causes in the test's template. */
function problemsWith(id: string, resource: Resource): string[] {
  const template = { ...TEMPLATE, Resources: { ...TEMPLATE.Resources, [id]: resource } };
  return planOf({ name: 'Test', template }, ENDPOINTS).problems.map(
    ({ code, where }) => `${code} ${where.path}`,
  );
}

/** The resource of the test's template with other properties. */
function changed(id: string, properties: Record<string, unknown>): Resource {
  const resource = TEMPLATE.Resources[id]!;
  return { ...resource, Properties: { ...resource.Properties, ...properties } };
}

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
    'a condition of a subscription that is tested otherwise than on AWS',
    'ToldSubscription',
    'local.unsupported-value Resources.ToldSubscription.Properties.FilterPolicy.cents',
    changed('ToldSubscription', { FilterPolicy: { cents: [{ numeric: ['>', 1] }] } }),
  ],
  [
    'a secret made in a way that local does not know',
    'Key',
    'local.unsupported-value Resources.Key.Properties.GenerateSecretString',
    {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { RequireEachIncludedType: false } },
    },
  ],
  [
    'a secret that stands in the template',
    'Key',
    'local.unsupported-property Resources.Key.Properties.SecretString',
    {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { SecretString: 'x', GenerateSecretString: { ExcludePunctuation: true } },
    },
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
    'an input that is not JSON',
    'Nightly',
    'local.unsupported-value Resources.Nightly.Properties.Target',
    changed('Nightly', { Target: { Arn: { Ref: 'Machine' }, Input: 'now' } }),
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
