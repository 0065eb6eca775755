import { onlyKnown } from '../not-in-memory.ts';
import { conditionOf } from './conditions.ts';
import { invalid } from './errors.ts';
import { placeholdersOf } from './paths.ts';
import { checkKey, type Keys, keyOf, type Table, type Tables } from './table.ts';
import { compareTexts, copyOfMap, type Item } from './values.ts';

const GET = new Set(['TableName', 'Key', 'ConsistentRead']);

export function getItem(tables: Tables, input: { TableName?: string | undefined; Key?: object | undefined }) {
  onlyKnown('GetItem', input, GET);
  const table = tables.named(input.TableName);
  const key = copyOfMap(input.Key ?? {});
  checkKey(table, key);
  const item = table.get(key);
  return item === undefined ? {} : { Item: copyOfMap(item) };
}

interface PageInput {
  TableName?: string | undefined;
  IndexName?: string | undefined;
  KeyConditionExpression?: string | undefined;
  FilterExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
  ExclusiveStartKey?: object | undefined;
  Limit?: number | undefined;
  ScanIndexForward?: boolean | undefined;
  ConsistentRead?: boolean | undefined;
}

const EXPRESSIONS = ['FilterExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
const PAGE = ['TableName', ...EXPRESSIONS, 'ExclusiveStartKey', 'Limit', 'ConsistentRead'];
const SCAN = new Set(PAGE);
const QUERY = new Set([...PAGE, 'IndexName', 'KeyConditionExpression', 'ScanIndexForward']);

/** A page of all items. `most` bounds the items that a page looks at, as the 1 MB of DynamoDB does. */
export function scan(tables: Tables, input: PageInput, most: number) {
  onlyKnown('Scan', input, SCAN);
  const table = tables.named(input.TableName);
  return pageOf(input, table.all(), table.keys, table.keys, most);
}

/** A page of one partition of a table or an index, in the order of its sort key. */
export function query(tables: Tables, input: PageInput, most: number) {
  onlyKnown('Query', input, QUERY);
  const table = tables.named(input.TableName);
  const index = input.IndexName === undefined ? undefined : table.indexes.get(input.IndexName);
  if (input.IndexName !== undefined && index === undefined)
    throw invalid(`There is no index ${input.IndexName}.`);
  if (index !== undefined && input.ConsistentRead) throw invalid('An index is not read consistently.');
  const keys = index ?? table.keys;
  const all = index === undefined ? partitionOf(table, input) : inIndex(table, index);
  const shown = index?.keysOnly
    ? all.map((item) => ({ ...keyOf(index, item), ...keyOf(table.keys, item) }))
    : all;
  const items = input.ScanIndexForward === false ? shown.reverse() : shown;
  const given = givenOf(input);
  const condition = conditionOf(input.KeyConditionExpression ?? '');
  condition({}, given);
  const own = items.filter((item) => condition(item, given));
  return pageOf(input, own, keys, table.keys, most);
}

const givenOf = (input: PageInput) =>
  placeholdersOf(input, input.KeyConditionExpression, input.FilterExpression);

/** Finds the partition that a key condition asks for, `pk = :pk …`, so that only its items are looked at. */
function partitionOf(
  table: Table,
  { KeyConditionExpression = '', ExpressionAttributeValues }: PageInput,
): Item[] {
  const { partition } = table.keys;
  const found = new RegExp(`^${partition} = (:\\w+)( AND |$)`).exec(KeyConditionExpression);
  if (found === null) throw invalid(`"${KeyConditionExpression}" does not begin with the partition key.`);
  return table.partition(ExpressionAttributeValues?.[found[1] as string] as string);
}

function inIndex(table: Table, index: Keys): Item[] {
  const { partition, sort } = index;
  const of = (item: Item, name: string | undefined) => (name === undefined ? '' : (item[name] as string));
  return table
    .all()
    .filter((item) => item[partition] !== undefined && (sort === undefined || item[sort] !== undefined))
    .sort(
      (a, b) => compareTexts(of(a, partition), of(b, partition)) || compareTexts(of(a, sort), of(b, sort)),
    );
}

function pageOf(input: PageInput, all: Item[], keys: Keys, tableKeys: Keys, most: number) {
  const given = givenOf(input);
  const filter = input.FilterExpression === undefined ? undefined : conditionOf(input.FilterExpression);
  filter?.({}, given);
  const placeOf = (item: object) =>
    JSON.stringify([keyOf(keys, item as Item), keyOf(tableKeys, item as Item)]);
  const start = input.ExclusiveStartKey;
  const after = start === undefined ? 0 : 1 + all.findIndex((item) => placeOf(item) === placeOf(start));
  if (start !== undefined && after === 0) throw invalid('There is nothing at the key to start after.');
  const size = Math.min(input.Limit ?? most, most);
  const page = all.slice(after, after + size);
  const last = page.at(-1);
  const more = last !== undefined && page.length === size;
  const items = page.filter((item) => filter?.(item, given) ?? true);
  return {
    Items: items.map(copyOfMap),
    Count: items.length,
    ScannedCount: page.length,
    ...(more ? { LastEvaluatedKey: { ...keyOf(keys, last), ...keyOf(tableKeys, last) } } : {}),
  };
}
