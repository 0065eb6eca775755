import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type DynamoDBClientConfig,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { problem } from '@baixa/core';
import { LocalCloudError } from './read-plan.ts';

export interface DynamoDb {
  stop(): Promise<void>;
}

/**
 * The shell waits for its third pipe to close, which happens when this process ends in whatever way, and then ends
 * the engine, whose process id it gave away by `exec`.
 */
const ENDING_WITH_PARENT = '(read -r _ <&3; kill $$) >/dev/null 2>&1 & exec "$0" "$@" 3<&-';

/** Finds the engine's program, which is an optional dependency: there is none for some platforms. */
export function dynoxideProgram(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    return require.resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    return undefined;
  }
}

/** Starts DynamoDB's stand-in on 127.0.0.1, in a file or in memory. Throws when there is no engine for this machine. */
export async function startDynamoDb(port: number, dbFile?: string): Promise<DynamoDb> {
  const program = dynoxideProgram();
  if (program === undefined)
    throw new LocalCloudError([
      problem(
        'local.no-dynamodb',
        {},
        'There is no local DynamoDB for this platform.',
        'Start DynamoDB Local (Java or Docker) and set DYNAMODB_ENDPOINT to its address.',
      ),
    ]);
  const file = dbFile === undefined ? [] : ['--db-path', dbFile];
  const child = spawn(
    '/bin/sh',
    ['-c', ENDING_WITH_PARENT, program, 'serve', '--host', '127.0.0.1', '--port', String(port), ...file],
    // In a process group of its own, so that Ctrl-C in a terminal reaches only the parent.
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  );
  const lifeline = child.stdio[3];
  const ended = once(child, 'exit').then(() => void lifeline?.destroy());
  let output = '';
  const listening = new Promise<true>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-2000);
      if (output.includes('listening')) resolve(true);
    });
  });
  if ((await Promise.race([listening, ended])) === undefined)
    throw new Error(`DynamoDB (dynoxide) did not start: ${output}`);
  return {
    async stop() {
      lifeline?.destroy();
      await ended;
    },
  };
}

/** Creates the tables that are absent and waits until they answer. */
export async function createTables(
  config: DynamoDBClientConfig,
  tables: CreateTableCommandInput[],
): Promise<void> {
  const client = new DynamoDBClient(config);
  try {
    for (const table of tables) {
      try {
        await client.send(new CreateTableCommand(table));
      } catch (error) {
        if (!(error instanceof ResourceInUseException)) throw error;
      }
      await waitUntilTableExists(
        { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
        { TableName: table.TableName },
      );
    }
  } finally {
    client.destroy();
  }
}
