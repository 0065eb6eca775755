import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { cycleText } from '@baixa/audit';
import {
  type CaseBook,
  caseWindow,
  type StoredCase,
  type StoredOrder,
  type UndecidedCase,
  type WaitingActions,
} from '@baixa/collection';
import type { CivilDate } from '@baixa/core';
import type { CollectionTerms } from '@baixa/profile';
import type { PlacedFact } from '@baixa/scoring';
import type { Item, Table } from './dynamo.ts';
import { queryAll, queryPages } from './query-pages.ts';
import { part, shardKey, shardOf, withoutKeys } from './shards.ts';

/** Everything whose sort key begins so. */
const startingWith = (table: Table, pk: string, prefix: string) => queryAll(table, pk, prefix, `${prefix}~`);

/** How long a case runs, by the day on which it was opened. */
export type TermsOn = (openedOn: CivilDate) => Pick<CollectionTerms, 'windowDays' | 'paymentTermDays'>;

/** The collection cases, service orders and bookings of all contracts. */
export function caseBook(table: Table, termsOf: (contract: string) => Promise<TermsOn>): CaseBook {
  const { client, name: TableName } = table;

  /** Writes items with their bookings, if all are as they were read and the cycle has not closed; else nothing. */
  const save = async (
    pk: string,
    items: { item: Item & { sk: string; version: number }; source?: string; bookings?: PlacedFact[] }[],
    firstOpenCycle: number,
    more: object[] = [],
  ): Promise<boolean> => {
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              ConditionCheck: {
                TableName,
                Key: { pk, sk: 'GATE' },
                ConditionExpression:
                  firstOpenCycle === 1
                    ? 'attribute_not_exists(pk) OR firstOpenCycle = :cycle'
                    : 'firstOpenCycle = :cycle',
                ExpressionAttributeValues: { ':cycle': firstOpenCycle },
              },
            },
            ...items.flatMap(({ item, source, bookings = [] }) => [
              {
                Put: {
                  TableName,
                  Item: { pk, ...item },
                  ConditionExpression: item.version === 1 ? 'attribute_not_exists(pk)' : 'version = :before',
                  ...(item.version === 1
                    ? {}
                    : { ExpressionAttributeValues: { ':before': item.version - 1 } }),
                },
              },
              ...bookings.map((booking, index) => ({
                Put: {
                  TableName,
                  Item: {
                    pk,
                    sk: `BOOKED#${cycleText(booking.cycle)}#${source}#${item.version}#${index}`,
                    source,
                    ...booking,
                  },
                },
              })),
            ]),
            ...more,
          ],
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const retryable = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
      const codes = error.CancellationReasons?.map(({ Code = 'None' }) => Code) ?? [];
      if (codes.length === 0 || !codes.every((code) => retryable.includes(code))) throw error;
      return false;
    }
  };

  const keyOf = (contract: string, account: string) => shardKey(contract, shardOf(account));
  const waitKey = (account: string) => `WAIT#${part(account)}`;
  const allCasesOf = async (contract: string, account: string) => {
    const items = await startingWith(table, keyOf(contract, account), `CASE#${part(account)}#`);
    return items.map((item) => withoutKeys<StoredCase>(item));
  };

  return {
    async firstOpenCycle(contract, account) {
      return firstOpenCycleOf(table, keyOf(contract, account));
    },

    async casesOf(contract, account) {
      return (await allCasesOf(contract, account)).filter(({ dissolved }) => !dissolved);
    },

    async accountOf(contract, account) {
      const Key = { pk: keyOf(contract, account), sk: waitKey(account) };
      const [cases, { Item }] = await Promise.all([
        allCasesOf(contract, account),
        client.send(new GetCommand({ TableName, Key, ConsistentRead: true })),
      ]);
      return { cases, waiting: Item ? withoutKeys<WaitingActions>(Item) : { actions: [], version: 0 } };
    },

    async orderOf(contract, account, id) {
      const Key = { pk: keyOf(contract, account), sk: `ORDER#${part(account)}#${part(id)}` };
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : withoutKeys<StoredOrder>(Item);
    },

    async saveAccount({ contract, account, cases, waiting, firstOpenCycle, keepsUndecided }) {
      const pk = keyOf(contract, account);
      const termsOn = await termsOf(contract);
      const name = (notice: string) => `${part(account)}#${notice}`;
      const pointers = cases.flatMap<object>(({ after: { noticeGeneratedOn, assessment, dissolved } }) => {
        const { termEndsOn } = caseWindow(noticeGeneratedOn, termsOn(noticeGeneratedOn));
        const Key = { pk, sk: `TERM#${termEndsOn}#${name(noticeGeneratedOn)}` };
        const undecided = !dissolved && (assessment === undefined || assessment.status === 'open');
        if (undecided) return { Put: { TableName, Item: { ...Key, account, noticeGeneratedOn } } };
        return keepsUndecided ? [] : { Delete: { TableName, Key } };
      });
      const items = cases.map(({ after, bookings }) => ({
        item: { sk: `CASE#${name(after.noticeGeneratedOn)}`, ...after },
        source: `case:${name(after.noticeGeneratedOn)}`,
        bookings,
      }));
      const waits = waiting === undefined ? [] : [{ item: { sk: waitKey(account), ...waiting } }];
      return save(pk, [...items, ...waits], firstOpenCycle, pointers);
    },

    async saveOrder(change) {
      const { contract, order } = change.after;
      const name = `${part(order.account)}#${part(order.id)}`;
      const pk = keyOf(contract, order.account);
      const { bookings, firstOpenCycle, after } = change;
      const item = { sk: `ORDER#${name}`, ...after };
      return save(pk, [{ item, source: `order:${name}`, bookings }], firstOpenCycle);
    },

    async *undecidedCases(contract, shard, to) {
      for await (const page of queryPages(table, shardKey(contract, shard), 'TERM#', `TERM#${to}~`))
        for (const item of page) {
          const { account, noticeGeneratedOn } = withoutKeys<Omit<UndecidedCase, 'termEndsOn'>>(item);
          yield { account, noticeGeneratedOn, termEndsOn: (item.sk as string).split('#')[1] as CivilDate };
        }
    },

    async forgetUndecided(contract, { account, noticeGeneratedOn, termEndsOn }) {
      const sk = `TERM#${termEndsOn}#${part(account)}#${noticeGeneratedOn}`;
      await client.send(new DeleteCommand({ TableName, Key: { pk: keyOf(contract, account), sk } }));
    },
  };
}

/** The first cycle of a shard that still takes bookings: 1 until a cycle was frozen. */
export async function firstOpenCycleOf({ client, name: TableName }: Table, pk: string): Promise<number> {
  const Key = { pk, sk: 'GATE' };
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  return (Item?.firstOpenCycle as number | undefined) ?? 1;
}
