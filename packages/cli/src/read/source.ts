import { type Problem, problem } from '@baixa/core';

/** The bytes of one file to read, wherever they come from: a path, standard input, a member of an archive. */
export interface Source {
  /** As it is told to people: the path as given, `stdin`, `archive.zip!member`. */
  name: string;
  /** Read once, to the end. Fails with `SourceFailed`, or as `node:fs` and `node:zlib` do. */
  bytes: AsyncIterable<Uint8Array>;
  /** How far it is, in bytes of what is on disk, where its size is known. */
  progress?: { total: number; done: () => number };
}

/** The bytes of a source cannot be had, or not all of them. */
export class SourceFailed extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.message);
    this.problem = found;
  }
}

/** A source of which only its problem is known. */
export function failing(name: string, found: Problem): Source {
  const next = () => Promise.reject(new SourceFailed(found));
  return { name, bytes: { [Symbol.asyncIterator]: () => ({ next }) } };
}

/** Says why bytes could not be read. An error that is not of files or archives is one of ours, and thrown again. */
export function failureOf(name: string, error: unknown): Problem {
  if (error instanceof SourceFailed) return error.problem;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) return broken(name, 'its compressed bytes are damaged or end too early');
  if (code === undefined || syscall === undefined) throw error;
  return problem(
    'read.unreadable',
    { file: name },
    `The file cannot be read (${code} at ${syscall}).`,
    'Check that it is there and that you may read it.',
  );
}

/** The problem of an archive that is damaged, or of a member that is. */
export function broken(name: string, why: string): Problem {
  return problem(
    'archive.broken',
    { file: name },
    `The archive is broken: ${why}.`,
    'Fetch it again from where it came.',
  );
}

/** Takes the first `count` bytes and gives all of them back. */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < count) {
    const { done, value } = await iterator.next();
    if (done) break;
    taken.push(value);
    bytes += value.length;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      yield* taken.splice(0);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(taken).subarray(0, count), whole: whole() };
}
