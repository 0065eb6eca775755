import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { idOf } from '@baixa/core';
import {
  addSums,
  type Chunk,
  FIGURES,
  type FileSums,
  type Files,
  NO_SUMS,
  type Outcome,
} from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';
import { endOf, fileKey, fileOfItem, stepsOf } from './file-items.ts';

/** A file may be told again by thousands of webhooks: in shards, noting each costs one write unit. */
const TOLD_SHARDS = 64;
const toldKey = (file: string, shard: number) => ({ pk: `TOLD#${file}#${shard}` });
const shardOf = (file: string) => Number.parseInt(idOf('told', file).slice(0, 8), 16) % TOLD_SHARDS;

/** How far files are, and what became of them after they were settled. */
export function fileProgress(table: Table): Omit<Files, 'find'> {
  const { client, name: TableName } = table;

  return {
    async countChunk(chunk, sums, at) {
      const counted = await conditionally(() => client.send(countCommand(TableName, chunk, sums)));
      let item = counted.held ? counted.result.Attributes : counted.standing;
      if (item === undefined) throw new Error(`File ${chunk.file} is not in the register.`);
      const step = chunk.step?.step ?? 1;
      const done = item[step === 1 ? 'done' : `done${step}`] as Set<number>;
      const complete = done.size === chunk.chunks;
      // What came to be noted on the file until its end is read together with it.
      if (complete && endOf(item, step) === undefined) item = await markEnded(chunk, at);
      const { name, owed = [] } = fileOfItem(item);
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
      const Key = fileKey(first);
      const { Item: item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      if (item === undefined) throw new Error(`File ${first} is not in the register.`);
      return fileOfItem(item);
    },

    async toldAgainBy(file) {
      const keys = Array.from({ length: TOLD_SHARDS }, (_, shard) => toldKey(file, shard));
      const items = await batchGet(table, keys, true);
      return items.flatMap(({ files }) => [...(files as Set<string>)]).sort();
    },

    owe: async (file, id) => fileOfItem(await addTo(fileKey(file), 'owed', id)),
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
