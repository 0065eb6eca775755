import { PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { PromiseBook, PromiseFact } from '@baixa/collection';
import { conditionally, type Item, type Table } from './dynamo.ts';
import { queryAll } from './query-pages.ts';
import { part } from './shards.ts';

/*
 * In the contracts table, under pk `PROMISES#company`:
 *   account#promise#fact   one fact of a promise to pay; only ever added
 */
const pkOf = (company: string) => `PROMISES#${company}`;

const factOf = ({ pk: _, sk: __, ...fact }: Item) => fact as PromiseFact;

/** The promises to pay of all companies. */
export function promiseStore(table: Table): PromiseBook {
  const { client, name: TableName } = table;
  return {
    async add(fact) {
      const { company, account, id } = fact;
      const sk = [account, id, fact.fact].map(part).join('#');
      const { held } = await conditionally(() =>
        client.send(
          new PutCommand({
            TableName,
            Item: { pk: pkOf(company), sk, ...fact },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
      return held;
    },
    async ofAccount(company, account) {
      const prefix = `${part(account)}#`;
      return (await queryAll(table, pkOf(company), prefix, `${prefix}~`)).map(factOf);
    },
    async *all(company) {
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pkOf(company) },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client }, query)) yield* Items.map(factOf);
    },
  };
}
