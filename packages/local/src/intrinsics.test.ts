// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub has placeholders of this spelling.
import { expect, test } from 'vitest';
import { resolverOf, UnresolvableError } from './intrinsics.ts';

const resolve = resolverOf(
  {
    name: 'Baixa',
    template: {
      Resources: {},
      Parameters: { Stage: { Type: 'String', Default: 'test' } as never, Bare: {} },
    },
  },
  (id) => {
    if (id !== 'Queue') throw new UnresolvableError(id);
    return { ref: 'http://q', attributes: { Arn: 'arn:aws:sqs:x:1:q', 'Nested.Name': 'deep' } };
  },
);

test.each<[unknown, unknown]>([
  [{ Ref: 'Queue' }, 'http://q'],
  [{ Ref: 'Stage' }, 'test'],
  [{ Ref: 'AWS::Region' }, 'sa-east-1'],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:x:1:q'],
  [{ 'Fn::GetAtt': 'Queue.Nested.Name' }, 'deep'],
  [
    { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }, { Ref: 'AWS::StackName' }]] },
    'a-000000000000-Baixa',
  ],
  [
    { 'Fn::Sub': 'arn:${AWS::Partition}:${Queue}/${Queue.Arn}/${!Literal}' },
    'arn:aws:http://q/arn:aws:sqs:x:1:q/${Literal}',
  ],
  [{ 'Fn::Sub': ['${Own}/${Stage}', { Own: { Ref: 'Queue' } }] }, 'http://q/test'],
  [{ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] }, 'q'],
  [
    { a: [{ Ref: 'AWS::NoValue' }, 1], b: { Ref: 'AWS::NoValue' }, c: null },
    { a: [1], c: null },
  ],
  [
    { Ref: 'Queue', other: 1 },
    { Ref: 'Queue', other: 1 },
  ],
])('%j is worked out', (value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test.each([
  { 'Fn::If': ['Condition', 1, 2] },
  { 'Fn::ImportValue': 'x' },
  { 'Fn::GetAtt': ['Queue', 'Unknown'] },
  { 'Fn::Join': ['-', 'no list'] },
  { Ref: 'Nothing' },
  { Ref: 'Bare' },
])('%j is refused', (value) => {
  expect(() => resolve(value)).toThrow(UnresolvableError);
});
