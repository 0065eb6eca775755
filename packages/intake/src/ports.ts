import type { Entry } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import type { Chunk } from '@baixa/settlement';
import type { Arrival, FileRecord } from './file-record.ts';

/** An object that arrived in the inbox. */
export interface InboxObject {
  bucket: string;
  key: string;
  versionId?: string | undefined;
}

export interface Inbox {
  /** The object's bytes, from the start each time it is called; undefined when the object is gone. */
  open(object: InboxObject): Promise<AsyncIterable<Uint8Array> | undefined>;
}

export interface EntryLedger {
  /** Keeps the entries of a chunk; gives the SHA-256 of what was written. */
  saveEntries(file: string, chunk: number, entries: Entry[]): Promise<string>;
  /** The SHA-256 of each chunk as it stands, in their order. */
  hashesOfEntries(file: string, chunks: number): Promise<string[]>;
  /** Takes the entries of a file for good, by the SHA-256 of each chunk. Doing it again changes nothing. */
  takeEntries(agreement: string, file: string, hashes: string[]): Promise<void>;
}

export interface FileRegister {
  find(file: string): Promise<FileRecord | undefined>;
  /** Enters a file that is not there yet or stands quarantined; leaves any other as it is. */
  enter(record: FileRecord): Promise<void>;
  /** Marks a `received` file as `released`. */
  markReleased(file: string): Promise<void>;
  recordArrival(arrival: Arrival): Promise<void>;
  /**
   * Claims a sequence number of an agreement for a file. Gives the file that holds it (this one, or an earlier one)
   * and the highest number seen before.
   */
  claimSequence(
    agreement: string,
    sequence: number,
    file: string,
  ): Promise<{ holder: string; highest?: number | undefined }>;
}

export interface AgreementBook {
  all(): Promise<Agreement[]>;
}

export interface ChunkQueue {
  release(chunks: Chunk[]): Promise<void>;
}
