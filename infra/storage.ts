import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { limits } from './limits.ts';

/** Where data lives: two buckets, the tables, the key that encrypts them. All of it outlives the stack. */
export class Storage extends Construct {
  readonly key: Key;
  /** Where banks and people put return files. */
  readonly inbox: Bucket;
  /** What was read, what became of it, the closed cycles: kept for good. */
  readonly ledger: Bucket;
  readonly receivables: TableV2;
  readonly files: TableV2;
  readonly contracts: TableV2;
  /** The last link of each chain of the ledger. */
  readonly chains: TableV2;
  /** Which receivables Pix are about, by the hour in their endToEndId. */
  readonly pix: TableV2;
  /** What the key indicators are added up from, by company and month. */
  readonly kpis: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the data of Baixa',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const accessLogs = new Bucket(this, 'AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(limits.logDays) }],
    });
    const bucket = (name: string, noncurrentDays: number | undefined) =>
      new Bucket(this, name, {
        encryption: BucketEncryption.KMS,
        encryptionKey: this.key,
        bucketKeyEnabled: true,
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        enforceSSL: true,
        minimumTLSVersion: 1.2,
        objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
        versioned: true,
        serverAccessLogsBucket: accessLogs,
        serverAccessLogsPrefix: `${name.toLowerCase()}/`,
        removalPolicy: RemovalPolicy.RETAIN,
        lifecycleRules: [
          {
            abortIncompleteMultipartUploadAfter: Duration.days(2),
            ...(noncurrentDays === undefined
              ? {}
              : { noncurrentVersionExpiration: Duration.days(noncurrentDays) }),
          },
        ],
      });
    this.inbox = bucket('Inbox', limits.inboxVersionDays);
    this.ledger = bucket('Ledger', undefined);
    this.keepForGood(this.ledger);

    const table = (name: string, sortKey?: string) =>
      new TableV2(this, name, {
        partitionKey: { name: 'pk', type: AttributeType.STRING },
        ...(sortKey === undefined ? {} : { sortKey: { name: sortKey, type: AttributeType.STRING } }),
        billing: Billing.onDemand(),
        encryption: TableEncryptionV2.customerManagedKey(this.key),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: true,
        removalPolicy: RemovalPolicy.RETAIN,
      });
    this.receivables = table('Receivables');
    this.files = table('Files');
    this.files.addGlobalSecondaryIndex({
      indexName: 'listed',
      partitionKey: { name: 'list', type: AttributeType.STRING },
      sortKey: { name: 'listedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.contracts = table('Contracts', 'sk');
    this.pix = table('Pix', 'sk');
    this.chains = table('Chains');
    this.kpis = table('Kpis', 'sk');
  }

  /** Nobody deletes an object of the ledger, and what a chain links is written once: S3 refuses a second write. */
  private keepForGood(ledger: Bucket): void {
    const deny = (actions: string[], prefixes: string[], conditions = {}) =>
      ledger.addToResourcePolicy(
        new PolicyStatement({
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions,
          resources: prefixes.map((prefix) => ledger.arnForObjects(`${prefix}*`)),
          conditions,
        }),
      );
    deny(['s3:DeleteObject', 's3:DeleteObjectVersion'], ['']);
    deny(['s3:PutObject'], ['outcomes/', 'resolutions/', 'acordos/', 'links/'], {
      Null: { 's3:if-none-match': 'true' },
    });
  }
}
