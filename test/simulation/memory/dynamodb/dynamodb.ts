import {
  ConditionalCheckFailedException,
  type CreateTableCommandInput,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  BatchGetCommand,
  type BatchGetCommandInput,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { onlyKnown, refusal } from '../not-in-memory.ts';
import type { Operations } from '../operations.ts';
import { invalid } from './errors.ts';
import { execute } from './partiql.ts';
import { getItem, query, scan } from './reads.ts';
import { newTables } from './table.ts';
import type { Item } from './values.ts';
import { carryOut, type Planned, plan, returned, WRITES, type WriteInput, type WriteKind } from './writes.ts';

const KEYS_PER_BATCH = 100;
const STATEMENTS_PER_BATCH = 25;
const WRITES_PER_TRANSACTION = 100;
const BATCH_GET = new Set(['RequestItems']);
const OF_TABLE = new Set(['Keys', 'ConsistentRead']);
const TRANSACTION = new Set(['TransactItems', 'ClientRequestToken']);
const STATEMENTS = new Set(['Statements']);

/** How sparingly the tables answer. DynamoDB may do so at any time, and its callers must ask again. */
export interface Sparing {
  /** Items that a page of a query or a scan looks at, at most. */
  pageItems: number;
  /** Keys of a BatchGetItem that are read, at most; the others come back unprocessed. */
  keysRead: number;
}

/** As much as DynamoDB gives when it has the time. */
export const GENEROUS: Readonly<Sparing> = { pageItems: Number.POSITIVE_INFINITY, keysRead: KEYS_PER_BATCH };

/**
 * DynamoDB in memory, at the document client's commands: what packages/store sends, with DynamoDB's own errors. What it
 * does not know it refuses.
 */
export function newDynamoDb() {
  const tables = newTables();
  const sparing: Sparing = { ...GENEROUS };
  /** Requests that have taken effect: a transaction that the SDK sends again is known by its token. */
  const taken = new WeakSet<object>();

  const write = (kind: WriteKind) => (input: WriteInput) => {
    const planned = plan(tables, kind, input);
    if (!planned.held)
      throw refusal(
        () =>
          new ConditionalCheckFailedException({
            message: 'The conditional request failed',
            $metadata: {},
            ...standing(input, planned),
          }),
      );
    if (planned.unfit !== undefined) throw invalid(planned.unfit.message);
    const reply = returned(input.ReturnValues, planned);
    carryOut(planned);
    return reply;
  };

  const operations: Operations = new Map<unknown, (input: never, request: object) => unknown>([
    [GetCommand, (input: WriteInput) => getItem(tables, input)],
    [PutCommand, write('Put')],
    [UpdateCommand, write('Update')],
    [DeleteCommand, write('Delete')],
    [QueryCommand, (input: object) => query(tables, input, sparing.pageItems)],
    [ScanCommand, (input: object) => scan(tables, input, sparing.pageItems)],
    [BatchGetCommand, batchGet],
    [BatchExecuteStatementCommand, batchExecute],
    [TransactWriteCommand, transact],
  ]);

  function batchGet(input: BatchGetCommandInput) {
    onlyKnown('BatchGetItem', input, BATCH_GET);
    const asked = Object.entries(input.RequestItems ?? {});
    const count = asked.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0);
    if (count === 0 || count > KEYS_PER_BATCH) throw invalid(`A batch of ${count} keys.`);
    let left = sparing.keysRead;
    const Responses: Record<string, unknown[]> = {};
    const UnprocessedKeys: Record<string, { Keys: Record<string, unknown>[] }> = {};
    for (const [TableName, { Keys = [], ...options }] of asked) {
      onlyKnown('BatchGetItem', { Keys, ...options }, OF_TABLE);
      if (new Set(Keys.map((key) => Object.values(key).join('\n'))).size < Keys.length)
        throw invalid('A key is asked for twice.');
      const read = Keys.slice(0, left);
      left -= read.length;
      Responses[TableName] = read.flatMap((Key) => getItem(tables, { TableName, Key }).Item ?? []);
      if (read.length < Keys.length)
        UnprocessedKeys[TableName] = { Keys: Keys.slice(read.length), ...options };
    }
    return { Responses, UnprocessedKeys };
  }

  function batchExecute(input: BatchExecuteStatementCommandInput) {
    onlyKnown('BatchExecuteStatement', input, STATEMENTS);
    const { Statements = [] } = input;
    if (Statements.length === 0 || Statements.length > STATEMENTS_PER_BATCH)
      throw invalid(`A batch of ${Statements.length} statements.`);
    return { Responses: Statements.map((statement) => execute(tables, statement)) };
  }

  function transact(input: TransactWriteCommandInput, request: object) {
    onlyKnown('TransactWriteItems', input, TRANSACTION);
    const { TransactItems = [] } = input;
    if (taken.has(request)) return {};
    if (TransactItems.length === 0 || TransactItems.length > WRITES_PER_TRANSACTION)
      throw invalid(`A transaction of ${TransactItems.length} writes.`);
    const parts = TransactItems.map((part) => {
      onlyKnown('a transaction', part, new Set(WRITES));
      const kind = WRITES.find((one) => part[one] !== undefined) as WriteKind;
      const own = part[kind] as WriteInput;
      return { own, planned: plan(tables, kind, own) };
    });
    const touched = new Set(parts.map(({ own, planned }) => JSON.stringify([own.TableName, planned.key])));
    if (touched.size < parts.length) throw invalid('A transaction touches an item twice.');
    if (parts.some(({ planned }) => !planned.held || planned.unfit !== undefined))
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        $metadata: {},
        CancellationReasons: parts.map(({ own, planned }) => reasonOf(own, planned)),
      });
    for (const { planned } of parts) carryOut(planned);
    taken.add(request);
    return {};
  }

  return {
    operations,
    sparing,
    clear: tables.clear,
    createTable: (description: CreateTableCommandInput) => tables.create(description),
  };
}

/** What a part of a transaction says of its end. */
function reasonOf(input: WriteInput, planned: Planned) {
  const { held, unfit } = planned;
  if (!held)
    return {
      Code: 'ConditionalCheckFailed',
      Message: 'The conditional request failed',
      ...standing(input, planned),
    };
  return unfit === undefined ? { Code: 'None' } : { Code: 'ValidationError', Message: unfit.message };
}

/** The item that stands in the way of a write, when it was asked for. */
function standing({ ReturnValuesOnConditionCheckFailure: asked }: WriteInput, { before }: Planned) {
  return asked === 'ALL_OLD' && before !== undefined ? { Item: marshall(before as Item) } : {};
}
