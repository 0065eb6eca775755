import { setTimeout as sleep } from 'node:timers/promises';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { KpiBooks, VerifyPorts } from '@baixa/audit';
import { acordoStore } from './acordos.ts';
import { allStoredCases } from './all-cases.ts';
import { allPayables } from './all-receivables.ts';
import { allHeads, headOf, type LedgerPlace } from './chain.ts';
import { cycleStore } from './cycles.ts';
import type { Table } from './dynamo.ts';
import { exceptionStore } from './exceptions.ts';
import { fileStore } from './files.ts';
import { kpiBook } from './kpis.ts';
import { readPieces, readText } from './ledger-objects.ts';
import { profileStore } from './profiles.ts';
import { receivableStore } from './receivables.ts';

/** The tables that the ledger is held against. */
export interface Tables {
  receivables: Table;
  files: Table;
  contracts: Table;
}

/** Reads the ledger bucket, and the tables, for whoever proves it. Writes nothing. */
export function auditPorts(
  { s3, bucket, chains }: LedgerPlace,
  tables: Tables,
): Required<Omit<VerifyPorts, 'kpis'>> {
  const receivables = receivableStore(tables.receivables, { consistent: true });
  const exceptions = exceptionStore(tables.files);
  return {
    ledger: {
      async *keys(Prefix) {
        for await (const { Contents = [] } of paginateListObjectsV2(
          { client: s3 },
          { Bucket: bucket, Prefix },
        ))
          for (const { Key } of Contents) if (Key !== undefined) yield Key;
      },
      read: (key) => readText(s3, bucket, key),
      pieces: (key) => readPieces(s3, bucket, key),
    },
    heads: {
      async *chains() {
        for await (const { chain } of allHeads(chains)) yield chain;
      },
      headOf: (chain) => headOf(chains, chain),
    },
    books: {
      companies: async () => (await profileStore(tables.contracts).companies()).map(({ id }) => id),
      fileOf: fileStore(tables.files).find,
      payablesOf: receivables.loadPayables,
      payables: () => allPayables(tables.receivables),
      exceptionOf: exceptions.find,
      openExceptions: exceptions.allOpen,
      acordoOf: acordoStore(tables.files).ofKey,
      isCommitted: cycleStore(tables.contracts).isCommitted,
    },
  };
}

/** Milliseconds in which key indicators take up what was just told. */
const KPI_WAIT_MS = 2000;

/** Reads what key indicators are added up from, and the cases, for whoever adds them up again. Writes nothing. */
export function kpiAuditPorts(tables: { kpis: Table; contracts: Table }): KpiBooks {
  const book = kpiBook(tables.kpis);
  return {
    async *toldOf(company) {
      for (const { month } of await book.monthsOf(company)) yield book.toldOf(company, month);
    },
    async *cases() {
      for (const { id } of await profileStore(tables.contracts).contracts())
        yield* allStoredCases(tables.contracts, id);
    },
    wait: () => sleep(KPI_WAIT_MS),
  };
}
