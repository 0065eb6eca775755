import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Entry, parseJson } from '@baixa/core';
import type { EntryLedger } from '@baixa/intake';
import type { EntryOutcome, Ledger, Resolution } from '@baixa/settlement';

/*
 * Keys of the ledger bucket. Objects are NDJSON, one entry or outcome a line, and never deleted.
 *   entries/<file>/<chunk>.ndjson    what was read
 *   outcomes/<file>/<chunk>.ndjson   what became of it
 *   resolutions/<exception>.json     how an exception was resolved
 *   cycles/<contract>/<cycle>.json   the committed result of a measurement cycle
 */
const chunkKey = (folder: string, file: string, chunk: number) =>
  `${folder}/${file}/${String(chunk).padStart(6, '0')}.ndjson`;

/** Reads a whole text object, or undefined when there is none. For objects of our own making, which are small. */
export async function readText(s3: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToString('utf-8');
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The ledger bucket: what was read, what became of it. */
export function s3Ledger(s3: S3Client, bucket: string): Ledger & EntryLedger {
  const put = (Key: string, lines: unknown[]) =>
    s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key,
        Body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
        ContentType: 'application/x-ndjson',
      }),
    );
  const get = async <T>(key: string): Promise<T[] | undefined> => {
    const text = await readText(s3, bucket, key);
    return text
      ?.split('\n')
      .filter((line) => line !== '')
      .map((line) => parseJson(line, key) as T);
  };
  return {
    async saveEntries(file, chunk, entries) {
      await put(chunkKey('entries', file, chunk), entries);
    },
    async entriesOf(file, chunk) {
      const key = chunkKey('entries', file, chunk);
      const entries = await get<Entry>(key);
      if (entries === undefined) throw new Error(`The ledger has no ${key}.`);
      return entries;
    },
    async saveOutcomes(file, chunk, outcomes) {
      await put(chunkKey('outcomes', file, chunk), outcomes);
    },
    async saveResolution(exception, resolution) {
      const key = `resolutions/${exception}.json`;
      const standing = await readText(s3, bucket, key);
      if (standing !== undefined) return parseJson(standing, key) as Resolution;
      await put(key, [resolution]);
      return resolution;
    },
    outcomesOf: (file, chunk) => get<EntryOutcome>(chunkKey('outcomes', file, chunk)),
  };
}
