import { type Entry, fixedClock, idOf } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import type { Chunk } from '@baixa/settlement';
import type { Arrival, FileRecord, ReceivePorts } from '../index.ts';

const hashOf = (entries: Entry[]) => idOf(JSON.stringify(entries));

export const AT = '2026-03-26T12:00:00.000Z';

/** The inbox, the register, the ledger and the queue of one installation, in memory. Bytes come in small parts. */
export function newMemory(...agreements: Agreement[]) {
  const objects = new Map<string, Uint8Array>();
  const files = new Map<string, FileRecord>();
  const sequences = new Map<string, { holder: string; highest?: number | undefined }>();
  const highest = new Map<string, number>();
  const ledger = new Map<string, Entry[]>();
  const taken = new Map<string, { agreement: string; hashes: string[] }>();
  const arrivals: Arrival[] = [];
  const released: Chunk[] = [];
  const book = [...agreements];

  async function* inParts(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }
  const ports: ReceivePorts = {
    clock: fixedClock(AT),
    chunkEntries: 3,
    inbox: {
      open: async ({ key }) => {
        const bytes = objects.get(key);
        return bytes === undefined ? undefined : inParts(bytes);
      },
    },
    agreements: { all: async () => book },
    ledger: {
      saveEntries: async (file, chunk, entries) => {
        ledger.set(`${file}/${chunk}`, entries);
        return hashOf(entries);
      },
      hashesOfEntries: async (file, chunks) =>
        Array.from({ length: chunks }, (_, index) => hashOf(ledger.get(`${file}/${index + 1}`) ?? [])),
      takeEntries: async (agreement, file, hashes) => void taken.set(file, { agreement, hashes }),
    },
    chunkQueue: { release: async (chunks) => void released.push(...chunks) },
    register: {
      find: async (id) => files.get(id),
      enter: async (record) => {
        if ((files.get(record.id)?.status ?? 'quarantined') === 'quarantined') files.set(record.id, record);
      },
      markReleased: async (id) => {
        const found = files.get(id);
        if (found?.status === 'received') files.set(id, { ...found, status: 'released' });
      },
      recordArrival: async (arrival) => void arrivals.push(arrival),
      claimSequence: async (agreement, sequence, file) => {
        const before = highest.get(agreement);
        const key = `${agreement}#${sequence}`;
        const claim = sequences.get(key) ?? { holder: file, highest: before };
        sequences.set(key, claim);
        highest.set(agreement, Math.max(before ?? 0, sequence));
        return claim;
      },
    },
  };
  return {
    ports,
    arrivals,
    released,
    ledger,
    taken,
    files,
    book,
    drop(key: string, bytes: Uint8Array | string) {
      objects.set(key, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
      return { bucket: 'inbox', key, versionId: 'v1' };
    },
    remove: (key: string) => objects.delete(key),
    file: (id: string | undefined) => files.get(id ?? '') as FileRecord,
  };
}
