import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { test } from 'vitest';
import { aClause, aCondition, anItem, anUpdate, KEYS, type Part } from './arbitraries.ts';
import { type Both, RUNS, TABLES } from './both.ts';

/** Each example has keys of its own. */
let examples = 0;

/** A write of an item, conditional or not, as a part of a transaction has it. */
const writeWith = (change: fc.Arbitrary<Part>) => {
  const common = { key: fc.constantFrom(...KEYS), on: aCondition };
  return fc.oneof(
    fc.record({ ...common, kind: fc.constant('Put' as const), item: anItem }),
    fc.record({ ...common, kind: fc.constant('Update' as const), change }),
    fc.record({ ...common, kind: fc.constant('Delete' as const) }),
  );
};
const aWrite = writeWith(anUpdate);
type Write = typeof aWrite extends fc.Arbitrary<infer T> ? T : never;

function inputOf(write: Write, example: string, extra: object = {}): never {
  const key = { pk: `${example}#${write.key}` };
  const parts: (Part | undefined)[] = [write.on, 'change' in write ? write.change : undefined];
  const merged = (what: 'names' | 'values') => {
    const all = Object.assign({}, ...parts.map((part) => part?.[what] ?? {}));
    return Object.keys(all).length === 0 ? undefined : all;
  };
  return {
    TableName: TABLES.plain,
    ...(write.kind === 'Put' ? { Item: { ...key, ...write.item } } : { Key: key }),
    ...('change' in write ? { UpdateExpression: write.change.expression } : {}),
    ...(write.on === undefined ? {} : { ConditionExpression: write.on.expression }),
    ExpressionAttributeNames: merged('names'),
    ExpressionAttributeValues: merged('values'),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...extra,
  } as never;
}

const commandOf = (write: Write, example: string) => () => {
  if (write.kind === 'Put') return new PutCommand(inputOf(write, example));
  if (write.kind === 'Delete') return new DeleteCommand(inputOf(write, example));
  return new UpdateCommand(inputOf(write, example, { ReturnValues: 'ALL_NEW' }));
};

const readOf = (example: string) => () =>
  new BatchGetCommand({
    RequestItems: { [TABLES.plain]: { Keys: KEYS.map((key) => ({ pk: `${example}#${key}` })) } },
  });

/** Whatever is written, alone, in transactions or by statements, both engines say and keep the same. */
export function writesAreTheSame(both: () => Both): void {
  test('to single writes, conditional or not, and to reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aWrite, { minLength: 5, maxLength: 15 }), async (writes) => {
        const example = `w${++examples}`;
        for (const write of writes) await both().dynamodb(commandOf(write, example));
        await both().dynamodb(
          () => new GetCommand({ TableName: TABLES.plain, Key: { pk: `${example}#${KEYS[0]}` } }),
        );
        await both().dynamodb(readOf(example));
      }),
      RUNS,
    );
  });

  test('to transactions', async () => {
    // Two clauses that touch one place cancel the local engine's transaction, where DynamoDB refuses the request.
    const aTransaction = fc.array(writeWith(aClause), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(aTransaction, { minLength: 2, maxLength: 6 }), async (transactions) => {
        const example = `t${++examples}`;
        for (const writes of transactions) {
          const TransactItems = writes.map((write) => ({ [write.kind]: inputOf(write, example) }));
          await both().dynamodb(() => new TransactWriteCommand({ TransactItems } as never));
        }
        await both().dynamodb(readOf(example));
      }),
      RUNS,
    );
  });

  test('to batches of PartiQL statements, each done or refused by itself', async () => {
    const aSign = fc.constantFrom('=', '<', '>=', '<>');
    const aStatement = fc.record({
      key: fc.constantFrom(...KEYS, 'none'),
      version: fc.integer({ min: 1, max: 3 }),
      sign: aSign,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(aStatement, { minLength: 1, maxLength: 3, selector: ({ key }) => key }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (batches) => {
          const example = `q${++examples}`;
          for (const key of KEYS)
            await both().dynamodb(
              () =>
                new PutCommand({
                  TableName: TABLES.plain,
                  Item: { pk: `${example}#${key}`, state: { version: 1, list: [1] } },
                }),
            );
          for (const statements of batches)
            await both().dynamodb(
              () =>
                new BatchExecuteStatementCommand({
                  Statements: statements.map(({ key, version, sign }) => ({
                    Statement: `UPDATE "${TABLES.plain}" SET "state" = ? WHERE "pk" = ? AND "state"."version" ${sign} ?`,
                    Parameters: [{ version: version + 1, list: [key] }, `${example}#${key}`, version],
                  })),
                }),
            );
          await both().dynamodb(readOf(example));
        },
      ),
      RUNS,
    );
  });
}
