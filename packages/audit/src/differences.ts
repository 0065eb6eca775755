import { type Problem, problem } from '@baixa/core';

/** Differences kept; the rest are counted. A bucket that is wrong in one way is often wrong in a thousand places. */
const MAX_KEPT = 500;

/** Notes one difference: a stable code after `ledger.`, the object it is about, a sentence, what to do. */
export type Note = (code: string, key: string, sentence: string, wayOut: string) => void;

/** What is not as it must be, in the order in which it was found. */
export interface Differences {
  note: Note;
  found: Problem[];
  count(): number;
}

export function newDifferences(): Differences {
  const found: Problem[] = [];
  let count = 0;
  return {
    found,
    count: () => count,
    note(code, key, sentence, wayOut) {
      count += 1;
      if (found.length < MAX_KEPT) found.push(problem(`ledger.${code}`, { path: key }, sentence, wayOut));
    },
  };
}

/** Ways out that several differences share. */
export const FIND_THE_VERSION =
  'The bucket keeps every version: list those of this key, take the one with this hash, and look in the access log for who wrote the other.';
export const FIND_THE_DELETION =
  'The bucket keeps every version: take the delete marker off this key, and look in the access log for who set it.';
export const LOOK_AT_BOTH =
  'If something is being settled or resolved, run this again when it is done. If it stays, one of the two was changed by hand: the object in the ledger is proved by its chain, the table has point-in-time recovery.';
