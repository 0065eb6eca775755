import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { aliasesOf, newReceivable, type Receivable, type Receivables } from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';

/*
 * Keys of the receivables table (partition key `pk`, no sort key, no index: a settled entry costs one write unit).
 *   R#company#id             a receivable
 *   ALIAS#company#alias      { ids } the receivables filed under one identifier
 *   ACCOUNT#company#account  { ids } the receivables of one matrícula
 */
const receivableKey = (company: string, id: string) => `R#${company}#${id}`;
const aliasKey = (company: string, alias: string) => `ALIAS#${company}#${alias}`;
const accountKey = (company: string, account: string) => `ACCOUNT#${company}#${account}`;

function fromItem({ pk: _, ...receivable }: Item): Receivable {
  return receivable as unknown as Receivable;
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
      const { company, id, version, status, settledOn, movements } = after;
      const attempt = await conditionally(() =>
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: { pk: receivableKey(company, id) },
            UpdateExpression:
              'SET version = :version, #status = :status, movements = list_append(movements, :movement)' +
              (settledOn === undefined ? ' REMOVE settledOn' : ', settledOn = :settledOn'),
            ConditionExpression: 'version = :before',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ':version': version,
              ':before': version - 1,
              ':status': status,
              ':movement': movements.slice(-1),
              ...(settledOn === undefined ? {} : { ':settledOn': settledOn }),
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if (attempt.held) return { saved: true };
      if (attempt.standing === undefined) throw new Error(`Receivable ${id} of ${company} is gone.`);
      return { saved: false, current: fromItem(attempt.standing) };
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
            Item: { pk: receivableKey(company, id), ...newReceivable(registration) },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return attempt.held || attempt.standing === undefined ? {} : { existing: fromItem(attempt.standing) };
    },
  };
}
