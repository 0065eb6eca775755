import { NotInMemory } from '../not-in-memory.ts';
import { invalid, Unfit } from './errors.ts';
import { at, type Path, type Placeholders, parsePath, resolved, type Step } from './paths.ts';
import { parsedOnce, type Tokens } from './tokens.ts';
import { copyOf, type Item, typeOf, type Value } from './values.ts';

/** Gives what is to be set, of the item as it was before. */
type Source = (before: Item, placeholders: Placeholders) => Value;
interface Action {
  kind: 'SET' | 'REMOVE' | 'ADD' | 'DELETE';
  path: Path;
  source?: Source;
}

/** Changes a copy of an item; what is read is the item before. */
export type Update = (item: Item, placeholders: Placeholders) => void;

/** Parses an update. Source: Amazon DynamoDB Developer Guide, "Update expressions". */
export const updateOf = parsedOnce((tokens: Tokens): Update => {
  const actions: Action[] = [];
  const kinds = new Set<string>();
  while (tokens.peek() !== undefined) {
    const kind = tokens.next().toUpperCase() as Action['kind'];
    const parse = CLAUSES[kind];
    if (parse === undefined) throw invalid(`"${tokens.expression}" has ${kind} for a clause.`);
    if (kinds.has(kind)) throw invalid(`"${tokens.expression}" has ${kind} twice.`);
    kinds.add(kind);
    do actions.push(parse(tokens));
    while (tokens.takes(','));
  }
  if (actions.length === 0) throw invalid('The update is empty.');
  return (item, given) => {
    const paths = actions.map(({ path }) => resolved(path, given));
    refuseOverlaps(paths);
    // All that is read is read before anything is changed.
    const values = actions.map(({ source }) => source?.(item, given));
    for (const [index, { kind }] of actions.entries())
      APPLY[kind](item, paths[index] as Path, values[index] as Value);
  };
});

const CLAUSES: Record<Action['kind'], (tokens: Tokens) => Action> = {
  SET(tokens) {
    const path = parsePath(tokens);
    tokens.expect('=');
    return { kind: 'SET', path, source: parseSum(tokens) };
  },
  REMOVE: (tokens) => ({ kind: 'REMOVE', path: parsePath(tokens) }),
  ADD: (tokens) => ({ kind: 'ADD', path: parsePath(tokens), source: parseSource(tokens) }),
  DELETE: (tokens) => ({ kind: 'DELETE', path: parsePath(tokens), source: parseSource(tokens) }),
};

function parseSum(tokens: Tokens): Source {
  const left = parseSource(tokens);
  const sign = tokens.takes('+') ? 1 : tokens.takes('-') ? -1 : 0;
  if (sign === 0) return left;
  const right = parseSource(tokens);
  return (before, given) => {
    const [a, b] = [left(before, given), right(before, given)];
    if (typeof a !== 'number' || typeof b !== 'number') throw new Unfit('An operand is no number.');
    return a + sign * b;
  };
}

function parseSource(tokens: Tokens): Source {
  if (tokens.peek()?.startsWith(':')) {
    const placeholder = tokens.next();
    return (_, given) => given.valueOf(placeholder);
  }
  if (tokens.peek(1) === '(') return parseFunction(tokens);
  const path = parsePath(tokens);
  return (before, given) => {
    const found = at(before, resolved(path, given));
    if (found === undefined) throw new Unfit('The update reads an attribute that the item does not have.');
    return copyOf(found);
  };
}

function parseFunction(tokens: Tokens): Source {
  const name = tokens.next();
  tokens.expect('(');
  if (name === 'if_not_exists') {
    const path = parsePath(tokens);
    tokens.expect(',');
    const instead = parseSource(tokens);
    tokens.expect(')');
    return (before, given) => {
      const [found, other] = [at(before, resolved(path, given)), instead(before, given)];
      return found === undefined ? other : copyOf(found);
    };
  }
  if (name !== 'list_append') throw invalid(`"${tokens.expression}" has the function ${name}.`);
  const first = parseSource(tokens);
  tokens.expect(',');
  const second = parseSource(tokens);
  tokens.expect(')');
  return (before, given) => {
    const lists = [first(before, given), second(before, given)];
    if (!lists.every(Array.isArray)) throw new Unfit('An operand of list_append is no list.');
    return lists.flat(1) as Value[];
  };
}

/** Two actions may not touch the same place, nor one a part of what the other touches. */
function refuseOverlaps(paths: Path[]): void {
  if (paths.every(({ length }) => length === 1) && new Set(paths.map(([name]) => name)).size === paths.length)
    return;
  for (const [index, path] of paths.entries())
    for (const other of paths.slice(index + 1)) {
      const common = Math.min(path.length, other.length);
      if (path.slice(0, common).every((step, place) => step === other[place]))
        throw invalid(`The update touches ${path.join('.')} and ${other.join('.')}.`);
    }
}

/** What holds the last step of a path: the item itself, or a map or list in it. */
function holderOf(item: Item, path: Path): Record<Step, Value> {
  const holder = at(item, path.slice(0, -1));
  const fits = Array.isArray(holder) === (typeof path.at(-1) === 'number');
  if (holder === undefined || !['M', 'L'].includes(typeOf(holder)) || !fits)
    throw new Unfit(`The item has no ${path.join('.')} to update.`);
  return holder as unknown as Record<Step, Value>;
}

const APPLY: Record<Action['kind'], (item: Item, path: Path, value: Value) => void> = {
  SET(item, path, value) {
    const holder = holderOf(item, path);
    // A place beyond the end of a list is its next one.
    if (Array.isArray(holder)) holder[Math.min(path.at(-1) as number, holder.length)] = value;
    else holder[path.at(-1) as Step] = value;
  },
  REMOVE(item, path) {
    if (path.length > 1) throw new NotInMemory('The memory engines remove whole attributes only.');
    delete item[path[0] as string];
  },
  ADD(item, path, value) {
    const holder = holderOf(item, path);
    const standing = holder[path.at(-1) as Step];
    if (typeof value !== 'number' && !(value instanceof Set)) throw invalid('ADD takes a number or a set.');
    if (standing !== undefined && typeOf(standing) !== typeOf(value))
      throw new Unfit('ADD takes what is of the type that stands there.');
    holder[path.at(-1) as Step] =
      value instanceof Set
        ? new Set([...((standing as Set<string> | undefined) ?? []), ...(value as Set<string>)])
        : ((standing as number | undefined) ?? 0) + value;
  },
  DELETE(item, path, value) {
    const holder = holderOf(item, path);
    const standing = holder[path.at(-1) as Step];
    if (!(value instanceof Set)) throw invalid('DELETE takes a set.');
    if (standing === undefined) return;
    if (typeOf(standing) !== typeOf(value))
      throw new Unfit('DELETE takes a set of the type that stands there.');
    const left = [...(standing as Set<string>)].filter((one) => !(value as Set<string>).has(one));
    if (left.length > 0) holder[path.at(-1) as Step] = new Set(left);
    else delete holder[path.at(-1) as Step];
  },
};
