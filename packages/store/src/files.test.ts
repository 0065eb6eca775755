import { BatchGetCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FileRecord } from '@baixa/intake';
import { NO_SUMS } from '@baixa/settlement';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileStore } from './files.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const store = fileStore(table);

const RECORD: FileRecord = {
  id: 'f1',
  sha256: 'f1ab',
  name: 'a.ret',
  key: 'in/a.ret',
  bytes: 240,
  status: 'received',
  receivedAt: '2026-03-26T12:00:00.000Z',
  format: 'cnab240',
  service: 'cobranca',
  lines: 1,
  entries: 1,
  chunks: 2,
  moneyInCents: 1,
  moneyOutCents: 0,
  feeCents: 0,
  problems: [],
  problemCount: 0,
};
const CHUNK = { file: 'f1', chunk: 2, chunks: 2, company: 'aguas', agreement: 'bb' };
const SUMS = { ...NO_SUMS, entries: 2, inCents: 300, unappliedCents: 300, outcomes: { unmatched: 2 } };
const AT = '2026-03-26T12:30:00.000Z';
const updates = () => dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input);
const puts = () => dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input);

describe('the register of files', () => {
  test('enters a file that is not there or stands quarantined, with nothing counted yet', async () => {
    dynamodb.on(PutCommand).resolves({});
    await store.enter(RECORD);
    expect(puts()).toEqual([
      {
        TableName: 'the-table',
        Item: { pk: 'FILE#f1', ...RECORD, sums: NO_SUMS, list: 'files', listedAt: RECORD.receivedAt },
        ConditionExpression: 'attribute_not_exists(pk) OR #status = :quarantined',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':quarantined': 'quarantined' },
      },
    ]);
  });

  test('leaves a file that is there as it is', async () => {
    dynamodb.on(PutCommand).rejects(refusal());
    dynamodb.on(UpdateCommand).rejects(refusal());
    await expect(store.enter(RECORD)).resolves.toBeUndefined();
    await expect(store.markReleased('f1')).resolves.toBeUndefined();
    expect(updates()[0]).toMatchObject({
      Key: { pk: 'FILE#f1' },
      ConditionExpression: '#status = :received',
      ExpressionAttributeValues: { ':released': 'released', ':received': 'received' },
    });
  });

  test('gives a file without its keys, with the number of chunks that are done', async () => {
    const item = { pk: 'FILE#f1', list: 'files', listedAt: AT, ...RECORD, done: new Set([1, 2]) };
    dynamodb.on(GetCommand).resolvesOnce({ Item: item }).resolves({});
    expect(await store.find('f1')).toEqual({ ...RECORD, chunksDone: 2 });
    expect(await store.find('f2')).toBeUndefined();
    expect(dynamodb.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  test('lists the newest first, in the order of the index', async () => {
    const of = (id: string) => ({ pk: `FILE#${id}`, ...RECORD, id });
    dynamodb.on(QueryCommand).resolves({ Items: [{ pk: 'FILE#new' }, { pk: 'FILE#old' }] });
    dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [of('old'), of('new')] } });
    expect((await store.list(2)).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      IndexName: 'listed',
      ExpressionAttributeValues: { ':list': 'files' },
      ScanIndexForward: false,
      Limit: 2,
    });
  });

  test('keeps what the last arrival of a key came to', async () => {
    dynamodb.on(PutCommand).resolves({});
    await store.recordArrival({ key: 'in/a.ret', outcome: 'duplicate', file: 'f1', at: AT });
    expect(puts()[0]?.Item).toEqual({
      pk: 'ARRIVAL#in/a.ret',
      key: 'in/a.ret',
      outcome: 'duplicate',
      file: 'f1',
      at: AT,
    });
  });
});

describe('a sequence number', () => {
  test('belongs to the file that claimed it first', async () => {
    dynamodb.on(GetCommand).resolves({ Item: { highest: 6 } });
    dynamodb.on(UpdateCommand).resolves({});
    dynamodb
      .on(PutCommand)
      .resolvesOnce({})
      .rejects(refusal({ file: 'f1', highest: 6 }));
    expect(await store.claimSequence('bb', 7, 'f1')).toEqual({ holder: 'f1', highest: 6 });
    expect(await store.claimSequence('bb', 7, 'f2')).toEqual({ holder: 'f1', highest: 6 });
    expect(puts()[0]).toMatchObject({
      Item: { pk: 'SEQUENCE#bb#7', file: 'f1', highest: 6 },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(updates()[0]).toMatchObject({
      Key: { pk: 'SEQUENCES#bb' },
      ConditionExpression: 'attribute_not_exists(highest) OR highest < :sequence',
    });
  });

  test('below the highest leaves the highest as it is', async () => {
    dynamodb.on(GetCommand).resolves({});
    dynamodb.on(PutCommand).resolves({});
    dynamodb.on(UpdateCommand).rejects(refusal());
    expect(await store.claimSequence('bb', 3, 'f1')).toEqual({ holder: 'f1', highest: undefined });
  });
});

describe('countChunk', () => {
  const after = { pk: 'FILE#f1', ...RECORD, sums: SUMS };

  test('adds the figures of a chunk that was not counted, and only then', async () => {
    dynamodb.on(UpdateCommand).resolves({ Attributes: { ...after, done: new Set([2]) } });
    const progress = await store.countChunk(CHUNK, SUMS, AT);
    expect(progress).toEqual({
      complete: false,
      name: 'a.ret',
      sums: SUMS,
      at: AT,
      owed: [],
    });
    expect(updates()).toEqual([
      {
        TableName: 'the-table',
        Key: { pk: 'FILE#f1' },
        UpdateExpression:
          'SET sums.entries = sums.entries + :entries, sums.inCents = sums.inCents + :inCents, ' +
          'sums.unappliedCents = sums.unappliedCents + :unappliedCents, ' +
          'sums.outcomes.#o0 = if_not_exists(sums.outcomes.#o0, :zero) + :o0 ADD done :chunks',
        ConditionExpression: 'attribute_exists(pk) AND NOT contains(done, :chunk)',
        ExpressionAttributeNames: { '#o0': 'unmatched' },
        ExpressionAttributeValues: {
          ':chunks': new Set([2]),
          ':chunk': 2,
          ':zero': 0,
          ':entries': 2,
          ':inCents': 300,
          ':unappliedCents': 300,
          ':o0': 2,
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    ]);
  });

  test('an empty chunk counts as done and names nothing that the expression does not use', async () => {
    dynamodb.on(UpdateCommand).resolves({ Attributes: { ...after, done: new Set([2]) } });
    await store.countChunk(CHUNK, NO_SUMS, AT);
    const [update] = updates();
    expect(update?.UpdateExpression).toBe('ADD done :chunks');
    expect(update?.ExpressionAttributeNames).toBeUndefined();
    expect(update?.ExpressionAttributeValues).toEqual({ ':chunks': new Set([2]), ':chunk': 2 });
  });

  test('the last chunk makes the file processed at one instant, however often it is counted', async () => {
    const done = { ...after, done: new Set([1, 2]) };
    const ended = { ...done, processedAt: AT };
    dynamodb
      .on(UpdateCommand)
      .resolvesOnce({ Attributes: done })
      .resolvesOnce({ Attributes: ended })
      .rejects(refusal(ended));
    const first = await store.countChunk(CHUNK, SUMS, AT);
    expect(updates()[1]).toMatchObject({
      UpdateExpression: 'SET #status = :processed, processedAt = if_not_exists(processedAt, :at)',
      ExpressionAttributeValues: { ':processed': 'processed', ':at': AT },
    });
    const again = await store.countChunk(CHUNK, SUMS, '2026-03-27T00:00:00.000Z');
    expect(first).toEqual({
      complete: true,
      name: 'a.ret',
      sums: SUMS,
      at: AT,
      owed: [],
    });
    expect(again).toEqual(first);
    expect(updates()).toHaveLength(3);
  });

  test('a file that is not in the register is an error', async () => {
    dynamodb.on(UpdateCommand).rejects(refusal());
    await expect(store.countChunk(CHUNK, SUMS, AT)).rejects.toThrow('File f1 is not in the register.');
  });
});

describe('a step of a file that was settled', () => {
  const facts = { what: 'undo' as const, by: 'ana', reason: 'A wrong upload.', at: AT, id: 'c1' };
  const settled = {
    pk: 'FILE#f1',
    ...RECORD,
    status: 'processed',
    processedAt: AT,
    done: new Set([1, 2]),
    sums: SUMS,
  };
  const step2 = { step: 2, ...facts, sums: { ...NO_SUMS, inCents: -300, unappliedCents: -300 } };

  test('begins once the step before it has ended, and takes the proposal with it', async () => {
    dynamodb.on(UpdateCommand).resolvesOnce({}).rejects(refusal());
    expect(await store.beginStep('f1', { step: 2, ...facts })).toBe(true);
    expect(await store.beginStep('f1', { step: 3, ...facts })).toBe(false);
    dynamodb.on(UpdateCommand).rejects(refusal({ ...settled, stepsBegun: 2, step2 }));
    expect(await store.beginStep('f1', { step: 2, ...facts })).toBe(true);
    expect(await store.beginStep('f1', { step: 2, ...facts, id: 'another' })).toBe(false);
    const [second, third] = updates();
    expect(second).toMatchObject({
      UpdateExpression: 'SET stepsBegun = :step, step2 = :facts REMOVE proposal',
      ConditionExpression: 'attribute_not_exists(stepsBegun) AND #status = :processed',
    });
    expect(third?.ConditionExpression).toBe(
      'stepsBegun = :before AND attribute_exists(step2.endedAt) AND #status = :processed',
    );
  });

  test('is counted beside the first settlement, and the file shows what stands', async () => {
    const item = { ...settled, stepsBegun: 2, step2, done2: new Set([1]) };
    dynamodb.on(GetCommand).resolves({ Item: item });
    const found = await store.find('f1');
    expect(found).toMatchObject({ status: 'undoing', steps: [{ step: 2, by: 'ana', chunksDone: 1 }] });
    expect(found?.sums).toMatchObject({ inCents: 0, unappliedCents: 0 });
    expect(Object.keys(found ?? {})).not.toContain('done2');
    dynamodb.on(UpdateCommand).resolves({ Attributes: item });
    await store.countChunk({ ...CHUNK, step: { step: 2, ...facts } }, NO_SUMS, AT);
    expect(updates()[0]).toMatchObject({
      UpdateExpression: 'ADD done2 :chunks',
      ConditionExpression: 'attribute_exists(pk) AND NOT contains(done2, :chunk)',
    });
  });

  test('who told its payments again is noted in shards, before its end is looked at', async () => {
    dynamodb.on(UpdateCommand).resolves({ Attributes: {} });
    dynamodb
      .on(GetCommand)
      .resolves({ Item: { ...settled, stepsBegun: 2, step2: { ...step2, endedAt: AT } } });
    const first = await store.noteToldAgain('f1', 'f2');
    expect(first).toMatchObject({ status: 'undone', steps: [{ endedAt: AT }] });
    expect(updates()[0]).toMatchObject({
      Key: { pk: expect.stringMatching(/^TOLD#f1#\d+$/) },
      UpdateExpression: 'ADD #set :texts',
      ExpressionAttributeValues: { ':texts': new Set(['f2']) },
    });
    expect(dynamodb.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
    dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [{ files: new Set(['f3', 'f2']) }] } });
    expect(await store.toldAgainBy('f1')).toEqual(['f2', 'f3']);
  });

  test.each([
    ['undo', 'undone'],
    ['replay', 'processed'],
  ])('once an %s has ended the file is %s', async (what, status) => {
    const ended = { ...step2, what, endedAt: AT };
    dynamodb.on(GetCommand).resolves({ Item: { ...settled, stepsBegun: 2, step2: ended } });
    expect(await store.find('f1')).toMatchObject({ status });
  });
});
