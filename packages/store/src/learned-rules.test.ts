import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { LearnedRule } from '@baixa/settlement';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { learnedRuleStore } from './learned-rules.ts';
import { profileStore } from './profiles.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => {
  dynamodb.reset();
  dynamodb.on(PutCommand).resolves({});
});
const AT = '2026-03-26T12:00:00.000Z';
const SAID = { by: 'rita', reason: 'It was wrong.', at: AT };
const BB = { id: 'bb', company: 'aguas', bank: '001', code: '1', tolerance: { cents: 5 } };

function ruleOf(id: string, agreement = 'bb', at = AT): LearnedRule {
  const replay = { entries: 1, agreed: 1, wouldFind: 0, upToLink: 2 };
  const learned = {
    by: 'ana',
    reason: 'So it is.',
    at,
    exception: 'x',
    receivable: 'F1',
    command: 'c1',
    replay,
  };
  const what = {
    kind: 'number' as const,
    column: 'companyUse' as const,
    skip: 2,
    cut: 0,
    number: 'id' as const,
  };
  return { id, agreement, what, learned };
}
const itemOf = (rule: LearnedRule) => ({
  pk: 'PROFILE',
  sk: `AGREEMENT#${rule.agreement}#RULE#${rule.id}`,
  ...rule,
});

test('the rules of an agreement come with it in one read, the oldest first; those of another do not', async () => {
  const [late, early] = [ruleOf('a', 'bb', '2026-03-27T12:00:00.000Z'), ruleOf('b')];
  dynamodb.on(QueryCommand).resolves({
    Items: [
      { pk: 'PROFILE', sk: 'AGREEMENT#bb', ...BB },
      itemOf(late),
      itemOf(early),
      { pk: 'PROFILE', sk: 'AGREEMENT#bb2', ...BB, id: 'bb2' },
      itemOf(ruleOf('c', 'bb2')),
    ],
  });
  expect((await profileStore(table).rulesOf('bb'))?.learned).toEqual([early, late]);
  expect(dynamodb.commandCalls(QueryCommand)).toHaveLength(1);
  expect((await profileStore(table).all()).map(({ id }) => id)).toEqual(['bb', 'bb2']);
  expect((await learnedRuleStore(table).all()).map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
});

test('a rule is kept where there is none, or a forgotten one; of two the first counts', async () => {
  const store = learnedRuleStore(table);
  const rule = ruleOf('a');
  expect(await store.learn(rule)).toEqual(rule);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: itemOf(rule),
    ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(forgotten)',
  });
  const standing = ruleOf('a', 'bb', '2026-03-20T12:00:00.000Z');
  dynamodb.on(PutCommand).rejects(refusal());
  dynamodb.on(GetCommand).resolves({ Item: itemOf(standing) });
  expect(await store.learn(rule)).toEqual(standing);
});

test('a rule is forgotten once, with who, why and when', async () => {
  const store = learnedRuleStore(table);
  await store.forget(ruleOf('a'), SAID);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: { ...itemOf(ruleOf('a')), forgotten: SAID },
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(forgotten)',
  });
  dynamodb.on(PutCommand).rejects(refusal());
  await store.forget(ruleOf('a'), SAID);
});
