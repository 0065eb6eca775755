import type { S3Store } from './fauxqs-internals.ts';

/** One request to S3 as the guard sees it; `key` is empty for a request about the bucket. */
export interface S3Request {
  method: string;
  bucket: string;
  key: string;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
}

export interface S3Refusal {
  status: number;
  code: string;
  message: string;
}

const READING = [
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'marker',
];
/** The query parameters fauxqs understands. It takes any other request for a plain read or write of the object. */
const UNDERSTOOD: Record<string, readonly string[]> = {
  PUT: ['uploadId', 'partNumber', 'renameObject', 'lifecycle'],
  POST: ['uploads', 'uploadId', 'delete'],
  GET: ['attributes', 'lifecycle', 'encoding-type', 'fetch-owner', ...READING],
  HEAD: [],
  DELETE: ['uploadId', 'lifecycle'],
};

/**
 * Refuses what fauxqs would get wrong in silence (tags that overwrite the object, versions, ACLs) and, in its place,
 * keeps the promise of `If-None-Match` and `If-Match` on a write. Undefined when the request may go on.
 */
export function refusalOf(request: S3Request, store: S3Store): S3Refusal | undefined {
  const { method, bucket, key, query, headers } = request;
  const understood = UNDERSTOOD[method] ?? [];
  const foreign = Object.keys(query).find(
    (name) => name !== 'x-id' && !/^(x-amz-|X-Amz-|response-)/.test(name) && !understood.includes(name),
  );
  if (foreign !== undefined)
    return {
      status: 405,
      code: 'MethodNotAllowed',
      message: `${method} with ?${foreign} is not run locally.`,
    };

  const completes =
    method === 'PUT' ? query.uploadId === undefined : method === 'POST' && 'uploadId' in query;
  if (key === '' || !completes) return undefined;
  const failed = { status: 412, code: 'PreconditionFailed', message: 'A precondition of the write fails.' };
  const stored = eTagOf(store, bucket, key);
  if (headers['if-none-match'] === '*' && stored !== undefined) return failed;
  const expected = headers['if-match'];
  return expected !== undefined && unquoted(String(expected)) !== stored ? failed : undefined;
}

function eTagOf(store: S3Store, bucket: string, key: string): string | undefined {
  try {
    return unquoted(store.headObject(bucket, key).etag);
  } catch {
    return undefined;
  }
}

/** Takes the quotes off an ETag. */
export function unquoted(eTag: string): string {
  return eTag.replaceAll('"', '');
}

/** Writes a refusal as S3 does. */
export function refusalXml({ code, message }: S3Refusal): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
