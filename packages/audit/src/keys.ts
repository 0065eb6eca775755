/*
 * Keys of the ledger bucket. Nothing in it is ever deleted; lines are NDJSON.
 *   entries/<file>/<chunk>.ndjson        what was read, an entry a line
 *   entries/<file>/manifest.ndjson       the SHA-256 of each of them, written when the file is taken
 *   outcomes/<file>/<chunk>.ndjson       what became of it, an outcome a line
 *   outcomes/<file>/step-<n>/<chunk>.ndjson   what undoing or replaying the file made of it since
 *   resolutions/<exception>.json         how an exception was resolved
 *   acordos/<acordo>/made.json           an acordo that stands, and what it replaced
 *   acordos/<acordo>/ended.json          its end, and where its money went
 *   cycles/<contract>/<cycle>/…          a measurement cycle: what was counted, its result, and their manifest
 *   events/<day>/<id>.ndjson             what was published: told from the above, and not in a chain
 *   links/<chain>/<key>                  the link of an object in its chain; see link.ts
 */

/** Chunks are numbered from 1. */
export const chunkKey = (folder: 'entries' | 'outcomes', file: string, chunk: number): string =>
  `${folder}/${file}/${String(chunk).padStart(6, '0')}.ndjson`;

/** Of a step of a file's history: 1, its first settlement, when none is given. */
export const outcomesKey = (file: string, chunk: number, step = 1): string =>
  chunkKey('outcomes', step === 1 ? file : `${file}/step-${step}`, chunk);

export const entriesManifestKey = (file: string): string => `entries/${file}/manifest.ndjson`;

export const resolutionKey = (exception: string): string => `resolutions/${exception}.json`;

/** Of an acordo by its id in the ledger. */
export const deedKey = (acordo: string, what: 'made' | 'ended'): string => `acordos/${acordo}/${what}.json`;

/** Ends in a slash. `cycle` is written as its keys have it: 000007. */
export const cycleFolder = (contract: string, cycle: string): string => `cycles/${contract}/${cycle}/`;

/** A cycle as keys have it: 7 is 000007. */
export const cycleText = (cycle: number): string => String(cycle).padStart(6, '0');

/**
 * What a shard booked into a cycle, by how often its gate was opened again before: each try of a close keeps what it
 * counted under a key of its own.
 */
export const bookingsKey = (contract: string, cycle: string, shard: number, opened: number): string =>
  `${cycleFolder(contract, cycle)}bookings-${shard}${opened === 0 ? '' : `-${opened}`}.ndjson`;

/** What these bookings add up to, beside them. */
export const tallyKeyOf = (bookings: string): string =>
  bookings.replace(/bookings-([\d-]+)\.ndjson$/, 'tally-$1.json');

/** The result of a cycle, and the list of all that it was counted from. */
export const resultKey = (folder: string): string => `${folder}result.json`;
export const cycleManifestKey = (folder: string): string => `${folder}manifest.ndjson`;

/** A close a night for nearly three years. */
const MOST_TRIES = 1000;

/** Whether a key has what a try of a close counted that failed: a later one of the same shard is linked. */
export function isOfFailedClose(key: string, linked: ReadonlySet<string>): boolean {
  const [, stem, tries = '0'] =
    /^(cycles\/.+\/(?:bookings|tally)-\d+)(?:-(\d+))?\.(?:nd)?json$/.exec(key) ?? [];
  if (stem === undefined) return false;
  for (let later = Number(tries) + 1; later <= MOST_TRIES; later++)
    if (linked.has(`${stem}-${later}${key.slice(key.lastIndexOf('.'))}`)) return true;
  return false;
}

export const isManifest = (key: string): boolean => key.endsWith('/manifest.ndjson');

/** The folder, and the parts of a key below it: `outcomes/f1/000001.ndjson` is `outcomes`, `f1`, `000001`. */
export function partsOfKey(key: string): string[] {
  return key.replace(/\.(ndjson|json)$/, '').split('/');
}
