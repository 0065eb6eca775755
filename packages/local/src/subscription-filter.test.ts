import { expect, test } from 'vitest';
import { untestedIn } from './subscription-filter.ts';

test.each([
  [{ company: ['aguas', 'escola'], type: ['settlement.applied'] }],
  [{ company: [{ prefix: 'aguas-' }, { suffix: '-sul' }], type: [{ exists: true }] }],
  [{ data: { kind: ['told'] } }],
])('%j is tested as SNS does', (policy) => {
  expect(untestedIn(policy)).toEqual([]);
});

test.each([
  [{ cents: [{ numeric: ['>', 100] }] }, ['cents']],
  [{ cents: [100] }, ['cents']],
  [{ company: ['aguas'], type: [{ 'anything-but': 'cycle.closed' }] }, ['type']],
  [{ data: { kind: [null], other: ['x'] } }, ['data.kind']],
  [{ $or: [{ company: ['a'] }, { type: ['b'] }] }, ['$or']],
  ['{"company": ["aguas"]}', ['the policy']],
])('%j is not, and says where', (policy, paths) => {
  expect(untestedIn(policy)).toEqual(paths);
});
