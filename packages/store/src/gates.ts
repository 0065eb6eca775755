import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { cycleText } from '@baixa/audit';
import { conditionally, type Table } from './dynamo.ts';
import { SHARDS, shardKey } from './shards.ts';

/*
 * In the contracts table, under pk `contract#shard`:
 *   GATE   { firstOpenCycle, opened } bookings go into this cycle or later ones; how often a cycle was opened again
 */
export interface Gates {
  /**
   * Shuts the gates of all shards: from now on bookings go into later cycles. Doing it again changes nothing. Gives how
   * often each was opened again before, by which the close is known from one that failed.
   */
  freeze(contract: string, cycle: number): Promise<number[]>;
  /** Opens the gates of a frozen cycle again, unless it is committed; true when it is open. */
  reopen(contract: string, cycle: number): Promise<boolean>;
}

const gateKey = (contract: string, shard: number) => ({ pk: shardKey(contract, shard), sk: 'GATE' });

/** The condition that the gate of a shard is as it was frozen for a cycle. */
export function wasFrozen(
  TableName: string,
  { contract, cycle, shard, opened }: { contract: string; cycle: number; shard: number; opened: number },
) {
  return {
    ConditionCheck: {
      TableName,
      Key: gateKey(contract, shard),
      ConditionExpression:
        opened === 0
          ? 'firstOpenCycle = :next AND attribute_not_exists(opened)'
          : 'firstOpenCycle = :next AND opened = :opened',
      ExpressionAttributeValues: { ':next': cycle + 1, ...(opened === 0 ? {} : { ':opened': opened }) },
    },
  };
}

export function gates({ client, name: TableName }: Table): Gates {
  const eachShard = <T>(work: (shard: number) => Promise<T>) =>
    Promise.all(Array.from({ length: SHARDS }, (_, shard) => work(shard)));
  return {
    async freeze(contract, cycle) {
      return eachShard(async (shard) => {
        const shut = await conditionally(() =>
          client.send(
            new UpdateCommand({
              TableName,
              Key: gateKey(contract, shard),
              UpdateExpression: 'SET firstOpenCycle = :next',
              ConditionExpression: 'attribute_not_exists(pk) OR firstOpenCycle IN (:cycle, :next)',
              ExpressionAttributeValues: { ':cycle': cycle, ':next': cycle + 1 },
              ReturnValues: 'ALL_NEW',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          ),
        );
        if (!shut.held) throw new Error(`Cycle ${cycle} of ${contract} is not the one that is open.`);
        return (shut.result.Attributes?.opened as number | undefined) ?? 0;
      });
    },

    async reopen(contract, cycle) {
      const open = async (shard: number): Promise<boolean> => {
        try {
          await client.send(
            new TransactWriteCommand({
              TransactItems: [
                {
                  ConditionCheck: {
                    TableName,
                    Key: { pk: `CYCLES#${contract}`, sk: cycleText(cycle) },
                    ConditionExpression: 'attribute_not_exists(pk)',
                  },
                },
                {
                  Update: {
                    TableName,
                    Key: gateKey(contract, shard),
                    UpdateExpression: 'SET firstOpenCycle = :cycle ADD opened :one',
                    ConditionExpression: 'firstOpenCycle = :next',
                    ExpressionAttributeValues: { ':cycle': cycle, ':next': cycle + 1, ':one': 1 },
                  },
                },
              ],
            }),
          );
          return true;
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          const [committed, gate] = error.CancellationReasons ?? [];
          if (committed?.Code === 'ConditionalCheckFailed') return false;
          // It was not shut, or is open again already.
          if (gate?.Code === 'ConditionalCheckFailed') return true;
          throw error;
        }
      };
      return (await eachShard(open)).every((isOpen) => isOpen);
    },
  };
}
