import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Problem, problem } from '@baixa/core';
import { type Options, parse } from 'csv-parse';
import type { z } from 'zod';

/** A row of a file with the line it begins on, from 1. */
export interface Row<T> {
  line: number;
  value: T;
}

/** How the rows of a file are read. */
export interface RowOptions {
  /** Makes what the schema checks of a row as it stands. */
  shape?: (value: Record<string, unknown>) => unknown;
  /** Columns without which a CSV file cannot be what it should: told once, not for each row. */
  required: string[];
}

/**
 * Reads the rows of an NDJSON or CSV file (with a header row; comma or semicolon) and checks each. Bad rows become
 * problems with their line, good ones go on.
 */
export async function readRows<T>(
  file: string,
  schema: z.ZodType<T>,
  { shape = (value) => value, required }: RowOptions,
): Promise<{ rows: Row<T>[]; problems: Problem[] }> {
  const rows: Row<T>[] = [];
  const problems: Problem[] = [];
  const isCsv = file.toLowerCase().endsWith('.csv');
  if (isCsv) {
    const missing = await missingColumns(file, required);
    if (missing !== undefined) return { rows, problems: [missing] };
  }
  for await (const { line, value } of isCsv ? csvRows(file, problems) : ndjsonRows(file)) {
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
    else problems.push(...rowProblems(file, line, result.error));
  }
  return { rows, problems };
}

/** What a schema finds wrong with a row. */
export function rowProblems(file: string, line: number, { issues }: z.ZodError): Problem[] {
  return issues.map(({ path, message }) => {
    const field = path.join('.');
    return problem(
      'rows.invalid',
      { file, line, path: field },
      `${field || 'the row'}: ${message}.`,
      'The other rows were taken.',
    );
  });
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

const CSV: Options = {
  bom: true,
  delimiter: [',', ';'],
  trim: true,
  skip_empty_lines: true,
  relax_column_count: true,
};

async function* csvRows(file: string, problems: Problem[]): AsyncGenerator<Row<Record<string, unknown>>> {
  const parser = parse({ ...CSV, columns: true, info: true });
  createReadStream(file)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  try {
    for await (const { record, info } of parser) {
      const given = Object.entries(record as Record<string, string>).filter(([, value]) => value !== '');
      yield { line: info.lines, value: Object.fromEntries(given) };
    }
  } catch (error) {
    const { lines } = error as { lines?: number };
    const sentence = 'The CSV cannot be read from here on: a quote is not closed, or stands where none may.';
    const where = lines === undefined ? { file } : { file, line: lines };
    problems.push(problem('rows.not-csv', where, sentence, 'The rows before it were taken.'));
  }
}

async function missingColumns(file: string, required: string[]): Promise<Problem | undefined> {
  const parser = createReadStream(file).pipe(parse({ ...CSV, to: 1 }));
  let header: string[] = [];
  try {
    for await (const row of parser) header = row as string[];
  } catch {
    return undefined;
  }
  const missing = required.filter((column) => !header.includes(column));
  if (missing.length === 0) return undefined;
  return problem(
    'rows.missing-columns',
    { file, line: 1 },
    `The header row has no column ${missing.join(', ')}.`,
    'No row was taken; name the columns in the first row.',
  );
}
