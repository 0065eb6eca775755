import { readFileSync } from 'node:fs';
import type { Problem } from '@baixa/core';
import { type FoundProblem, found } from '@baixa/profile';
import { readYaml } from '@baixa/profile/yaml';
import { acordoWishSchema } from '@baixa/settlement';
import { z } from 'zod';
import { type Row, readRows } from './rows.ts';

/** An acordo as a file asks for it; its company where there are several. */
const acordoRowSchema = acordoWishSchema.safeExtend({ company: z.string().min(1).optional() });
export type AcordoRow = z.infer<typeof acordoRowSchema>;

const WAY_OUT = 'Nothing was done; mend the file and give the command again.';

/**
 * Reads acordos from YAML (a list under `acordos`, or one alone) or NDJSON, one a line. `given` stands in for what a row
 * does not say. A YAML file with a problem is refused as a whole, of NDJSON the good lines are taken.
 */
export async function readAcordos(
  file: string,
  given: Partial<AcordoRow>,
): Promise<{ rows: Row<AcordoRow>[]; problems: Problem[] }> {
  const shape = (row: Record<string, unknown>) => ({ ...withoutUndefined(given), ...row });
  if (/\.(ndjson|jsonl)$/i.test(file)) return readRows(file, acordoRowSchema, { shape, required: [] });
  const { result, problems } = readYaml(readFileSync(file, 'utf-8'), file, {
    kind: 'acordo',
    wayOut: WAY_OUT,
    read: (value) => readDocument(value, shape),
  });
  const rows = problems.length === 0 ? (result?.rows ?? []) : [];
  return { rows: rows.map((value) => ({ line: 1, value })), problems };
}

function readDocument(
  value: unknown,
  shape: (row: Record<string, unknown>) => unknown,
): { rows: AcordoRow[]; problems: FoundProblem[] } {
  const isList = typeof value === 'object' && value !== null && 'acordos' in value;
  const list: unknown = isList ? value.acordos : [value];
  const asked = Array.isArray(list)
    ? list.map((row) => (typeof row === 'object' && row !== null ? shape(row) : row))
    : list;
  const checked = z.array(acordoRowSchema).safeParse(asked);
  if (checked.success) return { rows: checked.data, problems: [] };
  const problems = checked.error.issues.map(({ path, message }) =>
    found('acordo.invalid', isList ? ['acordos', ...path] : path.slice(1), message, 'the file', WAY_OUT),
  );
  return { rows: [], problems };
}

const withoutUndefined = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
