import { NotInMemory } from '../not-in-memory.ts';

/** What an attribute holds, as the document client gives it. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | Set<string>
  | Set<number>
  | Value[]
  | { [name: string]: Value };

export type Item = Record<string, Value>;

/** DynamoDB's names of types, which `attribute_type` takes and by which values are told apart. */
export type Type = 'S' | 'N' | 'BOOL' | 'NULL' | 'B' | 'SS' | 'NS' | 'L' | 'M';

export function typeOf(value: Value): Type {
  if (typeof value === 'string') return 'S';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'boolean') return 'BOOL';
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return 'L';
  if (value instanceof Uint8Array) return 'B';
  if (value instanceof Set) return typeof [...value][0] === 'number' ? 'NS' : 'SS';
  return 'M';
}

/**
 * Copies a value as it is when it was sent and read back: what is undefined is left out of maps and lists. Throws where
 * the document client would, and where it would make something else of it.
 */
export function copyOf(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
      throw new Error(`The number ${value} is not one that DynamoDB keeps exactly.`);
    return value;
  }
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(copyOf);
  if (value instanceof Set) return copyOfSet(value);
  if (value instanceof Uint8Array) return value.slice();
  if (typeof value === 'object' && isPlain(value)) return copyOfMap(value);
  throw new NotInMemory(`The memory engines keep no ${typeof value}: ${String(value)}.`);
}

/** Copies a map, or a whole item. */
export function copyOfMap(map: object): Item {
  const copy: Item = {};
  for (const name in map) {
    const value = (map as Record<string, unknown>)[name];
    if (value !== undefined) copy[name] = copyOf(value);
  }
  return copy;
}

function copyOfSet(set: Set<unknown>): Set<string> | Set<number> {
  const types = new Set([...set].map((member) => typeof member));
  if (set.size === 0) throw new Error('DynamoDB keeps no empty set.');
  if (types.size > 1) throw new Error('A set of DynamoDB has members of one type.');
  if (!types.has('string') && !types.has('number'))
    throw new NotInMemory('The memory engines keep sets of texts and of numbers only.');
  return new Set(set as Set<string>);
}

const isPlain = (value: object) => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Whether two values are the same, of the same type, to their depths. */
export function isEqual(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (typeOf(a) !== typeOf(b)) return false;
  if (a instanceof Set)
    return a.size === (b as Set<string>).size && [...a].every((one) => (b as Set<unknown>).has(one));
  if (a instanceof Uint8Array) return Buffer.compare(a, b as Uint8Array) === 0;
  if (Array.isArray(a)) {
    const other = b as Value[];
    return a.length === other.length && a.every((one, index) => isEqual(one, other[index] as Value));
  }
  const [names, other] = [Object.keys(a), b as Item];
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => other[name] !== undefined && isEqual((a as Item)[name] as Value, other[name]))
  );
}

/** How two values are ordered, or undefined where they have no order: of two types, or of one without. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  return undefined;
}

const BEYOND_UTF16 = /[\ud800-\uffff]/;

/** Orders texts by their bytes in UTF-8, as DynamoDB does. */
export function compareTexts(a: string, b: string): number {
  if (BEYOND_UTF16.test(a) && BEYOND_UTF16.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What `size` gives: bytes of a text, members of a set, list or map. Undefined where there is none. */
export function sizeOf(value: Value): number | undefined {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length;
  if (value instanceof Set) return value.size;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}
