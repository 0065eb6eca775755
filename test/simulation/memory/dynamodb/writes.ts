import { NotInMemory, onlyKnown } from '../not-in-memory.ts';
import { conditionOf } from './conditions.ts';
import { invalid, Unfit } from './errors.ts';
import { type Placeholders, placeholdersOf } from './paths.ts';
import { checkItem, checkKey, keyOf, namesOf, type Table, type Tables } from './table.ts';
import { updateOf } from './updates.ts';
import { copyOfMap, type Item, isEqual, type Value } from './values.ts';

/** One write, or the check of a condition, by itself or as a part of a transaction. */
export interface WriteInput {
  TableName?: string | undefined;
  Item?: object | undefined;
  Key?: object | undefined;
  UpdateExpression?: string | undefined;
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
  ReturnValues?: string | undefined;
  ReturnValuesOnConditionCheckFailure?: string | undefined;
}

export const WRITES = ['Put', 'Update', 'Delete', 'ConditionCheck'] as const;
export type WriteKind = (typeof WRITES)[number];

/** What a write would do: whether its condition holds, the item before and after. Nothing is done yet. */
export interface Planned {
  table: Table;
  key: Item;
  held: boolean;
  before: Item | undefined;
  /** Undefined where the item is to be taken away; that before where it is to stay. */
  after: Item | undefined;
  /** Why an update cannot be applied, where its condition would let it. */
  unfit?: Unfit;
}

const EXPRESSIONS = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
const COMMON = ['TableName', ...EXPRESSIONS, 'ReturnValues', 'ReturnValuesOnConditionCheckFailure'];
const KNOWN: Record<WriteKind, ReadonlySet<string>> = {
  Put: new Set([...COMMON, 'Item']),
  Update: new Set([...COMMON, 'Key', 'UpdateExpression']),
  Delete: new Set([...COMMON, 'Key']),
  ConditionCheck: new Set([...COMMON, 'Key']),
};

/** Looks at what a write would do to a table as it stands. Throws when DynamoDB would refuse it whatever stands. */
export function plan(tables: Tables, kind: WriteKind, input: WriteInput): Planned {
  onlyKnown(kind, input, KNOWN[kind]);
  const table = tables.named(input.TableName);
  const placeholders = placeholdersOf(input, input.ConditionExpression, input.UpdateExpression);
  const own = copyOfMap((kind === 'Put' ? input.Item : input.Key) ?? {});
  if (kind === 'Put') checkItem(table, own);
  else checkKey(table, own);
  const key = kind === 'Put' ? keyOf(table.keys, own) : own;
  const before = table.get(own);
  const held =
    input.ConditionExpression === undefined ||
    conditionOf(input.ConditionExpression)(before ?? {}, placeholders);
  let after = before;
  let unfit: Unfit | undefined;
  if (kind === 'Put') after = own;
  if (kind === 'Delete') after = undefined;
  if (kind === 'Update')
    try {
      after = updated(table, key, before, input, placeholders);
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      unfit = error;
    }
  return { table, key, held, before, after, ...(held && unfit !== undefined ? { unfit } : {}) };
}

function updated(
  table: Table,
  key: Item,
  before: Item | undefined,
  { UpdateExpression }: WriteInput,
  placeholders: Placeholders,
): Item {
  const after = before === undefined ? { ...key } : copyOfMap(before);
  if (UpdateExpression === undefined) return after;
  updateOf(UpdateExpression)(after, placeholders);
  for (const name of namesOf(table.keys))
    if (!isEqual(after[name] as Value, key[name] as Value))
      throw invalid(`An update changes the key ${name}.`);
  checkItem(table, after);
  return after;
}

/** Does what was planned. */
export function carryOut({ table, key, before, after }: Planned): void {
  if (after === before) return;
  if (after === undefined) table.remove(key);
  else table.put(after);
}

/** The attributes that a write gives back. */
export function returned(asked: string | undefined, { before, after }: Planned): { Attributes?: Item } {
  const item = asked === 'ALL_OLD' ? before : asked === 'ALL_NEW' ? after : undefined;
  if (asked !== undefined && !['NONE', 'ALL_OLD', 'ALL_NEW'].includes(asked))
    throw new NotInMemory(`The memory engines know no ReturnValues ${asked}.`);
  return item === undefined ? {} : { Attributes: copyOfMap(item) };
}
