import { BatchExecuteStatementCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  aliasesOf,
  newReceivable,
  type Receivable,
  type Receivables,
  type Registration,
} from '@baixa/settlement';
import { coalesce } from './coalesce.ts';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';

/*
 * Keys of the receivables table (partition key `pk`, no sort key, no index: a settled entry costs one write unit).
 *   R#company#id             a receivable
 *   ALIAS#company#alias      { ids } the receivables filed under one identifier
 *   ACCOUNT#company#account  { ids } the receivables of one matrícula
 */
/** DynamoDB takes at most 25 statements in a batch. */
const STATEMENTS_PER_BATCH = 25;

const receivableKey = (company: string, id: string) => `R#${company}#${id}`;
const aliasKey = (company: string, alias: string) => `ALIAS#${company}#${alias}`;
const accountKey = (company: string, account: string) => `ACCOUNT#${company}#${account}`;

/** What changes of a receivable, in one attribute that is written whole. */
type State = Pick<Receivable, 'version' | 'status' | 'settledOn' | 'movements'>;

function stateOf({ version, status, settledOn, movements }: Receivable): State {
  return { version, status, movements, ...(settledOn === undefined ? {} : { settledOn }) };
}

function fromItem({ pk: _, state, ...registration }: Item): Receivable {
  return { ...(registration as unknown as Registration), ...(state as State) };
}

export interface ReceivableStore extends Receivables {
  /** The ids of all receivables of an account. */
  idsOfAccount(company: string, account: string): Promise<string[]>;
}

/**
 * The receivables of all companies, each reached only with its company's name in the key. Reads may lag behind by a
 * moment unless `consistent`; settlement needs no better, because its writes are conditional.
 */
export function receivableStore(table: Table, { consistent = false } = {}): ReceivableStore {
  const idsUnder = async (keys: string[]): Promise<Map<string, string[]>> => {
    const items = await batchGet(
      table,
      keys.map((pk) => ({ pk })),
      consistent,
    );
    return new Map(items.map(({ pk, ids }) => [pk as string, [...(ids as Set<string>)].sort()]));
  };
  const fileUnder = (pk: string, id: string) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk },
        UpdateExpression: 'ADD ids :id',
        ExpressionAttributeValues: { ':id': new Set([id]) },
      }),
    );

  /**
   * One conditional update a receivable, 25 of them in a request: each statement succeeds or is refused by itself and
   * costs what an UpdateItem costs. What was refused for another reason than its condition fails the whole batch,
   * which is safe to do again.
   */
  const update = coalesce(
    STATEMENTS_PER_BATCH,
    async (batch: { pk: string; state: State }[]): Promise<('written' | 'changed')[]> => {
      const { Responses = [] } = await table.client.send(
        new BatchExecuteStatementCommand({
          Statements: batch.map(({ pk, state }) => ({
            Statement: `UPDATE "${table.name}" SET "state" = ? WHERE "pk" = ? AND "state"."version" = ?`,
            Parameters: [state, pk, state.version - 1],
          })),
        }),
      );
      return batch.map(({ pk }, index) => {
        const error = Responses[index]?.Error;
        if (error === undefined) return 'written';
        if (error.Code === 'ConditionalCheckFailed') return 'changed';
        throw new Error(`${pk} was not written: ${error.Code} ${error.Message}`);
      });
    },
  );

  return {
    async idsOfAliases(company, aliases) {
      const found = await idsUnder(aliases.map((alias) => aliasKey(company, alias)));
      return new Map(
        aliases.flatMap((alias) => {
          const ids = found.get(aliasKey(company, alias));
          return ids === undefined ? [] : [[alias, ids] as const];
        }),
      );
    },

    async idsOfAccount(company, account) {
      const key = accountKey(company, account);
      return (await idsUnder([key])).get(key) ?? [];
    },

    async load(company, ids) {
      const items = await batchGet(
        table,
        [...new Set(ids)].map((id) => ({ pk: receivableKey(company, id) })),
        consistent,
      );
      return new Map(items.map(fromItem).map((receivable) => [receivable.id, receivable]));
    },

    async append(after) {
      const { company, id } = after;
      const pk = receivableKey(company, id);
      if ((await update({ pk, state: stateOf(after) })) === 'written') return { saved: true };
      const [item] = await batchGet(table, [{ pk }], true);
      if (item === undefined) throw new Error(`Receivable ${id} of ${company} is gone.`);
      return { saved: false, current: fromItem(item) };
    },

    // The receivable is written last: where it stands, its aliases do too, whatever crashed in between.
    async register(registration) {
      const { company, id, account } = registration;
      const keys = [
        ...aliasesOf(registration).map((alias) => aliasKey(company, alias)),
        accountKey(company, account),
      ];
      await Promise.all(keys.map((key) => fileUnder(key, id)));
      const attempt = await conditionally(() =>
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              pk: receivableKey(company, id),
              ...registration,
              state: stateOf(newReceivable(registration)),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return attempt.held || attempt.standing === undefined ? {} : { existing: fromItem(attempt.standing) };
    },
  };
}
