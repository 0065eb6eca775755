import { NotInMemory, onlyKnown } from '../not-in-memory.ts';
import { holds } from './conditions.ts';
import { at, type Path } from './paths.ts';
import type { Tables } from './table.ts';
import { copyOf, copyOfMap, type Value } from './values.ts';

/** `UPDATE "table" SET "a" = ? WHERE "pk" = ? AND "b"."c" = ?`: the one statement that is sent. */
interface Statement {
  table: string;
  set: string;
  tests: { path: Path; sign: string }[];
}

const UPDATE = /^UPDATE "([^"]+)" SET "([^"]+)" = \? WHERE (.+)$/;
const TEST = /^((?:"[^"]+"\.)*"[^"]+") (=|<>|<|<=|>|>=) \?$/;

const parsed = new Map<string, Statement>();

function parse(text: string): Statement {
  const [, table, set, where] = UPDATE.exec(text) ?? [];
  if (table === undefined || set === undefined || where === undefined)
    throw new NotInMemory(`The memory engines know no statement ${text}`);
  const tests = where.split(' AND ').map((test) => {
    const [, path, sign] = TEST.exec(test) ?? [];
    if (path === undefined || sign === undefined)
      throw new NotInMemory(`The memory engines know no test ${test}`);
    return { path: path.slice(1, -1).split('"."'), sign };
  });
  return { table, set, tests };
}

interface StatementInput {
  Statement: string | undefined;
  Parameters?: unknown[] | undefined;
}

const KNOWN = new Set(['Statement', 'Parameters']);
const REFUSED = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };

/** Carries out one statement of a batch: it is done, or refused by itself. */
export function execute(tables: Tables, input: StatementInput) {
  onlyKnown('a statement', input, KNOWN);
  const text = input.Statement ?? '';
  const statement = parsed.get(text) ?? parse(text);
  parsed.set(text, statement);
  const { table: TableName, set, tests } = statement;
  const [value, ...operands] = (input.Parameters ?? []).map(copyOf);
  const table = tables.named(TableName);
  const { partition, sort } = table.keys;
  const keyAt = tests.findIndex(
    ({ path, sign }) => path.length === 1 && path[0] === partition && sign === '=',
  );
  if (sort !== undefined || keyAt === -1 || set === partition || operands.length !== tests.length)
    throw new NotInMemory(`The memory engines know no statement ${text}`);
  const item = table.get({ [partition]: operands[keyAt] as Value });
  const held = tests.every(
    ({ path, sign }, index) => item !== undefined && holds(at(item, path), sign, operands[index]),
  );
  if (item === undefined || !held) return { TableName, Error: REFUSED };
  table.put({ ...copyOfMap(item), [set]: value as Value });
  return { TableName };
}
