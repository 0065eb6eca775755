import { mkdirSync } from 'node:fs';
import { buildApp } from 'fauxqs';
import { fauxqsInternals, type Stores } from './fauxqs-internals.ts';
import { countRequests } from './request-counter.ts';
import { refusalOf, refusalXml, type S3Request, unquoted } from './s3-guard.ts';
import { type NotificationRule, notificationsOf } from './s3-notifications.ts';
import { ACCOUNT_ID, REGION } from './template.ts';

/** What the parent tells this process, in its only argument, as JSON. */
export interface FauxqsSettings {
  port: number;
  /** Without it everything is in memory. */
  dataDir?: string;
  notifications: NotificationRule[];
}

/** S3, SQS and SNS in a process of their own, so that a busy bank's file does not hold up the pollers. */
async function main({ port, dataDir, notifications }: FauxqsSettings): Promise<void> {
  const { SqsStore, SnsStore, S3Store, PersistenceManager } = await fauxqsInternals();
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const origin = `http://127.0.0.1:${port}`;
  const persistence = dataDir === undefined ? undefined : openPersistence(dataDir);

  function openPersistence(directory: string) {
    mkdirSync(directory, { recursive: true });
    const opened = new PersistenceManager(directory);
    opened.load(stores.sqsStore, stores.snsStore, stores.s3Store);
    for (const store of Object.values(stores)) store.persistence = opened;
    for (const queue of stores.sqsStore.allQueues()) {
      queue.persistence = opened;
      // The port may be another than last time, and whoever had received these messages is gone.
      queue.url = `${origin}/${ACCOUNT_ID}/${queue.name}`;
      for (const received of queue.inflightMessages.values()) received.visibilityDeadline = 0;
    }
    return opened;
  }

  const app = buildApp({ logger: false, defaultRegion: REGION, stores: stores as never });
  // An empty host makes fauxqs build queue URLs from the address it was asked at, which needs no name service.
  stores.sqsStore.host = '';

  app.addHook('preHandler', async (request, reply) => {
    const refusal = refusalOf(s3RequestOf(request), stores.s3Store);
    if (refusal === undefined) return;
    return reply.status(refusal.status).type('application/xml').send(refusalXml(refusal));
  });

  // Before the response is sent, not after: once the client knows of its upload, the message is in the queue.
  app.addHook('onSend', async (request, reply) => {
    const { method, bucket, key, query, headers } = s3RequestOf(request);
    if (reply.statusCode !== 200 || key === '') return;
    const how =
      method === 'PUT' && query.uploadId === undefined && !('renameObject' in query)
        ? headers['x-amz-copy-source'] === undefined
          ? 'Put'
          : 'Copy'
        : method === 'POST' && query.uploadId !== undefined
          ? 'CompleteMultipartUpload'
          : undefined;
    if (how === undefined) return;
    const { contentLength, etag } = stores.s3Store.headObject(bucket, key);
    const upload = { bucket, key, how, sizeBytes: contentLength, eTag: unquoted(etag), at: new Date() };
    const told = { ...upload, sourceIp: request.ip, requestId: request.id.toUpperCase() };
    for (const { queueArn, body } of notificationsOf(told, notifications))
      stores.sqsStore.getQueueByArn(queueArn)?.enqueue(SqsStore.createMessage(body));
  });
  countRequests(app, (request) => s3RequestOf(request));
  if (persistence !== undefined) app.addHook('preClose', async () => persistence.close());

  await app.listen({ port, host: '127.0.0.1' });
  process.send?.('listening');
  // The terminal sends Ctrl-C to every process; the parent decides when this one ends, by life or by death.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => void app.close().then(() => process.exit(0)));
}

interface FastifyRequestLike {
  method: string;
  params: unknown;
  query: unknown;
  headers: Record<string, unknown>;
}

function s3RequestOf(request: FastifyRequestLike): S3Request {
  const params = (request.params ?? {}) as Record<string, string>;
  const query = (request.query ?? {}) as Record<string, unknown>;
  const { bucket = '', '*': key = '' } = params;
  return { method: bucket === '' ? '' : request.method, bucket, key, query, headers: request.headers };
}

await main(JSON.parse(process.argv[2] ?? '{}') as FauxqsSettings);
