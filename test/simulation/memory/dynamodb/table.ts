import { type CreateTableCommandInput, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { NotInMemory } from '../not-in-memory.ts';
import { invalid } from './errors.ts';
import { compareTexts, type Item } from './values.ts';

/** The attributes that find an item in a table or an index. */
export interface Keys {
  partition: string;
  sort?: string | undefined;
}

interface Index extends Keys {
  /** Only the keys of table and index are in it. */
  keysOnly: boolean;
}

/** A table: its items by partition and sort key. Keys are texts. */
export interface Table {
  keys: Keys;
  indexes: ReadonlyMap<string, Index>;
  get(key: Item): Item | undefined;
  /** Keeps an item as it is: whoever puts it gives it away. */
  put(item: Item): void;
  remove(key: Item): void;
  /** The items of a partition in the order of the sort key. */
  partition(value: string): Item[];
  /** All items, in the order of their keys. */
  all(): Item[];
}

/** The tables by name, as the template makes them. */
export function newTables() {
  const tables = new Map<string, Table>();
  return {
    clear: () => tables.clear(),
    create(description: CreateTableCommandInput): void {
      tables.set(description.TableName ?? '', newTable(description));
    },
    named(name: string | undefined): Table {
      const table = tables.get(name ?? '');
      if (table === undefined)
        throw new ResourceNotFoundException({ message: `There is no table ${name}.`, $metadata: {} });
      return table;
    },
  };
}

export type Tables = ReturnType<typeof newTables>;

type KeySchema = CreateTableCommandInput['KeySchema'];

function keysOf(schema: KeySchema, definitions: CreateTableCommandInput['AttributeDefinitions']): Keys {
  const named = (type: string) => schema?.find(({ KeyType }) => KeyType === type)?.AttributeName;
  for (const { AttributeName, AttributeType } of definitions ?? [])
    if (AttributeType !== 'S')
      throw new NotInMemory(`The memory engines have no key ${AttributeName} but texts.`);
  return { partition: named('HASH') ?? '', sort: named('RANGE') };
}

function newTable(description: CreateTableCommandInput): Table {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes = [], LocalSecondaryIndexes } = description;
  if (LocalSecondaryIndexes !== undefined) throw new NotInMemory('The memory engines have no local indexes.');
  const keys = keysOf(KeySchema, AttributeDefinitions);
  const indexes = new Map(
    GlobalSecondaryIndexes.map((index) => {
      const type = index.Projection?.ProjectionType;
      if (type !== 'KEYS_ONLY' && type !== 'ALL') throw new NotInMemory(`An index in memory has no ${type}.`);
      const own = { ...keysOf(index.KeySchema, AttributeDefinitions), keysOnly: type === 'KEYS_ONLY' };
      return [index.IndexName ?? '', own] as const;
    }),
  );
  const partitions = new Map<string, Map<string, Item>>();
  const sortOf = (item: Item) => (keys.sort === undefined ? '' : (item[keys.sort] as string));
  const inOrder = (items: Iterable<Item>) => [...items].sort((a, b) => compareTexts(sortOf(a), sortOf(b)));
  return {
    keys,
    indexes,
    get: (key) => partitions.get(key[keys.partition] as string)?.get(sortOf(key)),
    put(item) {
      const name = item[keys.partition] as string;
      let partition = partitions.get(name);
      if (partition === undefined) {
        partition = new Map();
        partitions.set(name, partition);
      }
      partition.set(sortOf(item), item);
    },
    remove(key) {
      partitions.get(key[keys.partition] as string)?.delete(sortOf(key));
    },
    partition: (value) => inOrder(partitions.get(value)?.values() ?? []),
    all: () =>
      [...partitions.keys()]
        .sort(compareTexts)
        .flatMap((name) => inOrder(partitions.get(name)?.values() ?? [])),
  };
}

/** The attributes of an item that find it. */
export function keyOf({ partition, sort }: Keys, item: Item): Item {
  return {
    [partition]: item[partition] as string,
    ...(sort === undefined ? {} : { [sort]: item[sort] as string }),
  };
}

/** Throws when an item lacks its key, or has an index's key that is no text. */
export function checkItem({ keys, indexes }: Table, item: Item): void {
  for (const name of namesOf(keys))
    if (typeof item[name] !== 'string' || item[name] === '')
      throw invalid(`The item has no text for its key ${name}.`);
  for (const index of indexes.values())
    for (const name of namesOf(index))
      if (item[name] !== undefined && (typeof item[name] !== 'string' || item[name] === ''))
        throw invalid(`The item has no text for ${name}, a key of an index.`);
}

/** Throws when a key is not exactly the table's. */
export function checkKey({ keys }: Table, key: Item): void {
  const names = namesOf(keys);
  if (
    Object.keys(key).length !== names.length ||
    names.some((name) => typeof key[name] !== 'string' || key[name] === '')
  )
    throw invalid(`${JSON.stringify(key)} is not the key of an item.`);
}

export const namesOf = ({ partition, sort }: Keys) => (sort === undefined ? [partition] : [partition, sort]);
