import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { TEMPLATE } from './fixtures/template.ts';
import { CREDENTIALS } from './lambda-env.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

// Real servers on a busy machine: the bound is against hanging, not against slowness.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const logged: string[] = [];

let dataDir: string;
let cloud: LocalCloud;
const start = async () => {
  const onLog = ({ source, text }: { source: string; text: string }) => logged.push(`${source}: ${text}`);
  cloud = await startLocalCloud({ root: ROOT, template: TEMPLATE, dataDir, onLog });
};

const configured = (service: string) => ({
  region: 'sa-east-1',
  credentials: CREDENTIALS,
  endpoint: cloud.env[`AWS_ENDPOINT_URL_${service}`] ?? '',
});

async function upload(key: string, text: string): Promise<void> {
  const s3 = new S3Client(configured('S3'));
  await s3.send(new PutObjectCommand({ Bucket: String(cloud.outputs.InboxName), Key: key, Body: text }));
  s3.destroy();
}

async function kept(key: string): Promise<{ text: string; kind: string } | undefined> {
  const dynamoDb = new DynamoDBClient(configured('DYNAMODB'));
  const get = new GetItemCommand({ TableName: String(cloud.outputs.TableName), Key: { pk: { S: key } } });
  const { Item: item } = await dynamoDb.send(get);
  dynamoDb.destroy();
  return item && { text: item.text?.S ?? '', kind: item.kind?.S ?? '' };
}

describe('the cloud of the test template', () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'baixa-local-'));
    await start();
  });
  afterAll(async () => {
    await cloud.stop();
    await rm(dataDir, { recursive: true });
  });

  test('an upload runs through queue, function, filtered topic and queue into the table', async () => {
    await upload('in/first file.ret', 'hello');
    await upload('in/second.ret', 'skip me');
    await upload('elsewhere.ret', 'not told');
    await cloud.idle();
    expect(await kept('in/first file.ret')).toEqual({ text: 'hello', kind: 'told' });
    expect(await kept('in/second.ret')).toBeUndefined();
    expect(await kept('elsewhere.ret')).toBeUndefined();
    expect(await cloud.queueDepths()).toMatchObject({
      Arrivals: { visible: 0, inFlight: 0 },
      ArrivalsDead: { visible: 0 },
    });
  });

  test('what fails again and again ends as a dead letter, and idle does not wait for that', async () => {
    await upload('in/poison.ret', 'poison');
    await upload('in/third.ret', 'good');
    await cloud.idle();
    expect((await kept('in/third.ret'))?.text).toBe('good');
    expect((await cloud.queueDepths()).ArrivalsDead).toMatchObject({ visible: 1 });
  });

  test('a state machine runs with the functions of the template', async () => {
    const sfn = new SFNClient(configured('SFN'));
    const run = async (input: object) => {
      const { executionArn } = await sfn.send(
        new StartExecutionCommand({
          stateMachineArn: String(cloud.outputs.MachineArn),
          input: JSON.stringify(input),
        }),
      );
      await cloud.idle();
      return sfn.send(new DescribeExecutionCommand({ executionArn }));
    };
    expect(await run({ count: 0 })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"count":3,"done":true}',
    });
    expect(await run({ fail: 'always' })).toMatchObject({
      status: 'FAILED',
      error: 'GaveUp',
      cause: 'Refused',
    });
    sfn.destroy();
  });

  test('the HTTP API answers at the address of the outputs', async () => {
    const url = String(cloud.outputs.ApiUrl);
    expect(await (await fetch(`${url}simple`)).json()).toEqual({ plain: true });
    const created = await fetch(`${url}items/7`, { method: 'POST', body: 'x' });
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({ pathParameters: { id: '7' }, body: 'x' });
    expect((await fetch(`${url}broken`)).status).toBe(500);
    expect((await fetch(`${url}signed`)).status).toBe(403);
  });

  test('a function is invoked by its logical id and by its name, and writes to the log only', async () => {
    const byId = await cloud.invoke('Echo', { ask: 'nothing' });
    expect(byId).toEqual({ ok: true, payload: 'null' });
    expect((await cloud.invoke('echo-function', {})).ok).toBe(true);
    // What a worker writes comes a moment after its answer.
    await vi.waitFor(() => expect(logged.join('')).toContain('echo-function: echo was here\n'));
    await expect(cloud.invoke('Nobody', {})).rejects.toThrow(/Nobody/);
  });

  test('the schedule knows its next run', () => {
    expect(cloud.schedules[0]?.nextRunAt()?.toISOString()).toMatch(/T06:30:00/);
  });

  test('tables, objects and queues outlive a restart on other ports', async () => {
    await cloud.stop();
    await start();
    expect(await kept('in/first file.ret')).toEqual({ text: 'hello', kind: 'told' });
    expect((await cloud.queueDepths()).ArrivalsDead).toMatchObject({ visible: 1 });
    await upload('in/fourth.ret', 'after');
    await cloud.idle();
    expect((await kept('in/fourth.ret'))?.text).toBe('after');
  });
});

test('a template that local would get wrong starts nothing', async () => {
  const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } } };
  await expect(startLocalCloud({ root: ROOT, template })).rejects.toMatchObject({
    name: 'LocalCloudError',
    problems: [
      { code: 'local.unsupported-property', where: { path: 'Resources.Queue.Properties.FifoQueue' } },
    ],
  });
});
