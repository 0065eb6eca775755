import { isDeepStrictEqual } from 'node:util';
import { type Entry, formatBrl } from '@baixa/core';
import type { Expectation } from './expected.ts';
import type { Observed } from './observe.ts';

/** Says how a file differs from what is expected of it: a sentence a difference. */
export function differences(expected: Expectation, found: Observed): string[] {
  const { file, totals } = found;
  const said: string[] = [];
  const check = (what: string, want: unknown, is: unknown) => {
    if (want !== undefined && !isDeepStrictEqual(want, is))
      said.push(`${what} is ${shown(what, is)}, expected ${shown(what, want)}`);
  };
  for (const what of ['sha256', 'format', 'service', 'bank'] as const)
    check(what, expected[what], file[what]);
  check('entries', expected.entries, totals.entries);
  for (const what of ['faceCents', 'paidCents', 'netCents', 'feeCents', 'moneyInCents'] as const)
    check(what, expected[what], totals[what]);
  if (expected.byKind !== undefined)
    for (const kind of keysOf(expected.byKind, totals.byKind)) {
      const want = expected.byKind[kind] ?? 0;
      const is = totals.byKind[kind as keyof typeof totals.byKind];
      check(kind, want, typeof want === 'number' ? (is?.count ?? 0) : is);
    }
  if (expected.occurrences !== undefined)
    for (const code of keysOf(expected.occurrences, found.occurrences))
      check(`occurrence ${code}`, expected.occurrences[code] ?? 0, found.occurrences[code] ?? 0);
  for (const code of keysOf(expected.problems ?? {}, found.problems)) {
    const is = found.problems[code];
    if (expected.problems !== undefined)
      check(`problem ${code}`, expected.problems[code] ?? 0, is?.count ?? 0);
    else if (is?.severity === 'error') check(`problem ${code}`, 0, is.count);
  }
  for (const [name, want] of Object.entries(expected.first ?? {}))
    check(`first entry: ${name}`, want, found.first?.[name as keyof Entry]);
  for (const [line, fields] of Object.entries(expected.at ?? {}))
    for (const [name, want] of Object.entries(fields))
      check(`line ${line}: ${name}`, want, found.at[line]?.[name as keyof Entry]);
  return said;
}

function keysOf(...records: object[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
}

function shown(what: string, value: unknown): string {
  if (value === undefined) return 'absent';
  if (what.endsWith('Cents') && typeof value === 'number') return formatBrl(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
