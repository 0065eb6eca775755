import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LedgerObjects, VerifyPorts } from '@baixa/audit';
import { auditPorts, kpiAuditPorts } from '@baixa/store';
import type { Outputs } from './connection.ts';

/** The ledger and the tables, read with the caller's own rights. */
export function auditPortsOf(outputs: Outputs): Required<VerifyPorts> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const named = (name: string) => ({ client, name });
  const contracts = named(outputs.ContractsTable);
  return {
    ...auditPorts(
      { s3: new S3Client({}), bucket: outputs.LedgerBucket, chains: named(outputs.ChainsTable) },
      { receivables: named(outputs.ReceivablesTable), files: named(outputs.FilesTable), contracts },
    ),
    kpis: kpiAuditPorts({ kpis: named(outputs.KpisTable), contracts }),
  };
}

/** The ledger's objects alone. */
export function ledgerOf(outputs: Outputs): LedgerObjects {
  return auditPortsOf(outputs).ledger;
}
