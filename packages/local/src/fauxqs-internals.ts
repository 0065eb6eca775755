/**
 * The inner parts of fauxqs 2.4.1 (pinned) that its entry does not export. `startFauxqs` would listen on every
 * address of the machine and hand out no Fastify instance, so local puts the same parts together itself.
 */

/** An object as fauxqs keeps it; `etag` has quotes. */
export interface StoredObject {
  contentLength: number;
  etag: string;
}

export interface S3Store {
  persistence: unknown;
  /** Throws when bucket or key is absent. */
  headObject(bucket: string, key: string): StoredObject;
}

export interface Queue {
  url: string;
  name: string;
  persistence: unknown;
  inflightMessages: Map<string, { visibilityDeadline: number }>;
  enqueue(message: unknown): void;
}

export interface SqsStore {
  host: string;
  persistence: unknown;
  allQueues(): Iterable<Queue>;
  getQueueByArn(arn: string): Queue | undefined;
}

export interface Stores {
  sqsStore: SqsStore;
  snsStore: { persistence: unknown };
  s3Store: S3Store;
}

/** What is kept on disk: queues, messages, topics, subscriptions, buckets, objects, in one SQLite file. */
export interface Persistence {
  load(sqs: SqsStore, sns: Stores['snsStore'], s3: S3Store): void;
  close(): void;
}

export interface Internals {
  SqsStore: { new (): SqsStore; createMessage(body: string): unknown };
  SnsStore: new () => Stores['snsStore'];
  S3Store: new () => S3Store;
  PersistenceManager: new (dataDir: string) => Persistence;
}

/** Loads the inner parts by their paths. */
export async function fauxqsInternals(): Promise<Internals> {
  const entry = import.meta.resolve('fauxqs');
  const part = async (path: string) => (await import(new URL(path, entry).href)) as Record<string, unknown>;
  const parts = await Promise.all(
    ['sqs/sqsStore.js', 'sns/snsStore.js', 's3/s3Store.js', 'persistence.js'].map(part),
  );
  return Object.assign({}, ...parts) as Internals;
}
