import type { StoredCase } from '@baixa/collection';
import type { AcordoDeed, EntryOutcome, Receivable, Resolution } from '@baixa/settlement';
import type { KeepPorts, KpiBook, Told } from '../index.ts';

/** The book of key indicators, in memory: what is told is refused, and sums pass, as in the table. */
export function newBook() {
  const told = new Map<string, Told>();
  const versions = new Map<string, Map<string, number>>();
  const sums = new Map<string, { version: number; rows: Told['rows'] }>();
  let sumsRead = 0;
  const book: KpiBook = {
    keep: async (each) => {
      const key = `${each.company}#${each.month}#${each.source}`;
      if ((told.get(key)?.version ?? 0) < each.version) told.set(key, structuredClone(each));
      const months = versions.get(each.company) ?? new Map<string, number>();
      versions.set(each.company, months.set(each.month, (months.get(each.month) ?? 0) + 1));
    },
    monthsOf: async (company) =>
      [...(versions.get(company) ?? [])].map(([month, version]) => ({ month, version })),
    toldOf: async (company, month) =>
      [...told.values()]
        .filter((each) => each.company === company && each.month === month)
        .flatMap(({ rows }) => structuredClone(rows)),
    sumOf: async (company, { month, version }) => {
      const sum = sums.get(`${company}#${month}`);
      if (sum?.version !== version) return undefined;
      sumsRead += 1;
      return structuredClone(sum.rows);
    },
    saveSum: async (company, { month, version }, rows) => {
      sums.set(`${company}#${month}`, { version, rows: structuredClone(rows) });
    },
  };
  return { book, sumsRead: () => sumsRead };
}

/** All that key indicators are read from, in memory. */
export function newMemory(used?: KpiBook) {
  const receivables = new Map<string, Receivable>();
  const cases: StoredCase[] = [];
  const deeds = new Map<string, AcordoDeed>();
  const files = new Map<string, EntryOutcome[][]>();
  const resolutions = new Map<string, Resolution>();
  const { book, sumsRead } = newBook();
  const ports: KeepPorts = {
    book: used ?? book,
    receivables: {
      load: async (company, ids) =>
        new Map(
          ids.flatMap((id) => {
            const found = receivables.get(id);
            return found?.company === company ? [[id, structuredClone(found)] as const] : [];
          }),
        ),
    },
    ledger: {
      outcomesOf: async (file, chunk, step = 1) => files.get(`${file}/${step}`)?.[chunk - 1],
      resolutionOf: async (exception) => resolutions.get(exception),
      deedOf: async (_company, acordo, what) => deeds.get(`${acordo}/${what}`),
    },
    files: {
      find: async (file) => {
        const chunks = files.get(`${file}/1`)?.length;
        return chunks === undefined ? undefined : { chunks };
      },
    },
    cases: {
      accountOf: async (contract, account) => ({
        cases: structuredClone(
          cases.filter((each) => each.contract === contract && each.account === account),
        ),
        waiting: { actions: [], version: 0 },
      }),
    },
  };
  return { ports, receivables, cases, deeds, files, resolutions, sumsRead };
}
