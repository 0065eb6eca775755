import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Arrival, FileRecord, FileRegister } from '@baixa/intake';
import { type FileSums, type Files, NO_SUMS, type Outcome } from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';

/*
 * Keys of the files table (partition key `pk`; index `listed` on `list` and `listedAt`, keys only).
 *   FILE#id                    a return file and its progress       list `files`
 *   ARRIVAL#key                what an arrival of an object came to
 *   SEQUENCE#agreement#number  { file, highest } who holds a sequence number, and the highest before it
 *   SEQUENCES#agreement        { highest } the highest number seen
 *   EXCEPTION#id               money that waits for a person        list `exceptions#company`
 *   COMMAND#id                 what became of a command
 */
const fileKey = (id: string) => ({ pk: `FILE#${id}` });
const arrivalKey = (key: string) => ({ pk: `ARRIVAL#${key}` });
const sequenceKey = (agreement: string, sequence: number) => ({ pk: `SEQUENCE#${agreement}#${sequence}` });
const sequencesKey = (agreement: string) => ({ pk: `SEQUENCES#${agreement}` });

function fromItem({ pk: _, list: __, listedAt: ___, done, ...record }: Item): FileRecord {
  return { ...(record as unknown as FileRecord), chunksDone: (done as Set<number> | undefined)?.size ?? 0 };
}

export interface FileStore extends FileRegister, Files {
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
      return item === undefined ? undefined : fromItem(item);
    },

    async list(limit) {
      return (await listNewest(table, 'files', limit)).map(fromItem);
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

    async countChunk(chunk, sums, at) {
      const counted = await conditionally(() =>
        client.send(countCommand(TableName, chunk.file, chunk.chunk, sums)),
      );
      const item = counted.held ? counted.result.Attributes : counted.standing;
      if (item === undefined) throw new Error(`File ${chunk.file} is not in the register.`);
      const record = fromItem(item);
      const complete = record.chunksDone === chunk.chunks;
      const processedAt = complete ? (record.processedAt ?? (await markProcessed(chunk.file, at))) : at;
      return { complete, name: record.name, sums: record.sums as FileSums, at: processedAt };
    },
  };

  async function markProcessed(id: string, at: string): Promise<string> {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key: fileKey(id),
        UpdateExpression: 'SET #status = :processed, processedAt = if_not_exists(processedAt, :at)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':processed': 'processed', ':at': at },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes?.processedAt as string;
  }
}

/** Adds a chunk's figures to its file, unless the chunk is among those already counted. */
function countCommand(TableName: string, file: string, chunk: number, sums: FileSums): UpdateCommand {
  const figures = (
    ['entries', 'inCents', 'outCents', 'appliedCents', 'unappliedCents', 'toldBeforeCents'] as const
  ).filter((figure) => sums[figure] !== 0);
  const outcomes = Object.keys(sums.outcomes) as Outcome[];
  const sets = [
    ...figures.map((figure) => `sums.${figure} = sums.${figure} + :${figure}`),
    ...outcomes.map((_, i) => `sums.outcomes.#o${i} = if_not_exists(sums.outcomes.#o${i}, :zero) + :o${i}`),
  ];
  return new UpdateCommand({
    TableName,
    Key: fileKey(file),
    UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}ADD done :chunks`,
    ConditionExpression: 'attribute_exists(pk) AND NOT contains(done, :chunk)',
    ...(outcomes.length === 0
      ? {}
      : { ExpressionAttributeNames: Object.fromEntries(outcomes.map((outcome, i) => [`#o${i}`, outcome])) }),
    ExpressionAttributeValues: {
      ':chunks': new Set([chunk]),
      ':chunk': chunk,
      ...(outcomes.length === 0 ? {} : { ':zero': 0 }),
      ...Object.fromEntries(figures.map((figure) => [`:${figure}`, sums[figure]])),
      ...Object.fromEntries(outcomes.map((outcome, i) => [`:o${i}`, sums.outcomes[outcome]])),
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}
