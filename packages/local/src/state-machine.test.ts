import { expect, test } from 'vitest';
import { normalized } from './asl.ts';
import type { Invocation } from './lambda-pool.ts';
import { type Execution, stateMachines } from './state-machine.ts';

const MACHINE = 'arn:aws:states:sa-east-1:000000000000:stateMachine:m';
const STEP = 'arn:aws:lambda:sa-east-1:000000000000:function:Step';
type Step = (event: never) => unknown;

/** A machine whose task invokes `step`; an Error it throws comes back as Lambda's error. */
function machineOf(states: Record<string, unknown>, step: Step, top: Record<string, unknown> = {}) {
  const definition = normalized({ StartAt: Object.keys(states)[0], States: states, ...top });
  const calls: unknown[] = [];
  const invoke = async (functionArn: string, event: unknown): Promise<Invocation> => {
    calls.push([functionArn, event]);
    try {
      return { ok: true, payload: JSON.stringify((await step(event as never)) ?? null) };
    } catch (thrown) {
      const { name, message } = thrown as Error;
      return { ok: false, error: { errorType: name, errorMessage: message, trace: [] } };
    }
  };
  return { machines: stateMachines([{ name: 'm', arn: MACHINE, definition }], invoke), calls };
}

async function ended(machines: ReturnType<typeof stateMachines>, execution: Execution): Promise<Execution> {
  while (execution.status === 'RUNNING' || machines.running() > 0)
    await new Promise((go) => setTimeout(go, 5));
  return execution;
}

const task = { Type: 'Task', Resource: STEP, End: true };
const invokeTask = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: `${STEP}:$LATEST`, 'Payload.$': '$' },
};
const named = (name: string) => Object.assign(new Error('said so'), { name });

test('a Choice loops until the task says it is done', async () => {
  const { machines, calls } = machineOf(
    {
      Count: { ...invokeTask, OutputPath: '$.Payload', Next: 'Enough?' },
      'Enough?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.cursor', IsPresent: false, Next: 'Done' }],
        Default: 'Count',
      },
      Done: { Type: 'Succeed' },
    },
    ({ count }: { count: number }) =>
      count < 2 ? { count: count + 1, cursor: 'more' } : { count: count + 1 },
  );
  const execution = await ended(machines, machines.start(MACHINE, '{"count":0}'));
  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"count":3}' });
  expect(execution.stoppedAt).toBeInstanceOf(Date);
  expect(calls).toHaveLength(3);
  expect(calls[0]).toEqual([STEP, { count: 0 }]);
});

test('Retry tries again, and Catch gets the error as Lambda told it', async () => {
  let attempts = 0;
  const { machines } = machineOf(
    {
      Work: {
        ...task,
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Tell', ResultPath: '$.failure' }],
      },
      Tell: { Type: 'Pass', End: true },
    },
    () => {
      attempts++;
      throw named(attempts === 1 ? 'Busy' : 'Refused');
    },
  );
  const { status, output } = await ended(machines, machines.start(MACHINE, '{"a":1}'));
  expect(status).toBe('SUCCEEDED');
  const { a, failure } = JSON.parse(output ?? '');
  expect(attempts).toBe(2);
  expect(a).toBe(1);
  expect(failure.Error).toBe('Refused');
  expect(JSON.parse(failure.Cause)).toEqual({ errorType: 'Refused', errorMessage: 'said so', trace: [] });
});

test('a failure that nobody catches fails the execution, also from inside a Map', async () => {
  const inside = { StartAt: 'Work', States: { Work: task } };
  const states = { Each: { Type: 'Map', ItemProcessor: inside, End: true } };
  const { machines } = machineOf(states, () => {
    throw named('Refused');
  });
  const execution = await ended(machines, machines.start(MACHINE, '[1,2]'));
  expect(execution).toMatchObject({ status: 'FAILED', error: 'Refused' });
  expect(execution.cause).toContain('"errorMessage":"said so"');
});

test('Map and Parallel run their tasks, with the execution in the context object', async () => {
  const each = {
    StartAt: 'One',
    States: {
      One: { ...task, Parameters: { 'item.$': '$.item', 'run.$': '$$.Execution.Name' } },
    },
  };
  const { machines } = machineOf(
    {
      Both: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'Each',
            States: {
              Each: {
                Type: 'Map',
                ItemsPath: '$.items',
                ItemSelector: { 'item.$': '$$.Map.Item.Value' },
                ItemProcessor: each,
                MaxConcurrency: 1,
                End: true,
              },
            },
          },
          { StartAt: 'Still', States: { Still: { Type: 'Pass', Result: 'still', End: true } } },
        ],
        End: true,
      },
    },
    ({ item, run }: { item: number; run: string }) => `${run}-${item}`,
  );
  const execution = await ended(machines, machines.start(MACHINE, '{"items":[1,2]}', 'night'));
  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '[["night-1","night-2"],"still"]' });
});

test('a result that is too large fails, as on AWS', async () => {
  const { machines } = machineOf({ Work: task }, () => 'x'.repeat(300_000));
  expect(await ended(machines, machines.start(MACHINE))).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
  });
});

test('a machine has its timeout', async () => {
  const wait = { Wait: { Type: 'Wait', Seconds: 20, End: true } };
  const { machines } = machineOf(wait, () => null, { TimeoutSeconds: 1 });
  expect(await ended(machines, machines.start(MACHINE))).toMatchObject({
    status: 'TIMED_OUT',
    error: 'States.Timeout',
  });
});

test('a name starts one execution', async () => {
  const { machines, calls } = machineOf({ Work: task }, () => 1);
  const first = machines.start(MACHINE, '{"a":1}', 'same');
  expect(machines.start(MACHINE, '{"a":1}', 'same')).toBe(first);
  expect(() => machines.start(MACHINE, '{"a":2}', 'same')).toThrow(/already exists/i);
  await ended(machines, first);
  expect(() => machines.start(MACHINE, '{"a":1}', 'same')).toThrow(/already exists/i);
  expect(calls).toHaveLength(1);
  expect(machines.list(MACHINE)).toEqual([first]);
  expect(machines.get(first.arn)).toBe(first);
});

test('what cannot start is refused by name', () => {
  const { machines } = machineOf({ Work: task }, () => 1);
  const refusal = (start: () => void) => {
    try {
      start();
    } catch (error) {
      return (error as Error).name;
    }
    return undefined;
  };
  expect(refusal(() => machines.start(`${MACHINE}x`))).toBe('StateMachineDoesNotExist');
  expect(refusal(() => machines.start(MACHINE, 'no json'))).toBe('InvalidExecutionInput');
  expect(refusal(() => machines.start(MACHINE, JSON.stringify('x'.repeat(300_000))))).toBe(
    'InvalidExecutionInput',
  );
  expect(refusal(() => machines.start(MACHINE, '{}', 'a b'))).toBe('InvalidName');
});

test('stopping aborts what runs', async () => {
  const { machines } = machineOf({ Wait: { Type: 'Wait', Seconds: 60, End: true } }, () => null);
  const execution = machines.start(MACHINE);
  await machines.stop();
  expect(execution.status).toBe('ABORTED');
});
