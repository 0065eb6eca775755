import { onlyKnown } from '../not-in-memory.ts';
import { conditionOf } from './conditions.ts';
import { invalid } from './errors.ts';
import { placeholdersOf } from './paths.ts';
import { checkKey, type Keys, keyOf, namesOf, type Table, type Tables } from './table.ts';
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

/** Orders items as an index does: by its own keys, and where they are the same by those of the table. */
function compareKeys(a: Item, b: Item, allKeys: readonly Keys[]): number {
  for (const name of allKeys.flatMap(namesOf)) {
    const order = compareTexts(a[name] as string, b[name] as string);
    if (order !== 0) return order;
  }
  return 0;
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
  const isIn = (item: Item) => namesOf(index).every((name) => item[name] !== undefined);
  return table
    .all()
    .filter(isIn)
    .sort((a, b) => compareKeys(a, b, [index, table.keys]));
}

function pageOf(input: PageInput, all: Item[], keys: Keys, tableKeys: Keys, most: number) {
  const given = givenOf(input);
  const filter = input.FilterExpression === undefined ? undefined : conditionOf(input.FilterExpression);
  filter?.({}, given);
  const start = input.ExclusiveStartKey as Item | undefined;
  // An item that is no longer there is a place all the same: what comes after it is the next page.
  const step = input.ScanIndexForward === false ? -1 : 1;
  const isAfter = (item: Item) =>
    start === undefined || step * compareKeys(item, start, [keys, tableKeys]) > 0;
  const first = all.findIndex(isAfter);
  const after = first < 0 ? all.length : first;
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
