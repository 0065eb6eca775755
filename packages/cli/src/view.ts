import { type Cents, formatBrl, formatProblem, type Problem } from '@baixa/core';
import Table from 'cli-table3';

/** What a command found: for machines as JSON, for people as text. */
export interface View {
  data: unknown;
  text: string;
  /** Shown as sentences on standard error; an error among them makes the exit code 1. */
  problems?: Problem[];
}

/** A table with a heading row; numbers and amounts to the right. */
export function table(head: string[], rows: (string | number | undefined)[][], right: number[] = []): string {
  if (rows.length === 0) return '(none)';
  const drawn = new Table({
    head,
    colAligns: head.map((_, column) => (right.includes(column) ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
  for (const row of rows) drawn.push(row.map((cell) => (cell === undefined ? '' : String(cell))));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** `name: value` lines, aligned. */
export function facts(pairs: [string, string | number | undefined][]): string {
  const known = pairs.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

export function brl(cents: Cents | undefined): string {
  return cents === undefined ? '' : formatBrl(cents);
}

export function sentences(problems: Problem[]): string {
  return problems.map((each) => `${each.severity}: ${formatProblem(each)}`).join('\n');
}
