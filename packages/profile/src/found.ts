import { type Problem, problem } from '@baixa/core';

type Path = readonly (string | number | symbol)[];

/** A problem of a document with the path of the value it is about, for whoever can turn a path into a line. */
export interface FoundProblem {
  path: (string | number)[];
  problem: Problem;
}

/** Makes the problem of the value at a path; `document` is what the whole is called. */
export function found(
  code: string,
  path: Path,
  reason: string,
  document: string,
  wayOut: string,
): FoundProblem {
  const plain = path.map((part) => (typeof part === 'number' ? part : String(part)));
  const written = plain.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  const where = written.replace(/^\./, '') || document;
  return { path: plain, problem: problem(code, { path: where }, `${where}: ${reason}.`, wayOut) };
}
