import { PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mapLimit } from '@baixa/core';
import {
  type Claim,
  type EntryOutcome,
  type Exceptions,
  exceptionIdOf,
  type Proposal,
  type Resolution,
} from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';
import { listNewest } from './files.ts';

/** An exception that stands open, for people to see. */
export interface OpenException extends EntryOutcome {
  id: string;
  openedAt: string;
}

const idKey = (id: string) => ({ pk: `EXCEPTION#${id}` });
const key = (company: string, naturalKey: string) => idKey(exceptionIdOf(company, naturalKey));

/** Pinned where claimed money has no receivable; no id is empty. */
const NONE = '';

interface ExceptionItem {
  detail: EntryOutcome;
  proposal: Proposal;
  accepted: Proposal;
  resolution: Resolution;
}
const claimOf = ({ file, offset }: Item): Claim => ({ file: file as string, offset: offset as number });

const openOf = ({ pk, openedAt, detail }: Item): OpenException => ({
  ...(detail as EntryOutcome),
  id: (pk as string).slice('EXCEPTION#'.length),
  openedAt: openedAt as string,
});

export interface ExceptionStore extends Exceptions {
  /** Every open exception of a company. */
  allOpen(company: string): AsyncIterable<OpenException>;
  /** The newest open exceptions of a company first. */
  listOpen(company: string, limit: number): Promise<OpenException[]>;
}

/** Exceptions, one for each natural key of money within a company, in the files table. */
export function exceptionStore(table: Table): ExceptionStore {
  const { client, name: TableName } = table;
  /** Changes an exception that is open; one that has ended stays as it ended. */
  const update = (id: string, UpdateExpression: string, ExpressionAttributeValues: Item) =>
    conditionally(() =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: idKey(id),
          UpdateExpression,
          ConditionExpression: 'attribute_exists(openedAt) AND attribute_not_exists(resolution)',
          ...(UpdateExpression.includes('#list') ? { ExpressionAttributeNames: { '#list': 'list' } } : {}),
          ...(Object.keys(ExpressionAttributeValues).length > 0 ? { ExpressionAttributeValues } : {}),
        }),
      ),
    );
  return {
    async tellingsOf(company, keys) {
      const keyOf = new Map(keys.map((naturalKey) => [key(company, naturalKey).pk, naturalKey]));
      const items = await batchGet(
        table,
        [...keyOf.keys()].map((pk) => ({ pk })),
        true,
      );
      // Only money that matched nothing is claimed; an exception of a matched entry is no claim.
      return new Map(
        items.map((item) => [
          keyOf.get(item.pk as string) as string,
          {
            undone: (item.undone as number | undefined) ?? 0,
            ...(item.claimed === true ? { claim: claimOf(item) } : {}),
          },
        ]),
      );
    },

    async markUndone(company, naturalKey, times) {
      await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: key(company, naturalKey),
            UpdateExpression: 'SET undone = :times',
            ConditionExpression: 'attribute_not_exists(undone) OR undone < :times',
            ExpressionAttributeValues: { ':times': times },
          }),
        ),
      );
    },

    async claim(company, naturalKey, claim, keeps) {
      const attempt = await conditionally(() =>
        client.send(
          new PutCommand({
            TableName,
            Item: { ...key(company, naturalKey), ...claim, claimed: true, ...(keeps ? { keeps } : {}) },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return attempt.held || attempt.standing === undefined ? claim : claimOf(attempt.standing);
    },

    async pin(company, naturalKey, { file, offset }, receivable) {
      const attempt = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: key(company, naturalKey),
            UpdateExpression: 'SET pinned = :receivable',
            ConditionExpression:
              'attribute_not_exists(pinned) AND (attribute_not_exists(keeps) OR (#file = :file AND #offset = :offset))',
            ExpressionAttributeNames: { '#file': 'file', '#offset': 'offset' },
            ExpressionAttributeValues: {
              ':receivable': receivable ?? NONE,
              ':file': file,
              ':offset': offset,
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if (attempt.held || attempt.standing === undefined) return receivable;
      const { pinned = NONE } = attempt.standing as { pinned?: string };
      return pinned === NONE ? undefined : pinned;
    },
    async open(outcomes) {
      await mapLimit(outcomes, 16, async (outcome) => {
        const { company, key: naturalKey, at } = outcome;
        await conditionally(() =>
          client.send(
            new UpdateCommand({
              TableName,
              Key: key(company, naturalKey),
              UpdateExpression:
                'SET #file = :file, #offset = :offset, detail = :detail, #list = :list, listedAt = :at, openedAt = :at',
              ConditionExpression: 'attribute_not_exists(openedAt)',
              ExpressionAttributeNames: { '#file': 'file', '#offset': 'offset', '#list': 'list' },
              ExpressionAttributeValues: {
                ':file': outcome.file,
                ':offset': outcome.offset,
                ':detail': outcome,
                ':list': `exceptions#${company}`,
                ':at': at,
              },
            }),
          ),
        );
      });
    },

    async find(company, id) {
      const [item] = await batchGet(table, [idKey(id)], true);
      const { detail, proposal, accepted, resolution } = (item ?? {}) as Partial<ExceptionItem>;
      if (detail === undefined || detail.company !== company) return undefined;
      return {
        outcome: detail,
        ...(proposal === undefined ? {} : { proposal }),
        ...(accepted === undefined ? {} : { accepted }),
        ...(resolution === undefined ? {} : { resolution }),
      };
    },

    async propose(id, proposal) {
      await update(id, 'SET proposal = :proposal', { ':proposal': proposal });
    },

    async accept(id, proposal) {
      const attempt = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: idKey(id),
            UpdateExpression: 'SET accepted = :proposal',
            ConditionExpression: 'attribute_exists(openedAt) AND attribute_not_exists(accepted)',
            ExpressionAttributeValues: { ':proposal': proposal },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if (attempt.held) return proposal;
      const { accepted } = (attempt.standing ?? {}) as Partial<ExceptionItem>;
      if (accepted === undefined) throw new Error(`Exception ${id} is not open.`);
      return accepted;
    },

    async withdraw(id) {
      await update(id, 'REMOVE accepted', {});
    },

    async resolve(company, id, resolution) {
      await update(id, 'SET resolution = :resolution, #list = :list, listedAt = :at', {
        ':resolution': resolution,
        ':list': `resolved#${company}`,
        ':at': resolution.at,
      });
    },

    async *allOpen(company) {
      const query = {
        TableName,
        IndexName: 'listed',
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':list': `exceptions#${company}` },
      };
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        const keys = Items.map(({ pk }) => ({ pk }));
        yield* (await batchGet(table, keys, true))
          .filter(({ resolution }) => resolution === undefined)
          .map(openOf);
      }
    },

    async listOpen(company, limit) {
      const items = await listNewest(table, `exceptions#${company}`, limit);
      return items.map(openOf);
    },
  };
}
