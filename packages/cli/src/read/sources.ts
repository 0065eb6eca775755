import { createReadStream, openSync, statSync } from 'node:fs';
import { problem } from '@baixa/core';
import { Budget, LIMITS, type Limits } from './budget.ts';
import { gunzipped, isGzip } from './gzip.ts';
import { filesOf, STDIN } from './paths.ts';
import { failing, failureOf, peek, type Source } from './source.ts';
import { temporaryFile, writeAll } from './temporary.ts';
import { isZip, zipMembers } from './zip.ts';

/** Bytes of a file that are read at a time. */
const CHUNK_BYTES = 2 ** 18;
const MAGIC_BYTES = 4;

/**
 * Opens what a person named, one after the other: files, folders with all that is in them, `-` for standard input, and
 * what is packed in archives. Each source is to be read to its end before the next is taken.
 */
export async function* sourcesOf(paths: string[], limits: Limits = LIMITS): AsyncGenerator<Source> {
  for (const path of paths) {
    let files = 0;
    for await (const file of filesOf(path)) {
      files++;
      yield* expand(onDisk(file), new Budget(file.name, limits), 0, file.path);
    }
    if (files === 0) yield failing(path, emptyFolder(path));
  }
}

/** A file as it lies there, or what is piped in. */
function onDisk({ name, path }: { name: string; path?: string }): Source {
  if (path === undefined) return { name, bytes: process.stdin };
  const total = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  return {
    name,
    bytes: stream,
    progress: total === 0 ? undefined : { total, done: () => stream.bytesRead },
  };
}

/** Gives the source itself, or what it holds when it is an archive. `path` is where it lies on disk, if it does. */
async function* expand(source: Source, budget: Budget, depth: number, path?: string): AsyncGenerator<Source> {
  const { name } = source;
  try {
    budget.checkDepth(depth);
    const { head, whole } = await peek(source.bytes, MAGIC_BYTES);
    if (isGzip(head)) yield* expand({ ...source, bytes: gunzipped(whole, budget) }, budget, depth + 1);
    else if (isZip(head) || name.toLowerCase().endsWith('.zip')) {
      const fd = await seekable(whole, path);
      for await (const member of zipMembers(fd, name, budget)) yield* expand(member, budget, depth + 1);
    } else yield { ...source, bytes: whole };
  } catch (error) {
    yield failing(name, failureOf(name, error));
  }
}

/** The directory of a zip stands at its end, so what is no file on disk becomes one first. */
async function seekable(bytes: AsyncIterable<Uint8Array>, path: string | undefined): Promise<number> {
  if (path !== undefined && statSync(path).isFile()) {
    const fd = openSync(path, 'r');
    for await (const _ of bytes) break;
    return fd;
  }
  const fd = temporaryFile();
  for await (const chunk of bytes) writeAll(fd, chunk);
  return fd;
}

function emptyFolder(path: string) {
  const where = { file: path };
  if (path === STDIN) return problem('return-files.empty', where, 'Nothing was piped in.');
  return problem(
    'read.empty-folder',
    where,
    'The folder holds no file.',
    'Name the folder the bank delivers to.',
  );
}
