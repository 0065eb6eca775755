import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mapLimit } from '@baixa/core';
import {
  type Claim,
  type EntryOutcome,
  type Exceptions,
  exceptionIdOf,
  type Resolution,
} from '@baixa/settlement';
import { batchGet, conditionally, type Item, type Table } from './dynamo.ts';
import { listNewest } from './files.ts';

/** An exception that stands open, for people to see. */
export interface OpenException extends EntryOutcome {
  id: string;
  openedAt: string;
}

const key = (company: string, naturalKey: string) => ({
  pk: `EXCEPTION#${exceptionIdOf(company, naturalKey)}`,
});
const claimOf = ({ file, offset }: Item): Claim => ({ file: file as string, offset: offset as number });

export interface ExceptionStore extends Exceptions {
  /** The newest open exceptions of a company first. */
  listOpen(company: string, limit: number): Promise<OpenException[]>;
}

/** Exceptions, one for each natural key of money within a company, in the files table. */
export function exceptionStore(table: Table): ExceptionStore {
  const { client, name: TableName } = table;
  return {
    async claimsOf(company, keys) {
      const keyOf = new Map(keys.map((naturalKey) => [key(company, naturalKey).pk, naturalKey]));
      const items = await batchGet(
        table,
        [...keyOf.keys()].map((pk) => ({ pk })),
        true,
      );
      // Only money that matched nothing is claimed; an exception of a matched entry is no claim.
      const claimed = items.filter(({ claimed }) => claimed === true);
      return new Map(claimed.map((item) => [keyOf.get(item.pk as string) as string, claimOf(item)]));
    },

    async claim(company, naturalKey, claim) {
      const attempt = await conditionally(() =>
        client.send(
          new PutCommand({
            TableName,
            Item: { ...key(company, naturalKey), ...claim, claimed: true },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return attempt.held || attempt.standing === undefined ? claim : claimOf(attempt.standing);
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

    async find(company, naturalKey) {
      const [item] = await batchGet(table, [key(company, naturalKey)], true);
      if (item?.detail === undefined) return undefined;
      const resolution = item.resolution as Resolution | undefined;
      return { outcome: item.detail as EntryOutcome, ...(resolution === undefined ? {} : { resolution }) };
    },

    async resolve(company, naturalKey, resolution) {
      await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: key(company, naturalKey),
            UpdateExpression: 'SET resolution = :resolution, #list = :list, listedAt = :at',
            ConditionExpression: 'attribute_exists(openedAt) AND attribute_not_exists(resolution)',
            ExpressionAttributeNames: { '#list': 'list' },
            ExpressionAttributeValues: {
              ':resolution': resolution,
              ':list': `resolved#${company}`,
              ':at': resolution.at,
            },
          }),
        ),
      );
    },

    async listOpen(company, limit) {
      const items = await listNewest(table, `exceptions#${company}`, limit);
      return items.map(({ pk, openedAt, detail }) => ({
        ...(detail as EntryOutcome),
        id: (pk as string).slice('EXCEPTION#'.length),
        openedAt: openedAt as string,
      }));
    },
  };
}
