import { invalid } from './errors.ts';

const TOKEN = /\s*(?:([#:]?[A-Za-z_][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[=<>()[\].,+-]))/y;

/** Reads an expression from left to right. Keywords are read whatever their case, as DynamoDB does. */
export interface Tokens {
  readonly expression: string;
  /** The next token, or undefined at the end. */
  peek(ahead?: number): string | undefined;
  next(): string;
  /** Takes the next token when it is this one. */
  takes(token: string): boolean;
  /** Takes the next token, which must be this one. */
  expect(token: string): void;
}

/** Cuts an expression into names, numbers and signs. Throws where there is anything else. */
export function tokensOf(expression: string): Tokens {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  const end = expression.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const found = pattern.exec(expression);
    if (found === null) throw invalid(`Syntax error in "${expression}" at ${at}.`);
    tokens.push(found[1] ?? found[2] ?? found[3] ?? '');
  }
  let at = 0;
  const isNext = (token: string) => tokens[at]?.toUpperCase() === token;
  return {
    expression,
    peek: (ahead = 0) => tokens[at + ahead],
    next() {
      const token = tokens[at++];
      if (token === undefined) throw invalid(`"${expression}" ends too early.`);
      return token;
    },
    takes(token) {
      if (!isNext(token)) return false;
      at++;
      return true;
    },
    expect(token) {
      if (!this.takes(token)) throw invalid(`"${expression}" has ${tokens[at] ?? 'nothing'} for ${token}.`);
    },
  };
}

const placeholders = new Map<string, readonly string[]>();

/** The placeholders that an expression has, `#name` and `:value`. */
export function placeholdersIn(expression: string): readonly string[] {
  let found = placeholders.get(expression);
  if (found === undefined) {
    found = [...new Set(expression.match(/[#:][A-Za-z0-9_]+/g))];
    placeholders.set(expression, found);
  }
  return found;
}

/** Parses each expression once: the same few texts come again and again. */
export function parsedOnce<T>(parse: (tokens: Tokens) => T): (expression: string) => T {
  const known = new Map<string, T>();
  return (expression) => {
    let parsed = known.get(expression);
    if (parsed === undefined) {
      const tokens = tokensOf(expression);
      parsed = parse(tokens);
      if (tokens.peek() !== undefined) throw invalid(`"${expression}" goes on with ${tokens.peek()}.`);
      known.set(expression, parsed);
    }
    return parsed;
  };
}
