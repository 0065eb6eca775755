import type { Cents, CivilDate, Problem } from '@baixa/core';
import type { SettledFile } from '@baixa/settlement';

/**
 * How far a file is. `received`: read, its chunks not yet all released. `released`: being settled. `processed`: every
 * entry has its outcome. `quarantined`: it could not be taken; nothing of it was settled. `undoing`, `undone`,
 * `replaying`: what a person made of it since; a file that was replayed is `processed` again.
 */
export type FileStatus = SettledFile['status'];

/** A return file as the register keeps it. Amounts are centavos, sizes bytes. */
export interface FileRecord extends SettledFile {
  /** The first 24 hexadecimal digits of `sha256`. */
  id: string;
  sha256: string;
  name: string;
  /** The object it first came in. */
  key: string;
  bytes: number;
  status: FileStatus;
  receivedAt: string;
  format: string;
  service: string;
  bank?: string | undefined;
  company?: string | undefined;
  agreement?: string | undefined;
  sequence?: number | undefined;
  createdOn?: CivilDate | undefined;
  lines: number;
  entries: number;
  chunks: number;
  /** What reading it added up to, before anything was settled. */
  moneyInCents: Cents;
  moneyOutCents: Cents;
  feeCents: Cents;
  /** At most `MAX_PROBLEMS_KEPT`; `problemCount` has them all. */
  problems: Problem[];
  problemCount: number;
  /** Of the first settlement. */
  chunksDone?: number;
  processedAt?: string;
}

/** Problems kept on a file's record; the rest are counted, and found again by reading the file. */
export const MAX_PROBLEMS_KEPT = 50;

/** What one arrival of an object in the inbox came to. */
export interface Arrival {
  key: string;
  versionId?: string | undefined;
  /** `duplicate`: the same content had arrived before, nothing was done. `missing`: the object was gone. */
  outcome: 'accepted' | 'duplicate' | 'quarantined' | 'missing';
  file?: string;
  at: string;
}
