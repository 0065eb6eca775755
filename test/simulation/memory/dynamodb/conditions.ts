import { invalid } from './errors.ts';
import { at, type Path, type Placeholders, parsePath, resolved } from './paths.ts';
import { parsedOnce, type Tokens } from './tokens.ts';
import { compare, type Item, isEqual, sizeOf, typeOf, type Value } from './values.ts';

/** Gives an operand's value in an item; undefined where the item has none. */
type Operand = (item: Item, placeholders: Placeholders) => Value | undefined;
/** Whether an item meets a condition; an absent item is empty. */
export type Condition = (item: Item, placeholders: Placeholders) => boolean;

const COMPARISONS: Record<string, (a: Value, b: Value) => boolean> = {
  '=': isEqual,
  '<>': (a, b) => !isEqual(a, b),
  '<': (a, b) => (compare(a, b) ?? 0) < 0,
  '<=': (a, b) => (compare(a, b) ?? 1) <= 0,
  '>': (a, b) => (compare(a, b) ?? 0) > 0,
  '>=': (a, b) => (compare(a, b) ?? -1) >= 0,
};

/** Whether two values are so to each other. One that is absent differs from every other, and is so in no other way. */
export function holds(a: Value | undefined, sign: string, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return sign === '<>' && a !== b;
  return (COMPARISONS[sign] as (typeof COMPARISONS)[string])(a, b);
}

export const isComparison = (token: string) => COMPARISONS[token] !== undefined;

/**
 * Parses a condition, filter or key condition.
 * Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
 */
export const conditionOf = parsedOnce(parseOr);

function parseOr(tokens: Tokens): Condition {
  const parts = [parseAnd(tokens)];
  while (tokens.takes('OR')) parts.push(parseAnd(tokens));
  // Every part is looked at: what is wrong in the second is refused though the first holds.
  return (item, given) => parts.map((part) => part(item, given)).some(Boolean);
}

function parseAnd(tokens: Tokens): Condition {
  const parts = [parseNot(tokens)];
  while (tokens.takes('AND')) parts.push(parseNot(tokens));
  return (item, given) => parts.map((part) => part(item, given)).every(Boolean);
}

function parseNot(tokens: Tokens): Condition {
  if (tokens.takes('NOT')) {
    const negated = parseNot(tokens);
    return (item, given) => !negated(item, given);
  }
  if (tokens.takes('(')) {
    const inner = parseOr(tokens);
    tokens.expect(')');
    return inner;
  }
  return tokens.peek(1) === '(' && tokens.peek() !== 'size' ? parseFunction(tokens) : parseComparison(tokens);
}

/** What the functions that are conditions by themselves say of their first argument and their second. */
const FUNCTIONS: Record<string, (first: Value | undefined, second: Value | undefined) => boolean> = {
  begins_with: (text, start) =>
    typeof text === 'string' && typeof start === 'string' && text.startsWith(start),
  contains(whole, part) {
    if (part === undefined) return false;
    if (typeof whole === 'string') return typeof part === 'string' && whole.includes(part);
    if (whole instanceof Set) return (whole as Set<Value>).has(part);
    return Array.isArray(whole) && whole.some((one) => isEqual(one, part));
  },
  attribute_type: (value, type) => value !== undefined && typeOf(value) === type,
};

function parseFunction(tokens: Tokens): Condition {
  const name = tokens.next();
  tokens.expect('(');
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    const value = pathOperand(parsePath(tokens));
    tokens.expect(')');
    return (item, given) => (value(item, given) !== undefined) === (name === 'attribute_exists');
  }
  const test = FUNCTIONS[name];
  if (test === undefined) throw invalid(`"${tokens.expression}" has the function ${name}.`);
  const first = parseOperand(tokens);
  tokens.expect(',');
  const second = parseOperand(tokens);
  tokens.expect(')');
  return (item, given) => test(first(item, given), second(item, given));
}

function parseComparison(tokens: Tokens): Condition {
  const left = parseOperand(tokens);
  if (tokens.takes('BETWEEN')) {
    const low = parseOperand(tokens);
    tokens.expect('AND');
    const high = parseOperand(tokens);
    return (item, given) => {
      const value = left(item, given);
      const [from, to] = [low(item, given), high(item, given)];
      if (from !== undefined && to !== undefined && (compare(from, to) ?? 0) > 0)
        throw invalid(`"${tokens.expression}" has BETWEEN with its bounds the wrong way round.`);
      return holds(value, '>=', from) && holds(value, '<=', to);
    };
  }
  if (tokens.takes('IN')) {
    const list = parseList(tokens);
    return (item, given) => {
      const value = left(item, given);
      return list.map((one) => holds(value, '=', one(item, given))).some(Boolean);
    };
  }
  const sign = tokens.next();
  if (!isComparison(sign)) throw invalid(`"${tokens.expression}" has ${sign} for a comparison.`);
  const right = parseOperand(tokens);
  return (item, given) => holds(left(item, given), sign, right(item, given));
}

function parseList(tokens: Tokens): Operand[] {
  tokens.expect('(');
  const list = [parseOperand(tokens)];
  while (tokens.takes(',')) list.push(parseOperand(tokens));
  tokens.expect(')');
  return list;
}

function parseOperand(tokens: Tokens): Operand {
  if (tokens.peek() === 'size' && tokens.peek(1) === '(') {
    tokens.next();
    tokens.expect('(');
    const value = pathOperand(parsePath(tokens));
    tokens.expect(')');
    return (item, given) => {
      const found = value(item, given);
      return found === undefined ? undefined : sizeOf(found);
    };
  }
  if (tokens.peek()?.startsWith(':')) {
    const placeholder = tokens.next();
    return (_, given) => given.valueOf(placeholder);
  }
  return pathOperand(parsePath(tokens));
}

const pathOperand =
  (path: Path): Operand =>
  (item, given) =>
    at(item, resolved(path, given));
