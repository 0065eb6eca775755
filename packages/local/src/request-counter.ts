import type { buildApp } from 'fauxqs';

type App = Awaited<ReturnType<typeof buildApp>>;
/** The parts of a request that tell what it asks for. */
interface Asked {
  method: string;
  params: unknown;
  query: unknown;
  headers: Record<string, unknown>;
  body: unknown;
}

/** Where the counts can be asked for. */
export const REQUESTS_PATH = '/_baixa/requests';

/** What AWS would bill a request to S3, SQS or SNS as; undefined for what it would not. */
export function billedAs(method: string, bucket: string, target: unknown, body: unknown): string | undefined {
  if (bucket !== '') return `s3.${method}`;
  if (typeof target === 'string' && target.startsWith('AmazonSQS.')) return `sqs.${target.slice(10)}`;
  const { Action } = (body ?? {}) as { Action?: unknown };
  return typeof Action === 'string' ? `sns.${Action}` : undefined;
}

/** Counts the requests that are answered, by service and operation, and tells them at `REQUESTS_PATH`. */
export function countRequests(app: App, bucketOf: (request: Asked) => { bucket: string }) {
  const counts: Record<string, number> = {};
  app.addHook('onResponse', async (request) => {
    const { bucket } = bucketOf(request);
    const name = billedAs(request.method, bucket, request.headers['x-amz-target'], request.body);
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  });
  app.get(REQUESTS_PATH, async () => counts);
}
