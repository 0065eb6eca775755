import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Problem, problem } from '@baixa/core';
import { parse } from 'csv-parse';
import type { z } from 'zod';

/** A row of a file with the line it begins on, from 1. */
export interface Row<T> {
  line: number;
  value: T;
}

/**
 * Reads the rows of an NDJSON or CSV file (with a header row; comma or semicolon) and checks each. Bad rows become
 * problems with their line, good ones go on.
 */
export async function readRows<T>(
  file: string,
  schema: z.ZodType<T>,
  shape: (value: Record<string, unknown>) => unknown = (value) => value,
): Promise<{ rows: Row<T>[]; problems: Problem[] }> {
  const rows: Row<T>[] = [];
  const problems: Problem[] = [];
  const source = file.toLowerCase().endsWith('.csv') ? csvRows(file) : ndjsonRows(file);
  for await (const { line, value } of source) {
    if (value === undefined) {
      problems.push(
        problem(
          'rows.not-json',
          { file, line },
          'The line is not a JSON object.',
          'The other rows were taken.',
        ),
      );
      continue;
    }
    const result = schema.safeParse(shape(value));
    if (result.success) rows.push({ line, value: result.data });
    else
      for (const { path, message } of result.error.issues) {
        const field = path.join('.');
        problems.push(
          problem(
            'rows.invalid',
            { file, line, path: field },
            `${field || 'the row'}: ${message}.`,
            'The other rows were taken.',
          ),
        );
      }
  }
  return { rows, problems };
}

async function* ndjsonRows(file: string): AsyncGenerator<Row<Record<string, unknown> | undefined>> {
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line += 1;
    if (text.trim() === '') continue;
    yield { line, value: jsonObject(line === 1 ? text.replace(/^\uFEFF/, '') : text) };
  }
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* csvRows(file: string): AsyncGenerator<Row<Record<string, unknown>>> {
  const parser = createReadStream(file).pipe(
    parse({
      columns: true,
      bom: true,
      delimiter: [',', ';'],
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }),
  );
  for await (const { record, info } of parser) {
    const given = Object.entries(record as Record<string, string>).filter(([, value]) => value !== '');
    yield { line: info.lines, value: Object.fromEntries(given) };
  }
}
