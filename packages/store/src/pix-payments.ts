import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mapLimit } from '@baixa/core';
import type { PixPayments } from '@baixa/settlement';
import type { Item, Table } from './dynamo.ts';

/*
 * Keys of the Pix table. `hour` are the ten digits of an endToEndId that tell its hour (E + the payer's bank +
 * yyyyMMddHHmm + 11 characters); what is left of it is `rest`. One item holds all that one place told of an hour: a chunk costs a write unit for some thirty
 * Pix, and whoever asks reads the hours that it asks for.
 *   pk TOLD#company#hour     sk place      { told: { rest: receivable } }
 *   pk WAITING#company#hour  sk rest       { keys } natural keys of what gives a Pix back that nobody told yet
 */
const HOUR_FROM = 9;
const HOUR_TO = 19;
const QUERIES_AT_ONCE = 16;

const hourOf = (endToEndId: string): string => endToEndId.slice(HOUR_FROM, HOUR_TO);
const restOf = (endToEndId: string): string => endToEndId.slice(0, HOUR_FROM) + endToEndId.slice(HOUR_TO);
const toldKey = (company: string, hour: string) => `TOLD#${company}#${hour}`;
const waitingKey = (company: string, hour: string) => `WAITING#${company}#${hour}`;

/** Which receivables Pix are about. A Pix costs a fraction of a write unit, as those of a chunk share items. */
export function pixPaymentStore({ client, name: TableName }: Table): PixPayments {
  async function itemsOf(pk: string): Promise<Item[]> {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  }
  /** Asks for each hour once. */
  async function byHour<T>(ids: string[], ask: (hour: string, own: string[]) => Promise<T[]>): Promise<T[]> {
    const hours = [...Map.groupBy(new Set(ids), hourOf)];
    return (await mapLimit(hours, QUERIES_AT_ONCE, ([hour, own]) => ask(hour, own))).flat();
  }
  return {
    async note(company, place, found) {
      const hours = [...Map.groupBy(found, ({ endToEndId }) => hourOf(endToEndId))];
      await mapLimit(hours, QUERIES_AT_ONCE, ([hour, own]) =>
        client.send(
          new PutCommand({
            TableName,
            Item: {
              pk: toldKey(company, hour),
              sk: place,
              told: Object.fromEntries(
                own.map(({ endToEndId, receivable }) => [restOf(endToEndId), receivable]),
              ),
            },
          }),
        ),
      );
    },
    async receivablesOf(company, endToEndIds) {
      const found = await byHour(endToEndIds, async (hour, own) => {
        const places = await itemsOf(toldKey(company, hour));
        return own.flatMap((endToEndId): [string, string[]][] => {
          const rest = restOf(endToEndId);
          const ids = places.flatMap(({ told }) => (told as Record<string, string>)[rest] ?? []);
          return ids.length === 0 ? [] : [[endToEndId, [...new Set(ids)].sort()]];
        });
      });
      return new Map(found);
    },
    async waitFor(company, endToEndId, key) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: waitingKey(company, hourOf(endToEndId)), sk: restOf(endToEndId) },
          UpdateExpression: 'ADD #keys :key',
          ExpressionAttributeNames: { '#keys': 'keys' },
          ExpressionAttributeValues: { ':key': new Set([key]) },
        }),
      );
    },
    async waitingFor(company, endToEndIds) {
      return byHour(endToEndIds, async (hour, own) => {
        const asked = new Set(own.map(restOf));
        const items = await itemsOf(waitingKey(company, hour));
        return items.flatMap(({ sk, keys }) =>
          asked.has(sk as string) ? [...(keys as Set<string>)].sort() : [],
        );
      });
    },
  };
}
