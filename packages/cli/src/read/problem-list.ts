import type { Problem, Severity } from '@baixa/core';
import { printable, wrapSentence } from './wrap.ts';

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
      const head = [placeOf(problem), printable(problem.code)].filter((part) => part !== '').join('  ');
      const sentence = printable([problem.message, problem.wayOut].filter((part) => part).join(' '));
      const wrapped = wrapSentence(sentence, width - 4, '    ');
      return `  ${style(problem.severity, problem.severity)}  ${head}\n    ${wrapped}`;
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
