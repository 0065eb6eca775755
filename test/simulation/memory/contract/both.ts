import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { canonicalJson } from '@baixa/core';
import { expect } from 'vitest';
import type { Engines } from '../../engines.ts';
import { startLocalEngines } from '../../local-engines.ts';
import { startMemoryEngines } from '../engines.ts';

/** How many examples of each kind are tried. */
export const RUNS = { numRuns: Number(process.env.RUNS ?? 40) };
export const TABLES = { plain: 'plain-table', sorted: 'sorted-table', listed: 'listed-table' };
export const BUCKET = 'a-bucket';

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const keys = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];
const common = { BillingMode: 'PAY_PER_REQUEST' as const };
const DESCRIPTIONS: CreateTableCommandInput[] = [
  { ...common, TableName: TABLES.plain, AttributeDefinitions: [text('pk')], KeySchema: keys('pk') },
  {
    ...common,
    TableName: TABLES.sorted,
    AttributeDefinitions: [text('pk'), text('sk')],
    KeySchema: keys('pk', 'sk'),
  },
  {
    ...common,
    TableName: TABLES.listed,
    AttributeDefinitions: [text('pk'), text('list'), text('listedAt')],
    KeySchema: keys('pk'),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'listed',
        KeySchema: keys('list', 'listedAt'),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
];

/** What came of a request: a reply, or the name of an error and what it explains. */
export type Came = { reply: Record<string, unknown> } | { error: object };

interface Refusal {
  name: string;
  Item?: never;
  CancellationReasons?: { Code?: string; Item?: never }[];
}

/** Runs what is given on both engines, and expects the same of both. */
export interface Both {
  local: Engines;
  memory: Engines;
  /** Sends a command to DynamoDB. Gives what came. */
  dynamodb(command: () => object): Promise<Came>;
  /** The same where the order of the items is the engine's own. */
  sorted(command: () => object): Promise<void>;
  /** Sends a query again and again, each time after where the last page ended; in between what `between` gives. */
  pages(
    command: (start: Record<string, unknown> | undefined) => object,
    between?: (start: Record<string, unknown>) => object,
  ): Promise<void>;
  stop(): Promise<void>;
}

export async function startBoth(): Promise<Both> {
  const local = await startLocalEngines();
  const memory = await startMemoryEngines();
  for (const engines of [local, memory]) await engines.begin(DESCRIPTIONS, BUCKET);
  const sent = (engines: Engines, command: object) => cameOf(engines.dynamodb.send(command as never));
  const dynamodb = async (command: () => object) => {
    const [real, own] = [await sent(local, command()), await sent(memory, command())];
    expect(own, JSON.stringify((command() as { input: object }).input)).toEqual(real);
    return real;
  };
  return {
    local,
    memory,
    dynamodb,
    async sorted(command) {
      const [real, own] = [await sent(local, command()), await sent(memory, command())];
      const items = (came: Came) =>
        'reply' in came ? (came.reply.Items as object[]).map((item) => canonicalJson(item)).sort() : came;
      expect(items(own)).toEqual(items(real));
    },
    async pages(command, between) {
      let start: Record<string, unknown> | undefined;
      do {
        const came: Came = await dynamodb(() => command(start));
        const last = 'reply' in came ? (came.reply.LastEvaluatedKey as typeof start) : undefined;
        if (last !== undefined && between !== undefined) await dynamodb(() => between(last));
        start = last;
      } while (start !== undefined);
    },
    stop: () => local.stop(),
  };
}

/** What a request came to, without what no caller looks at. */
export async function cameOf(sent: Promise<unknown>): Promise<Came> {
  try {
    const { $metadata: _, ConsumedCapacity: __, ...reply } = (await sent) as Record<string, unknown>;
    return { reply: comparable(reply) as Record<string, unknown> };
  } catch (error) {
    const { name, Item, CancellationReasons } = error as Refusal;
    const plain = (item: never | undefined) => (item === undefined ? {} : { item: unmarshall(item) });
    return {
      error: {
        name,
        ...plain(Item),
        ...(CancellationReasons === undefined
          ? {}
          : { reasons: CancellationReasons.map(({ Code, Item: item }) => ({ Code, ...plain(item) })) }),
      },
    };
  }
}

/** Batches answer in an order of their own, and what is empty may be left out. */
function comparable(reply: Record<string, unknown>): unknown {
  const { Responses, UnprocessedKeys, Attributes, ...rest } = reply;
  const batch = Array.isArray(Responses)
    ? Responses.map(({ Error: error }) => ({ code: error?.Code }))
    : Object.values((Responses ?? {}) as Record<string, { pk: string }[]>).map((items) =>
        items.toSorted((a, b) => (a.pk < b.pk ? -1 : 1)),
      );
  return { ...rest, ...(Attributes === undefined ? {} : { Attributes }), batch, left: UnprocessedKeys ?? {} };
}
