import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { assertLimits, limits } from './limits.ts';

interface Resource {
  Type: string;
  Properties: Record<string, never>;
  DeletionPolicy?: string;
  Metadata?: Record<string, unknown>;
}

let template: Template;
const resources = (type: string) => Object.values(template.findResources(type)) as unknown as Resource[];
const json = (value: unknown) => JSON.stringify(value);

/** The template; its synthesis throws on any finding of cdk-nag that is not acknowledged with a reason. */
function synthesized(context: Record<string, string> = {}): Template {
  const { app, stack } = createApp(context);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  return Template.fromStack(stack);
}

beforeAll(() => {
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:bundling-stacks': [] });
  template = synthesized();
}, 60_000);

describe('data', () => {
  test('lives in tables with point-in-time recovery, a key of our own and protection from deletion', () => {
    const tables = resources('AWS::DynamoDB::GlobalTable');
    expect(tables).toHaveLength(6);
    for (const { Properties, DeletionPolicy } of tables) {
      expect(DeletionPolicy).toBe('Retain');
      expect(json(Properties)).toContain('"PointInTimeRecoveryEnabled":true');
      expect(json(Properties)).toContain('"DeletionProtectionEnabled":true');
      expect(json(Properties)).toContain('"SSEType":"KMS"');
      expect(json(Properties)).toContain('"BillingMode":"PAY_PER_REQUEST"');
    }
  });

  test('keeps the receivables without an index: a settled entry costs one write unit', () => {
    const [receivables] = resources('AWS::DynamoDB::GlobalTable');
    expect(receivables?.Properties).not.toHaveProperty('GlobalSecondaryIndexes');
  });

  test('lives in buckets that are versioned, encrypted, closed to the public and kept', () => {
    const buckets = resources('AWS::S3::Bucket');
    expect(buckets).toHaveLength(3);
    for (const { Properties, DeletionPolicy } of buckets) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties).toHaveProperty('BucketEncryption');
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
    expect(buckets.filter(({ Properties }) => 'VersioningConfiguration' in Properties)).toHaveLength(2);
  });
});

describe('the ledger', () => {
  test('is deleted from by nobody, and what a chain links is written once', () => {
    const policy = resources('AWS::S3::BucketPolicy').map(({ Properties }) => json(Properties));
    const [ledger] = policy.filter((one) => one.includes('s3:DeleteObjectVersion'));
    expect(ledger).toContain('"Action":["s3:DeleteObject","s3:DeleteObjectVersion"],"Effect":"Deny"');
    expect(ledger).toContain(
      '"Action":"s3:PutObject","Condition":{"Null":{"s3:if-none-match":"true"}},"Effect":"Deny"',
    );
    for (const prefix of ['outcomes', 'resolutions', 'links']) expect(ledger).toContain(`"/${prefix}/*"`);
    const roles = resources('AWS::IAM::Policy').map(({ Properties }) => json(Properties));
    expect(roles.filter((role) => role.includes('s3:Delete'))).toEqual([]);
  });
});

describe('what travels', () => {
  test('is refused without TLS by every bucket, queue and topic', () => {
    const policies = [
      ...resources('AWS::S3::BucketPolicy'),
      ...resources('AWS::SQS::QueuePolicy'),
      ...resources('AWS::SNS::TopicPolicy'),
    ];
    expect(policies).toHaveLength(3 + 13 + 2);
    for (const { Properties } of policies)
      expect(json(Properties)).toContain(
        '"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"',
      );
  });

  test('waits in queues that each have a dead-letter queue, and every dead-letter queue has an alarm', () => {
    const queues = resources('AWS::SQS::Queue');
    const withDeadLetters = queues.filter(({ Properties }) => 'RedrivePolicy' in Properties);
    expect(withDeadLetters).toHaveLength(6);
    for (const { Properties } of withDeadLetters)
      expect(Properties.RedrivePolicy).toHaveProperty('maxReceiveCount', limits.maxReceives);
    const alarms = resources('AWS::CloudWatch::Alarm').map(({ Properties }) => json(Properties));
    expect(alarms.filter((alarm) => alarm.includes('ApproximateNumberOfMessagesVisible'))).toHaveLength(7);
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'])
      expect(alarms.filter((alarm) => alarm.includes(metric))).toHaveLength(1);
    for (const alarm of alarms) expect(alarm).toContain('"AlarmActions":[{"Ref"');
  });

  test('is worked off with partial batch failures', () => {
    const mappings = resources('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(5);
    for (const { Properties } of mappings)
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });
});

describe('functions', () => {
  test('run on Node 24 and arm64, each with a log of its own and its source named', () => {
    const functions = resources('AWS::Lambda::Function');
    expect(functions).toHaveLength(15);
    for (const { Properties, Metadata } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(Properties).toHaveProperty('LoggingConfig.LogGroup');
      expect(Metadata?.['baixa:entry']).toMatch(/^functions\/.+\/handler\.ts$/);
    }
  });

  test('that Lambda would stop for sending themselves work are only settle, which replays a ledger in parts', () => {
    const own = resources('AWS::Lambda::Function').filter(({ Properties }) => 'RecursiveLoop' in Properties);
    expect(own.map(({ Metadata }) => Metadata?.['baixa:entry'])).toEqual(['functions/settle/handler.ts']);
    expect(own[0]?.Properties).toHaveProperty('RecursiveLoop', 'Allow');
  });

  test('have no managed policy, no wildcard action, and no resource * but where AWS has nothing to name', () => {
    for (const role of resources('AWS::IAM::Role'))
      expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
    for (const { Properties } of resources('AWS::IAM::Policy')) {
      const { Statement } = Properties.PolicyDocument as unknown as {
        Statement: { Action: unknown; Resource: unknown }[];
      };
      for (const { Action, Resource } of Statement) {
        expect(json(Action)).not.toContain('*');
        if (json(Resource) === '"*"') expect(json(Action)).toMatch(/^\["?(xray|logs):/);
      }
    }
  });

  /** The roles that may do what a pattern says on a table. */
  const whoMay = (actions: RegExp, table: string) =>
    Object.entries(template.findResources('AWS::IAM::Policy'))
      .filter(([, policy]) =>
        (policy.Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[]).some(
          ({ Action, Resource }) => actions.test(json(Action)) && json(Resource).includes(table),
        ),
      )
      .map(([name]) => name);

  test('only settle writes receivables', () => {
    const writers = whoMay(/dynamodb:((Put|Update|Delete)Item|PartiQL)/, 'StorageReceivables');
    expect(writers).toEqual([expect.stringMatching(/^SettleRole/)]);
  });

  test('only kpis adds to the key indicators; the API reads them and saves sums', () => {
    expect(whoMay(/dynamodb:UpdateItem/, 'StorageKpis')).toEqual([expect.stringMatching(/^KpisRole/)]);
    expect(whoMay(/dynamodb:/, 'StorageKpis')).toEqual([
      expect.stringMatching(/^KpisRole/),
      expect.stringMatching(/^ApiRole/),
    ]);
  });
});

test('the close runs every night at two in São Paulo, and its failed starts are kept', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(0 2 * * ? *)',
    ScheduleExpressionTimezone: 'America/Sao_Paulo',
    Target: Match.objectLike({
      DeadLetterConfig: Match.anyValue(),
      Input: Match.stringLikeRegexp('aws.scheduler.scheduled-time'),
    }),
  });
});

test('the API answers only requests signed with IAM credentials', () => {
  const routes = resources('AWS::ApiGatewayV2::Route');
  expect(routes.length).toBeGreaterThan(0);
  for (const { Properties } of routes) expect(Properties.AuthorizationType).toBe('AWS_IAM');
});

test('the stack stands in sa-east-1 unless told otherwise', () => {
  expect(createApp().stack.region).toBe('sa-east-1');
});

describe('ERPs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baixa-erps-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const fileOf = (text: string) => {
    const file = join(folder, 'erps.yaml');
    writeFileSync(file, text);
    return file;
  };
  /** What the subscriptions other than those of Baixa itself ask for. */
  const filtersOf = (of: Template) =>
    Object.entries(of.findResources('AWS::SNS::Subscription'))
      .filter(([name]) => name.startsWith('Erps'))
      .map(([, { Properties }]) => Properties.FilterPolicy);

  test('that nobody declares are one, whose queue gets every event', () => {
    expect(filtersOf(template)).toEqual([undefined]);
    const value = json(template.findOutputs('Erp1').Erp1?.Value);
    expect(value).toContain(json('{"name":"erp","queueUrl":"').slice(1, -1));
    expect(template.findOutputs('Erp2')).toEqual({});
  });

  test('have a queue each, with dead letters, an alarm, and a filter by company and type', () => {
    const erps = `erps:
      - { name: sap, companies: [aguas, escola], types: [settlement.applied] }
      - { name: legacy }
      - { name: audit, types: [cycle.closed] }`;
    const declared = synthesized({ erps: fileOf(erps) });
    expect(filtersOf(declared)).toEqual([
      { company: ['aguas', 'escola'], type: ['settlement.applied'] },
      undefined,
      { type: ['cycle.closed'] },
    ]);
    const named = (type: string) => Object.keys(declared.findResources(type)).filter((id) => /Erps/.test(id));
    expect(named('AWS::SQS::Queue')).toHaveLength(6);
    expect(named('AWS::SQS::QueuePolicy')).toHaveLength(6);
    const alarms = json(declared.findResources('AWS::CloudWatch::Alarm'));
    for (const name of ['sap', 'legacy', 'audit'])
      for (const reason of [
        `Dead letters in ${name}DeadLetters`,
        `The ERP ${name} has taken nothing for 3 days.`,
      ])
        expect(alarms).toContain(reason);
  });

  describe('with a webhook', () => {
    let declared: Template;
    beforeAll(() => {
      const erps = 'erps: [{ name: legacy, webhook: "https://erp.example/events" }, { name: sap }]';
      declared = synthesized({ erps: fileOf(erps) });
    }, 60_000);
    const named = (type: string) =>
      Object.entries(declared.findResources(type)).filter(([id]) => id.startsWith('Erpslegacy'));

    test('have a function that takes the events there, bounded and with partial failures', () => {
      const [[, mapping] = []] = named('AWS::Lambda::EventSourceMapping');
      expect(mapping?.Properties).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: limits.deliverConcurrency },
      });
      const queue = named('AWS::SQS::Queue').find(([, { Properties }]) => 'RedrivePolicy' in Properties);
      expect(queue?.[1].Properties.RedrivePolicy.maxReceiveCount).toBe(limits.webhookMaxReceives);
    });

    test('never reach this machine, and have no key in the template', () => {
      const [[, fn] = []] = named('AWS::Lambda::Function');
      const variables: Record<string, unknown> = fn?.Properties.Environment.Variables;
      expect(variables.WEBHOOK_URL).toBe('https://erp.example/events');
      expect(variables).not.toHaveProperty('WEBHOOK_LOOPBACK');
      const [[, secret] = []] = named('AWS::SecretsManager::Secret');
      expect(secret?.Properties).not.toHaveProperty('SecretString');
      expect(secret?.Properties).toMatchObject({
        GenerateSecretString: { PasswordLength: 44, ExcludePunctuation: true },
        KmsKeyId: expect.anything(),
      });
    });

    test('may read their own key and work off their own queue, and nothing else', () => {
      const [[, policy] = []] = named('AWS::IAM::Policy');
      const statements = policy?.Properties.PolicyDocument.Statement as { Action: string | string[] }[];
      const actions = statements.flatMap(({ Action }) => Action).sort();
      expect(actions.filter((action) => !action.startsWith('sqs:'))).toEqual([
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'secretsmanager:GetSecretValue',
      ]);
      expect(json(statements)).not.toContain('Erpssap');
      expect(actions).not.toContain('sqs:SendMessage');
    });

    test('on this machine are refused in a deployment', () => {
      const erps = fileOf('erps: [{ name: legacy, webhook: "http://127.0.0.1:8080/" }]');
      expect(() => createApp({ erps })).toThrow('erps[0].webhook: expected https:// and a host name');
      expect(() => createApp({ erps, 'loopback-webhooks': 'allowed' })).not.toThrow();
    });
  });

  test('in a wrong file are refused with line, path and reason', () => {
    const erps = fileOf('erps:\n  - name: sap\n    types: [settled]\n');
    expect(() => createApp({ erps })).toThrow(
      /erps\.yaml:3 erps\.invalid: erps\[0\]\.types\[0\]: expected one of/,
    );
  });
});

describe('limits', () => {
  test('agree with each other and with AWS', () => expect(() => assertLimits()).not.toThrow());

  test.each([
    ['receiveSeconds', 901],
    ['apiSeconds', 30],
    ['recoveriesWindowSeconds', 0],
    ['deadLetterRetentionDays', 7],
    ['maxReceives', 1],
    ['closeMinutes', 1],
    ['settleConcurrency', 1],
    ['kpisConcurrency', 1],
    ['kpisSeconds', 901],
    ['erpBehindDays', 7],
    ['webhookSeconds', 30],
    ['webhookMaxReceives', 12],
    ['webhookGiveUpSeconds', 4 * 86_400],
    ['queueRetentionDays', 3],
    ['deliverSeconds', 5000],
  ] as const)('are refused at synth when %s is %d', (name, value) => {
    expect(() => assertLimits({ ...limits, [name]: value })).toThrow(/^infra\/limits\.ts: /);
  });
});
