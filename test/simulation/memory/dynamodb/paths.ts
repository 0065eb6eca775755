import { invalid } from './errors.ts';
import { isReserved } from './reserved.ts';
import { placeholdersIn, type Tokens } from './tokens.ts';
import { copyOf, type Item, type Value } from './values.ts';

/** A step of a document path: a name, a placeholder of one (`#name`), or a place in a list. */
export type Step = string | number;
export type Path = readonly Step[];

/** What the placeholders of a request's expressions stand for. */
export interface Placeholders {
  nameOf(step: string): string;
  valueOf(placeholder: string): Value;
}

interface Given {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/** Throws when an expression has a placeholder that is not given, or none has one that is. */
export function placeholdersOf(input: Given, ...expressions: (string | undefined)[]): Placeholders {
  const names = input.ExpressionAttributeNames ?? {};
  const values = input.ExpressionAttributeValues ?? {};
  const used = expressions.flatMap((expression = '') => placeholdersIn(expression));
  for (const placeholder of used)
    if ((placeholder.startsWith('#') ? names : values)[placeholder] === undefined)
      throw invalid(`An expression has ${placeholder}, which is not given.`);
  for (const given of [names, values])
    for (const placeholder in given)
      if (!used.includes(placeholder)) throw invalid(`No expression uses ${placeholder}.`);
  return {
    nameOf: (step) => (step.startsWith('#') ? (names[step] as string) : step),
    valueOf: (placeholder) => copyOf(values[placeholder]),
  };
}

export function parsePath(tokens: Tokens): Path {
  const path: Step[] = [tokens.next()];
  for (;;) {
    if (tokens.takes('.')) path.push(tokens.next());
    else if (tokens.takes('[')) {
      path.push(Number(tokens.next()));
      tokens.expect(']');
    } else break;
  }
  for (const step of path)
    if (typeof step === 'string' && (!/^#?[A-Za-z0-9_]+$/.test(step) || isReserved(step)))
      throw invalid(`"${tokens.expression}" has ${step} for a name.`);
  return path;
}

/** A path with real names. */
export function resolved(path: Path, placeholders: Placeholders): Path {
  return path.map((step) => (typeof step === 'string' ? placeholders.nameOf(step) : step));
}

/** What stands at a path with real names, if anything does. */
export function at(item: Item, path: Path): Value | undefined {
  let value: Value | undefined = item;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || value instanceof Set || value instanceof Uint8Array)
      return undefined;
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined;
    value = (value as Record<Step, Value>)[step];
  }
  return value;
}
