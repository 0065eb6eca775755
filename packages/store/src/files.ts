import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Arrival, FileRecord, FileRegister } from '@baixa/intake';
import { type Files, NO_SUMS } from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';
import { fileKey, fileOfItem } from './file-items.ts';
import { fileProgress } from './file-progress.ts';

const arrivalKey = (key: string) => ({ pk: `ARRIVAL#${key}` });
const sequenceKey = (agreement: string, sequence: number) => ({ pk: `SEQUENCE#${agreement}#${sequence}` });
const sequencesKey = (agreement: string) => ({ pk: `SEQUENCES#${agreement}` });

export interface FileStore extends FileRegister, Omit<Files, 'find'> {
  arrivalOf(key: string): Promise<Arrival | undefined>;
  /** The newest files first. */
  list(limit: number): Promise<FileRecord[]>;
}

/** Items of one list of the files table, newest first. */
export async function listNewest(table: Table, list: string, limit: number): Promise<Item[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'listed',
      KeyConditionExpression: '#list = :list',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':list': list },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const order = Items.map(({ pk }) => pk as string);
  const items = await batchGet(
    table,
    order.map((pk) => ({ pk })),
  );
  return items.sort((a, b) => order.indexOf(a.pk as string) - order.indexOf(b.pk as string));
}

/** The register of files: arrivals, sequence numbers, progress. */
export function fileStore(table: Table): FileStore {
  const { client, name: TableName } = table;
  const get = async (Key: Item) =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  return {
    async find(id) {
      const item = await get(fileKey(id));
      return item === undefined ? undefined : fileOfItem(item);
    },

    async list(limit) {
      return (await listNewest(table, 'files', limit)).map(fileOfItem);
    },

    async enter(record) {
      await conditionally(() =>
        client.send(
          new PutCommand({
            TableName,
            Item: {
              ...fileKey(record.id),
              ...record,
              sums: NO_SUMS,
              list: 'files',
              listedAt: record.receivedAt,
            },
            ConditionExpression: 'attribute_not_exists(pk) OR #status = :quarantined',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':quarantined': 'quarantined' },
          }),
        ),
      );
    },

    async markReleased(id) {
      await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: fileKey(id),
            UpdateExpression: 'SET #status = :released',
            ConditionExpression: '#status = :received',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':released': 'released', ':received': 'received' },
          }),
        ),
      );
    },

    async recordArrival(arrival) {
      await client.send(new PutCommand({ TableName, Item: { ...arrivalKey(arrival.key), ...arrival } }));
    },

    async arrivalOf(key) {
      const item = await get(arrivalKey(key));
      if (item === undefined) return undefined;
      const { pk: _, ...arrival } = item;
      return arrival as unknown as Arrival;
    },

    async claimSequence(agreement, sequence, file) {
      const { highest: before } = (await get(sequencesKey(agreement))) ?? {};
      const claim = await conditionally(() =>
        client.send(
          new PutCommand({
            TableName,
            // What was highest then is kept: a second run must find the same gap.
            Item: { ...sequenceKey(agreement, sequence), file, highest: before },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: sequencesKey(agreement),
            UpdateExpression: 'SET highest = :sequence',
            ConditionExpression: 'attribute_not_exists(highest) OR highest < :sequence',
            ExpressionAttributeValues: { ':sequence': sequence },
          }),
        ),
      );
      const { file: holder, highest } = claim.held ? { file, highest: before } : (claim.standing ?? { file });
      return { holder: holder as string, highest: highest as number | undefined };
    },

    ...fileProgress(table),
  };
}
