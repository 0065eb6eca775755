import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AccountChange, StoredCase } from '@baixa/collection';
import { canonicalJson, fixedClock } from '@baixa/core';
import { measureOf } from '@baixa/scoring';
import { newReceivable } from '@baixa/settlement';
import {
  type CommittedCycle,
  caseStore,
  cycleStore,
  type KeptTally,
  SHARDS,
  snsPublisher,
} from '@baixa/store';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  aws,
  conditionFailed,
  mocks,
  noSuchKey,
  object,
  resetMocks,
  THROTTLES,
} from '../test-support/aws.ts';
import { CONTRACT } from '../test-support/contract.ts';
import { create as createAnnounce } from './announce/handler.ts';
import { create as createCommit } from './commit/handler.ts';
import { create as createExpire } from './expire/handler.ts';
import { create as createFreeze } from './freeze/handler.ts';
import { create as createListDue } from './list-due/handler.ts';
import { create as createReopen } from './reopen/handler.ts';
import { create as createScore } from './score/handler.ts';
import { create as createTally } from './tally/handler.ts';

const { dynamodb, s3, sns } = mocks;
const table = { client: aws.dynamodb, name: 'contracts' };
const cycles = cycleStore(table, {
  s3: aws.s3,
  bucket: 'the-ledger',
  chains: { client: aws.dynamodb, name: 'chains' },
});
const contracts = async () => [CONTRACT];
const clock = fixedClock('2026-02-16T05:00:00.000Z');
const publisher = snsPublisher(aws.sns, 'the-topic');

/** Cycle 1 of a contract that began on 16 January. */
const CYCLE = { contract: 'c1', cycle: 1, from: '2026-01-16', to: '2026-02-15' };
const tally = (shard: number, recovered: number): KeptTally => ({
  shard,
  bookings: 10,
  measure: measureOf({ collected: 10, recovered }),
  debt: { collectedCents: 1000, recoveredCents: 100 * recovered },
  adjustments: [],
  inputs: [{ key: `cycles/c1/000001/bookings-${shard}.ndjson`, sha256: String(recovered).repeat(64) }],
});
const FROZEN = Array.from({ length: SHARDS }, () => 0);
const score = createScore({ contracts, cycles: { committed: async () => [] } });

/** A result that is refused because another one is there. */
const standing = (item: object) =>
  new TransactionCanceledException({
    message: 'refused',
    $metadata: {},
    CancellationReasons: [
      { Code: 'ConditionalCheckFailed', Item: marshall(item) },
      ...FROZEN.map(() => ({ Code: 'None' })),
    ],
  });

beforeEach(() => {
  resetMocks();
  dynamodb.on(QueryCommand).resolves({ Items: [] });
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  dynamodb.on(TransactWriteCommand).resolves({});
  dynamodb.on(GetCommand).resolves({});
  s3.on(PutObjectCommand).resolves({});
  s3.on(GetObjectCommand).callsFake(async ({ Key }) => {
    if (/\/(bookings|tally)-/.test(Key)) return object('');
    throw noSuchKey();
  });
  sns.on(PublishBatchCommand).resolves({});
});

const SHARD_NUMBERS = [...Array(SHARDS).keys()];

describe('list-due', () => {
  const other = { ...CONTRACT, id: 'c2', start: '2026-02-01' };
  const committed = async (contract: string) =>
    contract === 'c1'
      ? [{ result: { cycle: 1, from: '2026-01-16', to: '2026-02-15' } } as CommittedCycle]
      : [];
  const told = { c1: 1, c2: 0 } as Record<string, number>;
  const announced = async (contract: string) => told[contract] ?? 0;
  const listDue = createListDue({
    contracts: async () => [CONTRACT, other],
    cycles: { committed, announced },
  });

  test('gives for each contract the first cycle that has ended and is not closed, with its shards', async () => {
    const { due, anyDue, anyFailed } = await listDue({ on: '2026-03-16' });
    expect(due).toEqual([
      {
        contract: 'c1',
        cycle: 2,
        from: '2026-02-16',
        to: '2026-03-15',
        shards: SHARD_NUMBERS,
        committed: false,
      },
      {
        contract: 'c2',
        cycle: 1,
        from: '2026-02-01',
        to: '2026-02-28',
        shards: SHARD_NUMBERS,
        committed: false,
      },
    ]);
    expect([anyDue, anyFailed]).toEqual([true, false]);
  });

  test('gives a cycle that was closed and not told once more, before the next one', async () => {
    told.c1 = 0;
    const { due } = await listDue({ on: '2026-03-16' });
    told.c1 = 1;
    expect(due[0]).toMatchObject({ contract: 'c1', cycle: 1, to: '2026-02-15', committed: true });
  });

  test('takes the day of an instant in São Paulo, where the last day of a cycle is longer than in UTC', async () => {
    expect((await listDue({ on: '2026-03-16T02:30:00Z' })).due.map(({ contract }) => contract)).toEqual([
      'c2',
    ]);
    expect((await listDue({ on: '2026-03-16T03:00:00Z' })).due.map(({ contract }) => contract)).toEqual([
      'c1',
      'c2',
    ]);
  });

  test('leaves out what failed in this execution, and remembers it', async () => {
    const round = [{ contract: 'c1', failed: true }, { contract: 'c2' }, {}];
    const first = await listDue({ on: '2026-03-16', failed: [], round });
    expect(first).toMatchObject({ failed: ['c1'], anyFailed: true, anyDue: true });
    const second = await listDue({
      on: first.on,
      failed: first.failed,
      round: [{ contract: 'c2', failed: true }],
    });
    expect(second).toMatchObject({ failed: ['c1', 'c2'], due: [], anyDue: false });
  });
});

describe('freeze', () => {
  const freeze = createFreeze({ cycles });

  test('shuts every gate, and again when it is done again', async () => {
    expect(await freeze(CYCLE)).toEqual(FROZEN);
    expect(await freeze(CYCLE)).toEqual(FROZEN);
    expect(dynamodb.commandCalls(UpdateCommand)).toHaveLength(2 * SHARDS);
  });

  test('fails where another cycle is open, or the input is none of the state machine', async () => {
    dynamodb.on(UpdateCommand).rejects(conditionFailed({ firstOpenCycle: 5 }));
    await expect(freeze(CYCLE)).rejects.toThrow('Cycle 1 of c1 is not the one that is open.');
    await expect(freeze({ ...CYCLE, cycle: 0 })).rejects.toThrow();
  });

  test.each(THROTTLES)('under $name fails, and the state machine tries it again', async (throttle) => {
    dynamodb.on(UpdateCommand).resolvesOnce({}).rejects(throttle);
    await expect(freeze(CYCLE)).rejects.toBe(throttle);
  });
});

describe('expire', () => {
  const saved: AccountChange[] = [];
  const asked: string[] = [];
  /** Its payment term ends on the last day of the cycle. */
  const ended: StoredCase = {
    contract: 'c1',
    company: 'aguas',
    account: '100',
    noticeGeneratedOn: '2025-12-05',
    actions: [{ id: 'N1', type: 'debt-notice', generatedOn: '2025-12-05', status: 'open' }],
    receivables: ['F1'],
    facts: [],
    version: 1,
  };
  const debt = newReceivable({
    id: 'F1',
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 100_00,
    dueOn: '2025-11-20',
  });
  const expire = createExpire({
    contracts,
    publisher,
    clock,
    debts: { ofAccount: async () => [debt], load: async () => [] },
    caseBook: {
      ...caseStore(table),
      firstOpenCycle: async () => 1,
      async *undecidedCases(contract, shard, to) {
        asked.push(`${contract} ${shard} ${to}`);
        yield { ...ended, termEndsOn: '2026-02-15' };
      },
      forgetUndecided: async (contract, { account }) => void asked.push(`${contract} ${account}`),
      accountOf: async () => ({ cases: [ended], waiting: { actions: [], version: 0 } }),
      saveAccount: async (change) => saved.push(change) > 0,
    },
  });

  test('decides the cases of its shard as of the day after the cycle, and books them into it', async () => {
    expect(await expire({ ...CYCLE, shard: 3 })).toEqual({ expired: 1 });
    expect(asked).toEqual(['c1 3 2026-02-15', 'c1 100']);
    expect(saved).toMatchObject([
      {
        cases: [{ after: { assessment: { status: 'not-recovered' }, version: 2 }, bookings: [{ cycle: 1 }] }],
      },
    ]);
  });

  test('fails for a contract nobody has, and for an input without its shard', async () => {
    await expect(expire({ ...CYCLE, contract: 'c9', shard: 3 })).rejects.toThrow(
      'No profile has contract c9.',
    );
    await expect(expire(CYCLE)).rejects.toThrow();
  });
});

test('tally adds up what a shard booked into the cycle, and keeps it as evidence', async () => {
  const booking = {
    cycle: 1,
    source: 'case:100',
    countsOn: '2026-02-01',
    measure: measureOf({ collected: 1 }),
  };
  const late = { ...booking, correctsCycle: 1, measure: measureOf({ recovered: 1 }) };
  dynamodb.on(QueryCommand).resolves({ Items: [booking, late] });
  const result = await createTally({ cycles })({ ...CYCLE, shard: 3, frozen: FROZEN });
  expect(result).toMatchObject({
    shard: 3,
    bookings: 2,
    measure: { collected: 1, recovered: 1 },
    adjustments: [{ correctsCycle: 1, measure: { recovered: 1 } }],
  });
  expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.Key)).toEqual([
    'cycles/c1/000001/bookings-3.ndjson',
    'cycles/c1/000001/tally-3.json',
  ]);
  expect(result.inputs.map(({ key }) => key)).toEqual([
    'cycles/c1/000001/bookings-3.ndjson',
    'cycles/c1/000001/tally-3.json',
  ]);
});

describe('score and commit', () => {
  test('the same tallies in any order give the same result to the byte, which is committed once', async () => {
    const result = await score({ ...CYCLE, tallies: [tally(0, 9), tally(1, 7)] });
    const again = await score({ ...CYCLE, tallies: [tally(1, 7), tally(0, 9)] });
    expect(canonicalJson(again)).toBe(canonicalJson(result));
    expect(result).toMatchObject({
      ...CYCLE,
      bookings: 20,
      debt: { collectedCents: 2000, recoveredCents: 1600 },
      terms: { targets: { mrep: '80', msex: '90', criticality: { leak: 10 } } },
      score: { measure: { collected: 20, recovered: 16 } },
    });
    const commit = createCommit({ cycles });
    const scored = (of: typeof result) => ({ ...CYCLE, frozen: FROZEN, result: of });
    const { sha256 } = await commit(scored(result));
    dynamodb.on(TransactWriteCommand).rejects(standing({ sha256 }));
    expect((await commit(scored(again))).sha256).toBe(sha256);
    const other = await score({ ...CYCLE, tallies: [tally(0, 9), tally(1, 8)] });
    await expect(commit(scored(other))).rejects.toThrow(
      'Cycle 1 of c1 is closed with another result, which stands.',
    );
    const kept = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    expect(kept.filter(({ Key }) => Key?.endsWith('/result.json')).map(({ Body }) => Body)).toEqual(
      Array(2).fill(canonicalJson(result)),
    );
  });

  test('of a cycle that an earlier night committed, commit makes sure that the ledger has it', async () => {
    const kept: string[] = [];
    const commit = createCommit({
      cycles: {
        commit: async () => expect.unreachable(),
        keep: async (contract, cycle) => {
          kept.push(`${contract}/${cycle}`);
          return { result: {} as never, sha256: 'abc' };
        },
      },
    });
    await commit({ ...CYCLE, shards: SHARD_NUMBERS, committed: true });
    expect(kept).toEqual(['c1/1']);
    await expect(commit({ ...CYCLE, committed: false })).rejects.toThrow();
  });

  test('a shard that is tallied twice, or a contract nobody has, is no result', async () => {
    await expect(score({ ...CYCLE, tallies: [tally(0, 9), tally(0, 9)] })).rejects.toThrow(
      'each shard is tallied once',
    );
    await expect(score({ ...CYCLE, contract: 'c9', tallies: [] })).rejects.toThrow(
      'No profile has contract c9.',
    );
  });

  test('three cycles below their minimum raise the alert with the third, also when it is scored again', async () => {
    const closed: CommittedCycle[] = [];
    const scoring = createScore({ contracts, cycles: { committed: async () => closed } });
    const poor = (cycle: number) => scoring({ ...CYCLE, cycle, tallies: [tally(0, 1)] });
    for (const cycle of [4, 5, 6]) closed.push({ result: await poor(cycle), sha256: 'x' });
    expect(closed.map(({ result }) => result.score.termination?.rule)).toEqual([
      undefined,
      undefined,
      'three-running',
    ]);
    expect(canonicalJson(await poor(6))).toBe(canonicalJson(closed[2]?.result));
    const alone = await score({ ...CYCLE, cycle: 6, tallies: [tally(0, 1)] });
    expect(alone.score.termination).toBeUndefined();
  });

  test('a throttled commit fails and leaves nothing in the ledger', async () => {
    const [throttle] = THROTTLES;
    dynamodb.on(TransactWriteCommand).rejects(throttle);
    const result = await score({ ...CYCLE, tallies: [tally(0, 9)] });
    await expect(createCommit({ cycles })({ ...CYCLE, frozen: FROZEN, result })).rejects.toBe(throttle);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(0);
  });
});

describe('announce', () => {
  const told: number[] = [];
  const closed: CommittedCycle[] = [];
  const announce = createAnnounce({
    contracts,
    publisher,
    clock,
    cycles: {
      committed: async () => closed,
      noteAnnounced: async (_, cycle) => void told.push(cycle),
    },
  });
  const published = () =>
    sns
      .commandCalls(PublishBatchCommand)
      .flatMap(({ args }) => args[0].input.PublishBatchRequestEntries ?? [])
      .map(({ Message = '' }) => JSON.parse(Message));
  beforeEach(async () => {
    told.length = 0;
    closed.splice(0, 1, { result: await score({ ...CYCLE, tallies: [tally(0, 8)] }), sha256: 'abc' });
  });

  test('tells the closed cycle with its indicators and its invoice, under the same id each time', async () => {
    expect(await announce(CYCLE)).toEqual({ contract: 'c1', cycle: 1 });
    await announce(CYCLE);
    const [first, second] = published();
    expect(first).toMatchObject({
      type: 'cycle.closed',
      company: 'aguas',
      subject: 'c1/1',
      data: {
        ...CYCLE,
        result: 'abc',
        ieco: '100.00',
        measuredValueCents: 100_000_00,
        invoiceCents: 100_000_00,
      },
    });
    expect(second.id).toBe(first.id);
    expect(told).toEqual([1, 1]);
  });

  test('fails when SNS refuses the event, and then it is not noted as told', async () => {
    sns
      .on(PublishBatchCommand)
      .resolves({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] });
    await expect(announce(CYCLE)).rejects.toThrow('SNS refused 1 events');
    expect(told).toEqual([]);
  });

  test('fails for a cycle that is not closed', async () => {
    await expect(announce({ ...CYCLE, cycle: 2 })).rejects.toThrow('Cycle 2 of c1 is not closed.');
  });
});

describe('reopen', () => {
  const messages: string[] = [];
  const people = { tell: async (...words: string[]) => void messages.push(words.join('\n')) };
  const failed = {
    ...CYCLE,
    error: {
      Error: 'Error',
      Cause: JSON.stringify({ errorMessage: 'No profile has contract c9.', trace: [] }),
    },
  };
  beforeEach(() => messages.splice(0));

  test('opens the cycle again and tells people why', async () => {
    const reopen = createReopen({ cycles, people });
    expect(await reopen(failed)).toEqual({ contract: 'c1', failed: true });
    expect(dynamodb.commandCalls(TransactWriteCommand)).toHaveLength(SHARDS);
    expect(messages).toEqual([
      'The close of cycle 1 of c1 failed\n' +
        'Cycle 1 of c1 (2026-01-16 to 2026-02-15) could not be closed: No profile has contract c9.\n' +
        'It is open again, and is tried again next night. Mend the cause; baixa close tries it at once.',
    ]);
  });

  test('a cycle that was committed stays closed; a cause that is no JSON is told as it is', async () => {
    const reopen = createReopen({ cycles: { reopen: async () => false }, people });
    await reopen({ ...failed, error: { Error: 'States.Timeout', Cause: 'too long' } });
    expect(messages[0]).toContain('could not be announced: States.Timeout too long');
    expect(messages[0]).toContain('Its result stands.');
  });
});
