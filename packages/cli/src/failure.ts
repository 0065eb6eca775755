import type { Problem } from '@baixa/core';

/** A command could not do what it was asked; its problems are shown as sentences. */
export class CommandFailed extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super(problems.map(({ message }) => message).join(' '));
    this.problems = problems;
  }
}
