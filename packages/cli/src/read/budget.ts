import { problem } from '@baixa/core';
import { SourceFailed } from './source.ts';

/** What one archive may become, members and archives in archives together. */
export interface Limits {
  expandedBytes: number;
  members: number;
  /** Archives inside archives: a `.gz` in a `.zip` are two. */
  depth: number;
}

export const LIMITS: Limits = { expandedBytes: 4 * 2 ** 30, members: 100_000, depth: 4 };

/** What is left of the limits of one archive. Small files can expand to more than any disk holds. */
export class Budget {
  readonly #name: string;
  readonly #limits: Limits;
  #bytes = 0;
  #members = 0;

  constructor(name: string, limits: Limits) {
    this.#name = name;
    this.#limits = limits;
  }

  /** @throws SourceFailed when the archive expands to more than it may */
  takeBytes(count: number): void {
    this.#bytes += count;
    this.checkBytes(0);
  }

  /** Refuses what says of itself that it is too large. @throws SourceFailed */
  checkBytes(more: number): void {
    const { expandedBytes } = this.#limits;
    if (this.#bytes + more > expandedBytes)
      throw this.#exceeded(`expands to more than ${sizeOf(expandedBytes)}`);
  }

  /** @throws SourceFailed when there are more members than there may be */
  takeMembers(count: number): void {
    this.#members += count;
    const { members } = this.#limits;
    if (this.#members > members) throw this.#exceeded(`holds more than ${members} files`);
  }

  /** @throws SourceFailed when an archive stands too deep in others */
  checkDepth(depth: number): void {
    if (depth > this.#limits.depth)
      throw this.#exceeded(`has archives in archives, more than ${this.#limits.depth} deep`);
  }

  #exceeded(how: string): SourceFailed {
    return new SourceFailed(
      problem(
        'archive.too-large',
        { file: this.#name },
        `The archive ${how}.`,
        'If that is what it should be, unpack it and read the folder.',
      ),
    );
  }
}

function sizeOf(bytes: number): string {
  return bytes >= 2 ** 30 ? `${bytes / 2 ** 30} GiB` : `${bytes} bytes`;
}
