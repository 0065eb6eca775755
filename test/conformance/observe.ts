import type { Entry, Severity } from '@baixa/core';
import { type Reading, readSource } from '../../packages/cli/src/read/reading.ts';
import type { Source } from '../../packages/cli/src/read/source.ts';

/** What was found in one file, in bounded memory. */
export interface Observed extends Reading {
  occurrences: Record<string, number>;
  problems: Record<string, { severity: Severity; count: number }>;
  first?: Entry;
  /** The entries that were asked for, by their line. */
  at: Record<string, Entry>;
}

/** Reads a file as `baixa read` does. @param lines of the entries to keep */
export async function observe(source: Source, lines: readonly string[]): Promise<Observed> {
  const wanted = new Set(lines.map(Number));
  const found: Omit<Observed, keyof Reading> = { occurrences: {}, problems: {}, at: {} };
  const reading = await readSource(source, (items) => {
    for (const item of items) {
      if (item.type === 'entry') {
        const { entry } = item;
        found.first ??= entry;
        if (wanted.has(entry.line)) found.at[entry.line] ??= entry;
        if (entry.occurrence !== undefined)
          found.occurrences[entry.occurrence] = (found.occurrences[entry.occurrence] ?? 0) + 1;
      } else if (item.type === 'problem') {
        const { code, severity } = item.problem;
        found.problems[code] ??= { severity, count: 0 };
        found.problems[code].count++;
      }
    }
  });
  return { ...reading, ...found };
}
