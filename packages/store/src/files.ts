import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { idOf } from '@baixa/core';
import type { Arrival, FileRecord, FileRegister, FileStatus } from '@baixa/intake';
import {
  addSums,
  type Chunk,
  FIGURES,
  type FileStep,
  type FileSums,
  type Files,
  NO_SUMS,
  type Outcome,
} from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';

/*
 * Keys of the files table (partition key `pk`; index `listed` on `list` and `listedAt`, keys only).
 *   FILE#id                    a return file and its progress       list `files`
 *                              step2, done2…: what was made of it since, and the chunks of that which are counted
 *   ARRIVAL#key                what an arrival of an object came to
 *   SEQUENCE#agreement#number  { file, highest } who holds a sequence number, and the highest before it
 *   SEQUENCES#agreement        { highest } the highest number seen
 *   TOLD#id#shard              { files } those that told payments of a file again
 *   EXCEPTION#id               money that waits for a person        list `exceptions#company`
 *   COMMAND#id                 what became of a command
 */
const fileKey = (id: string) => ({ pk: `FILE#${id}` });
const arrivalKey = (key: string) => ({ pk: `ARRIVAL#${key}` });
const sequenceKey = (agreement: string, sequence: number) => ({ pk: `SEQUENCE#${agreement}#${sequence}` });
/** A file may be told again by thousands of webhooks: in shards, noting each costs one write unit. */
const TOLD_SHARDS = 64;
const toldKey = (file: string, shard: number) => ({ pk: `TOLD#${file}#${shard}` });
const shardOf = (file: string) => Number.parseInt(idOf('told', file).slice(0, 8), 16) % TOLD_SHARDS;
const sequencesKey = (agreement: string) => ({ pk: `SEQUENCES#${agreement}` });

function fromItem({ pk: _, list: __, listedAt: ___, done, ...item }: Item): FileRecord {
  const steps = stepsOf(item);
  const kept = Object.entries(item).filter(
    ([name]) => !/^(step|done|keptBy)\d+$/.test(name) && name !== 'stepsBegun',
  );
  const { owed, ...record } = Object.fromEntries(kept);
  const last = steps.at(-1);
  return {
    ...(record as unknown as FileRecord),
    chunksDone: (done as Set<number> | undefined)?.size ?? 0,
    ...(record.sums === undefined
      ? {}
      : { sums: addSums(record.sums as FileSums, ...steps.map(({ sums }) => sums)) }),
    ...(last === undefined ? {} : { steps, status: statusOf(last) }),
    ...(owed === undefined ? {} : { owed: [...(owed as Set<string>)].sort() }),
  };
}

/** The steps of a file after its first settlement, in order. */
function stepsOf(item: Item): FileStep[] {
  const begun = (item.stepsBegun as number | undefined) ?? 1;
  return Array.from({ length: begun - 1 }, (_, index) => {
    const kept = item[`keptBy${index + 2}`] as Set<string> | undefined;
    return {
      ...(item[`step${index + 2}`] as FileStep),
      chunksDone: (item[`done${index + 2}`] as Set<number> | undefined)?.size ?? 0,
      ...(kept === undefined ? {} : { keptBy: [...kept].sort() }),
    };
  });
}

function statusOf({ what, endedAt }: FileStep): FileStatus {
  if (endedAt === undefined) return what === 'undo' ? 'undoing' : 'replaying';
  return what === 'undo' ? 'undone' : 'processed';
}

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
      const counted = await conditionally(() => client.send(countCommand(TableName, chunk, sums)));
      let item = counted.held ? counted.result.Attributes : counted.standing;
      if (item === undefined) throw new Error(`File ${chunk.file} is not in the register.`);
      const step = chunk.step?.step ?? 1;
      const done = item[step === 1 ? 'done' : `done${step}`] as Set<number>;
      const complete = done.size === chunk.chunks;
      // What came to be noted on the file until its end is read together with it.
      if (complete && endOf(item, step) === undefined) item = await markEnded(chunk, at);
      const { name, owed = [] } = fromItem(item);
      const own = [item.sums as FileSums, ...stepsOf(item).map((each) => each.sums)].slice(0, step);
      return { complete, name, sums: addSums(...own), at: endOf(item, step) ?? at, owed };
    },

    async propose(file, proposal) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: fileKey(file),
          UpdateExpression: 'SET proposal = :proposal',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':proposal': proposal },
        }),
      );
    },

    async beginStep(file, { step, ...facts }) {
      const previous =
        step === 2
          ? 'attribute_not_exists(stepsBegun) AND #status = :processed'
          : `stepsBegun = :before AND attribute_exists(step${step - 1}.endedAt) AND #status = :processed`;
      const begun = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: fileKey(file),
            UpdateExpression: `SET stepsBegun = :step, step${step} = :facts REMOVE proposal`,
            ConditionExpression: previous,
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ':step': step,
              ':facts': { step, ...facts, sums: NO_SUMS },
              ':processed': 'processed',
              ...(step === 2 ? {} : { ':before': step - 1 }),
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      // A reply that was lost makes the SDK ask again: then it is our own step that stands there.
      return begun.held || stepsOf(begun.standing ?? {})[step - 2]?.id === facts.id;
    },

    async noteKept(file, step, by) {
      await addTo(fileKey(file), `keptBy${step}`, by);
    },

    async noteToldAgain(first, again) {
      await addTo(toldKey(first, shardOf(again)), 'files', again);
      const item = await get(fileKey(first));
      if (item === undefined) throw new Error(`File ${first} is not in the register.`);
      return fromItem(item);
    },

    async toldAgainBy(file) {
      const keys = Array.from({ length: TOLD_SHARDS }, (_, shard) => toldKey(file, shard));
      const items = await batchGet(table, keys, true);
      return items.flatMap(({ files }) => [...(files as Set<string>)]).sort();
    },

    owe: async (file, id) => fromItem(await addTo(fileKey(file), 'owed', id)),
  };

  /** Adds a text to a set of an item, which need not be there; gives the item after. */
  async function addTo(Key: Item, set: string, text: string): Promise<Item> {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'ADD #set :texts',
        ExpressionAttributeNames: { '#set': set },
        ExpressionAttributeValues: { ':texts': new Set([text]) },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as Item;
  }

  async function markEnded({ file, step }: Chunk, at: string): Promise<Item> {
    const path = step === undefined ? 'processedAt' : `step${step.step}.endedAt`;
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key: fileKey(file),
        UpdateExpression: `SET #status = :processed, ${path} = if_not_exists(${path}, :at)`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':processed': 'processed', ':at': at },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as Item;
  }
}

/** The instant a step of a file ended, if it has. */
function endOf(item: Item, step: number): string | undefined {
  return step === 1 ? (item.processedAt as string | undefined) : stepsOf(item)[step - 2]?.endedAt;
}

/** Adds a chunk's figures to its file, or a step of it, unless the chunk is among those already counted. */
function countCommand(TableName: string, { file, chunk, step }: Chunk, sums: FileSums): UpdateCommand {
  const [kept, done] = step === undefined ? ['sums', 'done'] : [`step${step.step}.sums`, `done${step.step}`];
  const figures = FIGURES.filter((figure) => sums[figure] !== 0);
  const outcomes = Object.keys(sums.outcomes) as Outcome[];
  const sets = [
    ...figures.map((figure) => `${kept}.${figure} = ${kept}.${figure} + :${figure}`),
    ...outcomes.map(
      (_, i) => `${kept}.outcomes.#o${i} = if_not_exists(${kept}.outcomes.#o${i}, :zero) + :o${i}`,
    ),
  ];
  return new UpdateCommand({
    TableName,
    Key: fileKey(file),
    UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}ADD ${done} :chunks`,
    ConditionExpression: `attribute_exists(pk) AND NOT contains(${done}, :chunk)`,
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
