import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { normalized } from './asl.ts';
import { CREDENTIALS } from './lambda-env.ts';
import { freePorts } from './ports.ts';
import type { Server } from './server.ts';
import { serveSfn } from './sfn-endpoint.ts';
import { stateMachines } from './state-machine.ts';

const stateMachineArn = 'arn:aws:states:sa-east-1:000000000000:stateMachine:m';
const definition = normalized({
  StartAt: 'Which',
  States: {
    Which: {
      Type: 'Choice',
      Choices: [{ Variable: '$.fail', IsPresent: true, Next: 'Fail' }],
      Default: 'Pass',
    },
    Pass: { Type: 'Pass', End: true },
    Fail: { Type: 'Fail', Error: 'Refused', Cause: 'for a reason' },
  },
});
const machines = stateMachines([{ name: 'm', arn: stateMachineArn, definition }], async () => {
  throw new Error('no task');
});

let server: Server;
let client: SFNClient;
beforeAll(async () => {
  const { sfn } = await freePorts();
  server = await serveSfn(sfn, machines);
  client = new SFNClient({
    region: 'sa-east-1',
    endpoint: `http://127.0.0.1:${sfn}`,
    credentials: CREDENTIALS,
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

async function run(input: string, name: string) {
  const { executionArn, startDate } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input, name }),
  );
  expect(Math.abs((startDate?.getTime() ?? 0) - Date.now())).toBeLessThan(5000);
  while (machines.running() > 0) await new Promise((go) => setTimeout(go, 5));
  return client.send(new DescribeExecutionCommand({ executionArn }));
}

test('an execution that succeeds is started and described', async () => {
  const described = await run('{"a":1}', 'good');
  expect(described).toMatchObject({
    name: 'good',
    status: 'SUCCEEDED',
    input: '{"a":1}',
    output: '{"a":1}',
    stateMachineArn,
    executionArn: 'arn:aws:states:sa-east-1:000000000000:execution:m:good',
  });
  expect(described.stopDate).toBeInstanceOf(Date);
});

test('an execution that fails tells error and cause', async () => {
  expect(await run('{"fail":1}', 'bad')).toMatchObject({
    status: 'FAILED',
    error: 'Refused',
    cause: 'for a reason',
  });
});

test('executions are listed page by page, the last first, also by status', async () => {
  await run('{}', 'last');
  const first = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
  expect(first.executions?.map(({ name }) => name)).toEqual(['last', 'bad']);
  const { nextToken } = first;
  const second = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken }));
  expect(second.executions?.map(({ name }) => name)).toEqual(['good']);
  expect(second.nextToken).toBeUndefined();
  const failed = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'FAILED' }));
  expect(failed.executions?.map(({ name }) => name)).toEqual(['bad']);
});

test('refusals are the exceptions of the SDK', async () => {
  const start = (input: object) => client.send(new StartExecutionCommand(input as never));
  await expect(start({ stateMachineArn, name: 'good', input: '{}' })).rejects.toThrow(ExecutionAlreadyExists);
  await expect(start({ stateMachineArn: `${stateMachineArn}x` })).rejects.toThrow(StateMachineDoesNotExist);
  const unknown = new DescribeExecutionCommand({ executionArn: 'arn:none' });
  await expect(client.send(unknown)).rejects.toThrow(ExecutionDoesNotExist);
});
