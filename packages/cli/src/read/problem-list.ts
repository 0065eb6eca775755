import type { Problem, Severity } from '@baixa/core';
import { printable, wrap, wrapSentence } from './wrap.ts';

/** Problems of a file that are shown to people. */
const SHOWN = 20;

/** Counts the problems of a file, and keeps as many as are shown: errors before warnings. */
export class ProblemList {
  readonly #kept: Record<Severity, Problem[]> = { error: [], warning: [] };
  readonly #count: Record<Severity, number> = { error: 0, warning: 0 };

  add(problem: Problem): void {
    this.#count[problem.severity]++;
    const kept = this.#kept[problem.severity];
    if (kept.length < SHOWN) kept.push(problem);
  }

  get errors(): number {
    return this.#count.error;
  }

  get warnings(): number {
    return this.#count.warning;
  }

  /** A paragraph a problem: its place and code, then its sentence. */
  toText(width: number, style: (severity: Severity, text: string) => string): string[] {
    const shown = [...this.#kept.error, ...this.#kept.warning].slice(0, SHOWN);
    const lines = shown.map((problem) => {
      const { severity, code, message, wayOut } = problem;
      const head = [severity, placeOf(problem), printable(code)].filter((part) => part !== '');
      const heading = wrap(head, '  ', width, '  ', '    ').replace(severity, style(severity, severity));
      const sentence = printable(wayOut === undefined ? message : `${message} ${wayOut}`);
      return `${heading}\n${wrapSentence(sentence, width, '    ')}`;
    });
    const more = this.errors + this.warnings - shown.length;
    if (more > 0) lines.push(`  and ${more} more; --json has them all`);
    return lines;
  }
}

function placeOf({ where: { line, column } }: Problem): string {
  if (line === undefined) return '';
  return column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
}
