import { GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Acordo, type Acordos, acordoKeyOf, isOpenAcordo } from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';
import { listNewest } from './files.ts';

/*
 * In the files table: ACORDO#key { acordo, version }, listed under `acordos#company#open` until it has ended, and then
 * under `acordos#company#ended`, by when it was asked for.
 */
const itemKey = (key: string) => ({ pk: `ACORDO#${key}` });
const keyOf = (company: string, id: string) => itemKey(acordoKeyOf(company, id));
const listOf = (company: string, isOpen: boolean) => `acordos#${company}#${isOpen ? 'open' : 'ended'}`;

export interface AcordoStore extends Acordos {
  /** The newest acordos of a company first. */
  list(company: string, limit: number): Promise<Acordo[]>;
  /** Those of some ids that there are. */
  load(company: string, ids: string[]): Promise<Acordo[]>;
  /** An acordo by the id it has in the ledger. */
  ofKey(key: string): Promise<Acordo | undefined>;
  /** Every acordo of a company that has not ended. */
  allOpen(company: string): AsyncIterable<Acordo>;
}

/** The acordos of all companies. */
export function acordoStore(table: Table): AcordoStore {
  const { client, name: TableName } = table;
  const acordoOf = (item: Item) => item.acordo as Acordo;
  const put = (acordo: Acordo, ConditionExpression: string, values?: Item) =>
    conditionally(() =>
      client.send(
        new PutCommand({
          TableName,
          Item: {
            ...keyOf(acordo.company, acordo.id),
            acordo,
            version: acordo.version,
            list: listOf(acordo.company, isOpenAcordo(acordo)),
            listedAt: acordo.at,
          },
          ConditionExpression,
          ...(values === undefined ? {} : { ExpressionAttributeValues: values }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
  const get = async (Key: Item) => {
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : acordoOf(Item);
  };
  return {
    find: (company, id) => get(keyOf(company, id)),
    ofKey: (key) => get(itemKey(key)),
    async enter(acordo) {
      const attempt = await put(acordo, 'attribute_not_exists(pk)');
      return attempt.held || attempt.standing === undefined ? acordo : acordoOf(attempt.standing);
    },
    async save(after) {
      const attempt = await put(after, 'version = :before', { ':before': after.version - 1 });
      if (attempt.held) return { saved: true };
      if (attempt.standing === undefined) throw new Error(`Acordo ${after.id} of ${after.company} is gone.`);
      return { saved: false, current: acordoOf(attempt.standing) };
    },
    async list(company, limit) {
      const lists = [true, false].map((isOpen) => listNewest(table, listOf(company, isOpen), limit));
      const items = (await Promise.all(lists)).flat().map(acordoOf);
      return items.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
    },
    async load(company, ids) {
      const items = await batchGet(
        table,
        [...new Set(ids)].map((id) => keyOf(company, id)),
        true,
      );
      return items.map(acordoOf).sort((a, b) => (a.at < b.at ? -1 : 1));
    },
    async *allOpen(company) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: 'listed',
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': listOf(company, true) },
        },
      );
      for await (const { Items = [] } of pages) {
        const items = await batchGet(
          table,
          Items.map(({ pk }) => ({ pk })),
          true,
        );
        yield* items.map(acordoOf).filter(isOpenAcordo);
      }
    },
  };
}
