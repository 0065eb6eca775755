import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { VerifyPorts } from '@baixa/audit';
import { acordoStore } from './acordos.ts';
import { allHeads, headOf, type LedgerPlace } from './chain.ts';
import { cycleStore } from './cycles.ts';
import type { Table } from './dynamo.ts';
import { exceptionStore } from './exceptions.ts';
import { fileStore } from './files.ts';
import { readText } from './ledger-objects.ts';
import { profileStore } from './profiles.ts';
import { allPayables, receivableStore } from './receivables.ts';

/** The tables that the ledger is held against. */
export interface Tables {
  receivables: Table;
  files: Table;
  contracts: Table;
}

/** Reads the ledger bucket, and the tables, for whoever proves it. Writes nothing. */
export function auditPorts({ s3, bucket, chains }: LedgerPlace, tables: Tables): Required<VerifyPorts> {
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
