import { type Problem, problem } from '@baixa/core';
import { isNode, LineCounter, parse, parseDocument } from 'yaml';
import { ERPS_WAY_OUT, type Erp, readErps } from './erps.ts';
import type { FoundProblem } from './found.ts';
import { PROFILE_WAY_OUT, readProfile } from './profile.ts';

/**
 * Reads a YAML document and what it holds: each problem that `read` finds gets its file and line. Text that is no YAML
 * is told with line and column under `<kind>.not-yaml`.
 */
export function readYaml<Result extends { problems: FoundProblem[] }>(
  text: string,
  file: string,
  { kind, wayOut, read }: { kind: string; wayOut: string; read: (value: unknown) => Result },
): { value?: unknown; result?: Result; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ message, linePos }) =>
        problem(
          `${kind}.not-yaml`,
          { file, ...(linePos === undefined ? {} : { line: linePos[0].line, column: linePos[0].col }) },
          `${message.split('\n')[0]?.replace(/ at line.*$/, '')}.`,
          wayOut,
        ),
      ),
    };
  const value: unknown = document.toJS();
  const result = read(value);
  const problems = result.problems.map(({ path, problem: found }) => ({
    ...found,
    where: { ...found.where, file, ...lineOf(path) },
  }));
  return { value, result, problems };

  /** The line of the value at a path; of its nearest ancestor where the value is missing. */
  function lineOf(path: (string | number)[]): { line?: number } {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return { line: lines.linePos(node.range[0]).line };
    }
    return {};
  }
}

/** Reads a profile, each problem with its line. Gives the document as it is written, without defaults. */
export function readProfileYaml(text: string, file: string): { value?: unknown; problems: Problem[] } {
  const { value, problems } = readYaml(text, file, {
    kind: 'profile',
    wayOut: PROFILE_WAY_OUT,
    read: readProfile,
  });
  return { value, problems };
}

/** Reads the ERPs that a file declares, each problem with its line. */
export function readErpsYaml(
  text: string,
  file: string,
  options: { loopback?: boolean } = {},
): { erps?: Erp[]; problems: Problem[] } {
  const { result, problems } = readYaml(text, file, {
    kind: 'erps',
    wayOut: ERPS_WAY_OUT,
    read: (value) => readErps(value, options),
  });
  return result?.erps === undefined ? { problems } : { erps: result.erps, problems };
}

/** A plain value of YAML text. @throws when it is no YAML */
export function yamlValue(text: string): unknown {
  return parse(text);
}
