import { mapLimit, type Problem } from '@baixa/core';
import type { Api } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { type CommandResult, patienceOfCommands, resultOf } from '../give-command.ts';
import { type Patience, progress } from '../progress.ts';
import type { Row } from '../rows.ts';

const ROWS_PER_REQUEST = 100;
/** A request is one message on its way, of at most 250,000 bytes. */
const BYTES_PER_REQUEST = 200_000;
const REQUESTS_AT_ONCE = 4;

/**
 * Sends rows in batches and waits for what became of each, for as long as one after the other is through. The API refuses a batch as a whole when a row of it cannot
 * be right; its other rows are then sent again without that one. Rows of one account travel together and in order,
 * because a case's later actions need the notice that opens it.
 */
export async function sendRows<T extends { account?: string; id?: string }>(
  api: Api,
  path: string,
  file: string,
  rows: Row<T>[],
  more: object = {},
): Promise<CommandResult> {
  const total: CommandResult = { counts: {}, problems: [] };
  const bar = progress(path.slice(1), rows.length);
  const patience = patienceOfCommands();
  let done = 0;
  await mapLimit(batchesOf(rows), REQUESTS_AT_ONCE, async (batch) => {
    const { counts, problems } = await sendBatch(api, path, file, batch, more, patience);
    total.counts = addCounts(total.counts, counts);
    total.problems.push(...problems);
    done += batch.length;
    bar.update(done);
  });
  bar.stop();
  return total;
}

interface Batch<T> {
  rows: Row<T>[];
  bytes: number;
}

function batchesOf<T extends { account?: string; id?: string }>(rows: Row<T>[]): Row<T>[][] {
  const byAccount = [...Map.groupBy(rows, ({ value }) => value.account ?? value.id).values()];
  return byAccount
    .flatMap((own) => own.map(batchOf).reduce<Batch<T>[]>(joined, []))
    .reduce<Batch<T>[]>(joined, [])
    .map((batch) => batch.rows);
}

const batchOf = <T>(row: Row<T>): Batch<T> => ({
  rows: [row],
  bytes: Buffer.byteLength(JSON.stringify(row.value)),
});

/** Puts some rows into the last batch where they fit into it, else into one of their own. */
function joined<T>(batches: Batch<T>[], next: Batch<T>): Batch<T>[] {
  const last = batches.at(-1);
  const fits =
    last !== undefined &&
    last.rows.length + next.rows.length <= ROWS_PER_REQUEST &&
    last.bytes + next.bytes <= BYTES_PER_REQUEST;
  if (!fits) {
    batches.push(next);
    return batches;
  }
  last.rows.push(...next.rows);
  last.bytes += next.bytes;
  return batches;
}

async function sendBatch<T extends { account?: string; id?: string }>(
  api: Api,
  path: string,
  file: string,
  batch: Row<T>[],
  more: object,
  patience: Patience,
): Promise<CommandResult> {
  if (batch.length === 0) return { counts: {}, problems: [] };
  try {
    const rows = batch.map(({ value }) => value);
    const { command } = await api.send<{ command: string }>('POST', path, { ...more, rows });
    const { counts, problems } = await resultOf(api, command, patience);
    return { counts, problems: problems.map((found) => placedById(found, file, batch)) };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const refused = new Map(error.problems.map((found) => [rowOf(found), found]));
    if (refused.has(undefined)) throw error;
    const placed = [...refused].map(([index, found]) => {
      const line = batch[index as number]?.line;
      return { ...found, where: { file, ...(line === undefined ? {} : { line }) } };
    });
    const others = batch.filter((_, index) => !refused.has(index));
    const rest = await sendBatch(api, path, file, others, more, patience);
    return { counts: rest.counts, problems: [...placed, ...rest.problems] };
  }
}

/** What became of a row later is told by the row's id, or its account where it has none: its line is looked up. */
function placedById<T extends { account?: string; id?: string }>(
  found: Problem,
  file: string,
  batch: Row<T>[],
): Problem {
  const row = batch.find(({ value }) => (value.id ?? value.account) === found.where.path);
  return { ...found, where: { file, ...(row === undefined ? {} : { line: row.line }) } };
}

/** The API names a row of the batch `rows.3`. */
function rowOf({ where }: Problem): number | undefined {
  const index = /^rows\.(\d+)/.exec(where.path ?? '')?.[1];
  return index === undefined ? undefined : Number(index);
}

/** The counts of two results, by name. */
export function addCounts(
  one: CommandResult['counts'],
  other: CommandResult['counts'],
): CommandResult['counts'] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

/** `600 registered, 0 unchanged`. */
export function countsText(counts: Record<string, number>): string {
  const parts = Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${count} ${name}`);
  return parts.length === 0 ? 'no row was taken' : parts.join(', ');
}
