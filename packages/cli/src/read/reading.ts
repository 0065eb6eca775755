import { createHash } from 'node:crypto';
import type { CivilDate, Problem } from '@baixa/core';
import {
  type FileFormat,
  type FileHeader,
  type FileTotals,
  type ReadItem,
  readReturnFileInBatches,
  type Service,
} from '@baixa/return-files';
import { failureOf, type Source } from './source.ts';

/** What a file is, as `baixa read` tells it. Absent is what the file does not say. */
export interface FileFacts {
  name: string;
  /** Of the bytes as the bank wrote them, unpacked. Absent when they could not be read to the end. */
  sha256?: string;
  bytes: number;
  format: FileFormat;
  service: Service;
  /** Three digits. */
  bank?: string;
  /** The most exact form of the agreement the file names. */
  agreement?: string;
  /** The bank's sequence number of the file (NSA). */
  sequence?: number;
  createdOn?: CivilDate;
  lines: number;
}

export type Totals = Omit<FileTotals, 'lines' | 'bytes'>;

export interface Reading {
  file: FileFacts;
  totals: Totals;
}

/** Passes bytes on and keeps their hash and number. What fails ends them, and is kept. */
class Measured implements AsyncIterable<Uint8Array> {
  bytes = 0;
  failure: Problem | undefined;
  readonly #name: string;
  readonly #hash = createHash('sha256');
  readonly #source: AsyncIterator<Uint8Array>;

  constructor({ name, bytes }: Source) {
    this.#name = name;
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** A reader that stops early ends nothing here: the hash is of the whole file. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() };
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    if (this.failure !== undefined) return { done: true, value: undefined };
    try {
      const next = await this.#source.next();
      if (next.done) return next;
      this.bytes += next.value.length;
      this.#hash.update(next.value);
      return next;
    } catch (error) {
      this.failure = failureOf(this.#name, error);
      return { done: true, value: undefined };
    }
  }

  async sha256(): Promise<string | undefined> {
    while (!(await this.#next()).done);
    return this.failure === undefined ? this.#hash.digest('hex') : undefined;
  }
}

/**
 * Reads a source to its end. `take` gets headers, entries and problems in batches, and is waited for. What is wrong
 * with the source itself is a problem like those of the file.
 */
export async function readSource(
  source: Source,
  take: (items: ReadItem[]) => Promise<void> | void,
): Promise<Reading> {
  const { name } = source;
  const measured = new Measured(source);
  let header: FileHeader | undefined;
  let totals: FileTotals | undefined;
  for await (const batch of readReturnFileInBatches(measured, { name })) {
    // That a file is empty is no news when nothing of it could be read.
    const nothing = measured.failure !== undefined && measured.bytes === 0;
    for (const item of batch) {
      if (item.type === 'header') header = item.header;
      else if (item.type === 'end') totals = item.totals;
    }
    if (!nothing) await take(batch);
  }
  const sha256 = await measured.sha256();
  const { failure: problem, bytes } = measured;
  if (problem)
    await take([{ type: 'problem', problem: { ...problem, where: { file: name, ...problem.where } } }]);
  if (header === undefined || totals === undefined) throw new Error('A reading has no header, or no end.');
  const { format, service, bank, agreementCodes, sequenceNumber: sequence, createdOn } = header;
  const { lines, bytes: _, ...rest } = totals;
  const [agreement] = agreementCodes;
  return {
    file: { name, sha256, bytes, format, service, bank, agreement, sequence, createdOn, lines },
    totals: rest,
  };
}
