import { type Progress, progress } from '../progress.ts';
import { JsonPrinter } from '../read/as-json.ts';
import { CSV, NDJSON, RowPrinter } from '../read/as-rows.ts';
import { TextPrinter } from '../read/as-text.ts';
import { missing } from '../read/paths.ts';
import type { Printer } from '../read/printer.ts';
import { readSource } from '../read/reading.ts';
import type { Source } from '../read/source.ts';
import { sourcesOf } from '../read/sources.ts';

/** How what is read is shown: at most one of them, and without any as text for people. */
export interface ReadOutput {
  json?: boolean;
  ndjson?: boolean;
  csv?: boolean;
}

/** Says what is wrong with how the command was called. */
export function misuseOfRead(paths: string[], { json, ndjson, csv }: ReadOutput): string | undefined {
  if ([json, ndjson, csv].filter(Boolean).length > 1) return 'choose one of --json, --ndjson and --csv';
  const [first, ...more] = missing(paths);
  if (first === undefined) return undefined;
  return more.length === 0
    ? `there is no file ${first}`
    : `there are no files ${[first, ...more].join(', ')}`;
}

function printerOf({ json, ndjson, csv }: ReadOutput): Printer {
  const { stdout, stderr } = process;
  if (json) return new JsonPrinter(stdout);
  if (ndjson) return new RowPrinter(stdout, stderr, NDJSON);
  return csv ? new RowPrinter(stdout, stderr, CSV) : new TextPrinter(stdout);
}

/** Bytes from which on a file shows how far it is. */
const LARGE = 20_000_000;
const MB = 1_000_000;

/** A bar for a large file, unless rows are shown on the same terminal. */
function barOf({ name, progress: far }: Source, { ndjson, csv }: ReadOutput): Progress | undefined {
  if (far === undefined || far.total < LARGE) return undefined;
  if ((ndjson || csv) && process.stdout.isTTY) return undefined;
  return progress(`${name}, MB`, Math.ceil(far.total / MB));
}

/** `baixa read FILE… [--json | --ndjson | --csv]`. Gives true when no file had an error. */
export async function read(paths: string[], output: ReadOutput): Promise<boolean> {
  const printer = printerOf(output);
  let good = true;
  try {
    for await (const source of sourcesOf(paths)) {
      const bar = barOf(source, output);
      try {
        const reading = await readSource(source, (items) => {
          bar?.update(Math.floor((source.progress?.done() ?? 0) / MB));
          for (const item of items)
            if (item.type === 'problem' && item.problem.severity === 'error') good = false;
          return printer.take(source.name, items);
        });
        bar?.stop();
        await printer.end(reading);
      } finally {
        bar?.stop();
      }
    }
  } finally {
    await printer.finish();
  }
  return good;
}
