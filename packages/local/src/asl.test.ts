import { expect, test } from 'vitest';
import { findingsOf, normalized } from './asl.ts';

const FUNCTION = 'arn:aws:lambda:sa-east-1:000000000000:function:Step';
const ARNS = new Set([FUNCTION]);
const task = { Type: 'Task', Resource: FUNCTION, End: true };

function pathsOf(state: Record<string, unknown>, machine: Record<string, unknown> = {}): string[] {
  return findingsOf({ StartAt: 'S', States: { S: state }, ...machine }, ARNS).map(({ path }) => path);
}

test('what the engine runs rightly is let through', () => {
  expect(pathsOf(task, { TimeoutSeconds: 10, Comment: 'c', QueryLanguage: 'JSONPath' })).toEqual([]);
  const invoke = { FunctionName: `${FUNCTION}:$LATEST`, 'Payload.$': '$' };
  expect(
    pathsOf({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: invoke, End: true }),
  ).toEqual([]);
  const inline = { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'T', States: { T: task } };
  expect(pathsOf({ Type: 'Map', ItemProcessor: inline, ItemsPath: '$.a', End: true })).toEqual([]);
  expect(pathsOf({ Type: 'Parallel', Branches: [inline], End: true })).toEqual([]);
});

const nested = { StartAt: 'T', States: { T: task } };
test.each<[string, string, Record<string, unknown>]>([
  ['JSONata', '$.States.S.QueryLanguage', { ...task, QueryLanguage: 'JSONata' }],
  ['Assign', '$.States.S.Assign', { ...task, Assign: { a: 1 } }],
  ['Output', '$.States.S.Output', { ...task, Output: '{% 1 %}' }],
  ['a heartbeat', '$.States.S.HeartbeatSeconds', { ...task, HeartbeatSeconds: 5 }],
  [
    'a distributed Map',
    '$.States.S.ItemProcessor.ProcessorConfig',
    { Type: 'Map', ItemProcessor: { ...nested, ProcessorConfig: { Mode: 'DISTRIBUTED' } }, End: true },
  ],
  [
    'an ItemReader',
    '$.States.S.ItemReader',
    { Type: 'Map', ItemProcessor: nested, ItemReader: {}, End: true },
  ],
  [
    'a tolerated failure',
    '$.States.S.ToleratedFailurePercentage',
    { Type: 'Map', ItemProcessor: nested, ToleratedFailurePercentage: 5, End: true },
  ],
  [
    'the whole input inside a Map',
    '$.States.S.ItemProcessor',
    {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'T',
        States: { T: { ...task, Parameters: { 'all.$': '$$.Execution.Input' } } },
      },
      End: true,
    },
  ],
  [
    'a task token',
    '$.States.S.Resource',
    { ...task, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' },
  ],
  ['another service', '$.States.S.Resource', { ...task, Resource: 'arn:aws:states:::sqs:sendMessage' }],
  [
    'a nested execution',
    '$.States.S.Resource',
    { ...task, Resource: 'arn:aws:states:::states:startExecution.sync:2' },
  ],
  ['a foreign function', '$.States.S.Resource', { ...task, Resource: `${FUNCTION}Other` }],
  [
    'an asynchronous invocation',
    '$.States.S.Parameters',
    {
      ...task,
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: FUNCTION, InvocationType: 'Event' },
    },
  ],
  ['an empty Result', '$.States.S.Result', { Type: 'Pass', Result: 0, End: true }],
  ['an unknown type', '$.States.S', { Type: 'Jump' }],
  [
    'a name used twice',
    '$.States.S.Branches[0].States.S',
    { Type: 'Parallel', Branches: [{ StartAt: 'S', States: { S: task } }], End: true },
  ],
])('%s is found', (_what, path, state) => {
  expect(pathsOf(state)).toContain(path);
});

test('a task token in the parameters is found', () => {
  expect(pathsOf({ ...task, Parameters: { 'token.$': '$$.Task.Token' } })).toEqual(['$.States.S']);
});

test('equal spellings replace what the engine runs otherwise than AWS', () => {
  const { States: states } = normalized({
    StartAt: 'S',
    QueryLanguage: 'JSONPath',
    States: {
      S: { ...task, ResultPath: '$', Parameters: { ResultPath: '$', Type: 'Task' } },
      Short: { ...task, TimeoutSeconds: 5 },
      C: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.a', IsPresent: false, Next: 'S' },
          { And: [{ Variable: '$.a', IsNull: false }], Next: 'S' },
        ],
      },
    },
  }) as unknown as { States: Record<string, unknown> };
  expect(states.S).toEqual({
    ...task,
    TimeoutSeconds: 2_147_483,
    Parameters: { ResultPath: '$', Type: 'Task' },
  });
  expect(states.Short).toEqual({ ...task, TimeoutSeconds: 5 });
  expect(states.C).toEqual({
    Type: 'Choice',
    Choices: [
      { Not: { Variable: '$.a', IsPresent: true }, Next: 'S' },
      { And: [{ Not: { Variable: '$.a', IsNull: true } }], Next: 'S' },
    ],
  });
});
