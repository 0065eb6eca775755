import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '@baixa/core';
import { conditionally, type Table } from './dynamo.ts';

/** What became of a command: counts by what was done, and what could not be. */
export interface CommandResult {
  id: string;
  counts: Record<string, number>;
  problems: Problem[];
  at: string;
}

export interface CommandStore {
  find(id: string): Promise<CommandResult | undefined>;
  /**
   * Keeps the result of the first run that did something; a repeated run finds its work done and would count it as
   * unchanged. Of two runs at once the slower may do what the faster one was refused.
   */
  finish(result: CommandResult): Promise<void>;
}

/** Results of commands, in the files table under `COMMAND#id`. */
export function commandStore({ client, name: TableName }: Table): CommandStore {
  const key = (id: string) => ({ pk: `COMMAND#${id}` });
  return {
    async find(id) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: key(id), ConsistentRead: true }));
      if (Item === undefined) return undefined;
      const { pk: _, ...result } = Item;
      return result as CommandResult;
    },
    async finish(result) {
      await conditionally(() =>
        client.send(
          new PutCommand({
            TableName,
            Item: { ...key(result.id), ...result },
            ConditionExpression: 'attribute_not_exists(pk) OR size(counts) = :none',
            ExpressionAttributeValues: { ':none': 0 },
          }),
        ),
      );
    },
  };
}
