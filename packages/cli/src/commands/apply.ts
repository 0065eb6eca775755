import { readFileSync } from 'node:fs';
import { type Problem, problem } from '@baixa/core';
import { readProfile } from '@baixa/profile';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { mustBeFiles } from '../files-there.ts';
import type { View } from '../view.ts';

/** Reads a profile from YAML, with the line of whatever is wrong in it. @throws CommandFailed with all problems */
export function profileOfYaml(text: string, file: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = document.errors.map(({ message, linePos }): Problem => {
    const [start] = linePos ?? [];
    return problem(
      'profile.not-yaml',
      { file, ...(start === undefined ? {} : { line: start.line, column: start.col }) },
      `${message.split('\n')[0]?.replace(/ at line.*$/, '')}.`,
      'Nothing was applied; mend the file and apply it again.',
    );
  });
  if (syntax.length > 0) throw new CommandFailed(syntax);
  const value = document.toJS();
  const { profile, problems } = readProfile(value);
  if (profile === undefined)
    throw new CommandFailed(
      problems.map(({ path, problem: found }) => ({
        ...found,
        where: { ...found.where, file, ...lineOf(path) },
      })),
    );
  return value;

  /** The line of the value at a path; of its nearest ancestor where the value is missing. */
  function lineOf(path: (string | number)[]): { line?: number } {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return { line: lines.linePos(node.range[0]).line };
    }
    return {};
  }
}

/** Applies a profile that is at hand as a value. */
export function applyProfile(api: Api, profile: unknown): Promise<Record<string, number>> {
  return api.send('PUT', '/profile', profile);
}

/** `baixa apply PROFILE.yaml` */
export async function apply(file: string): Promise<View> {
  mustBeFiles([file]);
  const profile = profileOfYaml(readFileSync(file, 'utf-8'), file);
  const applied = await applyProfile(apiOf(connect()), profile);
  const counts = Object.entries(applied).map(([what, count]) => `${what}: ${count}`);
  return { data: applied, text: `Applied (${counts.join(', ')}).` };
}
