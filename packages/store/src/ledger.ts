import type { S3Client } from '@aws-sdk/client-s3';
import {
  chainOfAgreement,
  chainOfCompany,
  chunkKey,
  deedKey,
  entriesManifestKey,
  type Listed,
  manifestOf,
  outcomesKey,
  resolutionKey,
  sha256Of,
} from '@baixa/audit';
import { type Entry, mapLimit, parseJson } from '@baixa/core';
import type { EntryLedger } from '@baixa/intake';
import {
  type AcordoDeed,
  acordoKeyOf,
  type EntryOutcome,
  type Ledger,
  type Resolution,
} from '@baixa/settlement';
import { appendLink, type LedgerPlace } from './chain.ts';
import { putOnce, putText, readText } from './ledger-objects.ts';

/** Chunks read at the same time where a file is taken up again after a crash. */
const READS_AT_ONCE = 16;

const textOf = (lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function linesOf<T>(text: string, key: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseJson(line, key) as T);
}

/** What was read, and what became of it. */
export function ledgerReader(
  s3: S3Client,
  bucket: string,
): Pick<Ledger, 'entriesOf' | 'outcomesOf'> & {
  resolutionOf(exception: string): Promise<Resolution | undefined>;
  deedOf(company: string, acordo: string, what: AcordoDeed['what']): Promise<AcordoDeed | undefined>;
} {
  const get = async <T>(key: string): Promise<T[] | undefined> => {
    const text = await readText(s3, bucket, key);
    return text === undefined ? undefined : linesOf<T>(text, key);
  };
  return {
    async entriesOf(file, chunk) {
      const key = chunkKey('entries', file, chunk);
      const entries = await get<Entry>(key);
      if (entries === undefined) throw new Error(`The ledger has no ${key}.`);
      return entries;
    },
    outcomesOf: (file, chunk, step) => get<EntryOutcome>(outcomesKey(file, chunk, step)),
    resolutionOf: async (exception) => (await get<Resolution>(resolutionKey(exception)))?.[0],
    deedOf: async (company, acordo, what) =>
      (await get<AcordoDeed>(deedKey(acordoKeyOf(company, acordo), what)))?.[0],
  };
}

/** The ledger bucket: what was read, what became of it. Whatever counts is linked into a chain. */
export function s3Ledger(place: LedgerPlace): Ledger & EntryLedger {
  const { s3, bucket } = place;
  /** Writes an object once and links it; gives the content that stands. */
  const keep = async (chain: string, key: string, text: string): Promise<string> => {
    const standing = await putOnce(s3, bucket, key, text);
    await appendLink(place, chain, key, sha256Of(standing));
    return standing;
  };
  return {
    ...ledgerReader(s3, bucket),
    // Written over until the file is taken: a quarantined file may be read again by a better reader.
    async saveEntries(file, chunk, entries) {
      const text = textOf(entries);
      await putText(s3, bucket, chunkKey('entries', file, chunk), text);
      return sha256Of(text);
    },
    async hashesOfEntries(file, chunks) {
      const keys = Array.from({ length: chunks }, (_, index) => chunkKey('entries', file, index + 1));
      return mapLimit(keys, READS_AT_ONCE, async (key) => {
        const text = await readText(s3, bucket, key);
        if (text === undefined) throw new Error(`The ledger has no ${key}.`);
        return sha256Of(text);
      });
    },
    async takeEntries(agreement, file, hashes) {
      const objects = hashes.map(
        (sha256, index): Listed => ({ key: chunkKey('entries', file, index + 1), sha256 }),
      );
      await keep(chainOfAgreement(agreement), entriesManifestKey(file), manifestOf(objects));
    },
    async saveOutcomes({ agreement, file, chunk, step }, outcomes) {
      const key = outcomesKey(file, chunk, step?.step);
      return linesOf<EntryOutcome>(await keep(chainOfAgreement(agreement), key, textOf(outcomes)), key);
    },
    async saveResolution(agreement, exception, resolution) {
      const key = resolutionKey(exception);
      return parseJson(await keep(chainOfAgreement(agreement), key, textOf([resolution])), key) as Resolution;
    },
    async saveDeed(deed) {
      const { company, id } = deed.acordo;
      const key = deedKey(acordoKeyOf(company, id), deed.what);
      return parseJson(await keep(chainOfCompany(company), key, textOf([deed])), key) as AcordoDeed;
    },
  };
}
