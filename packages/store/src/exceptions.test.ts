import { BatchGetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type EntryOutcome, exceptionIdOf } from '@baixa/settlement';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { exceptionStore } from './exceptions.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const store = exceptionStore(table);
const pk = (key: string) => `EXCEPTION#${exceptionIdOf('aguas', key)}`;
const claim = { file: 'f1', offset: 240 };

test('money that matched nothing is claimed by the first entry that tells it', async () => {
  dynamodb
    .on(PutCommand)
    .resolvesOnce({})
    .rejects(refusal({ pk: pk('e2e:1'), ...claim, claimed: true }));
  expect(await store.claim('aguas', 'e2e:1', claim, false)).toEqual(claim);
  expect(await store.claim('aguas', 'e2e:1', { file: 'f2', offset: 0 }, true)).toEqual(claim);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: { pk: pk('e2e:1'), ...claim, claimed: true },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
});

test('claimed money is pinned once, and by nobody else where the one who claimed it keeps it', async () => {
  dynamodb.on(PutCommand).resolves({});
  dynamodb
    .on(UpdateCommand)
    .resolvesOnce({})
    .rejectsOnce(refusal({ pk: pk('e2e:1'), ...claim, claimed: true, pinned: 'F1' }))
    .rejectsOnce(refusal({ pk: pk('e2e:1'), ...claim, claimed: true, pinned: '' }))
    .rejects(refusal({ pk: pk('e2e:1'), ...claim, claimed: true, keeps: true }));
  await store.claim('aguas', 'e2e:1', claim, true);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input.Item).toMatchObject({ keeps: true });
  const pin = () => store.pin('aguas', 'e2e:1', { file: 'f2', offset: 0 }, 'F2');
  expect([await pin(), await pin(), await pin(), await pin()]).toEqual(['F2', 'F1', undefined, undefined]);
  expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
    ConditionExpression:
      'attribute_not_exists(pinned) AND (attribute_not_exists(keeps) OR (#file = :file AND #offset = :offset))',
    ExpressionAttributeValues: { ':receivable': 'F2', ':file': 'f2', ':offset': 0 },
  });
});

test('an exception of a matched entry is no claim to its money', async () => {
  dynamodb.on(BatchGetCommand).resolves({
    Responses: {
      'the-table': [
        { pk: pk('e2e:1'), ...claim, claimed: true },
        { pk: pk('e2e:2'), ...claim },
      ],
    },
  });
  expect(await store.tellingsOf('aguas', ['e2e:1', 'e2e:2', 'e2e:3'])).toEqual(
    new Map([
      ['e2e:1', { undone: 0, claim }],
      ['e2e:2', { undone: 0 }],
    ]),
  );
  expect(dynamodb.commandCalls(BatchGetCommand)[0]?.args[0].input.RequestItems?.['the-table']).toEqual({
    Keys: ['e2e:1', 'e2e:2', 'e2e:3'].map((key) => ({ pk: pk(key) })),
    ConsistentRead: true,
  });
});

test('an exception is opened once and listed under its company', async () => {
  dynamodb.on(UpdateCommand).resolvesOnce({}).rejects(refusal());
  const outcome = {
    company: 'aguas',
    key: 'e2e:1',
    ...claim,
    at: '2026-03-26T12:00:00.000Z',
  } as EntryOutcome;
  await store.open([outcome, outcome]);
  const [first] = dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input);
  expect(first).toMatchObject({
    Key: { pk: pk('e2e:1') },
    ConditionExpression: 'attribute_not_exists(openedAt)',
    ExpressionAttributeValues: { ':list': 'exceptions#aguas', ':detail': outcome, ':at': outcome.at },
  });
});
