import { expect, test } from 'vitest';
import { refusalOf, refusalXml, type S3Request } from './s3-guard.ts';

const store = {
  persistence: undefined,
  headObject(_bucket: string, key: string) {
    if (key !== 'there') throw new Error('NoSuchKey');
    return { contentLength: 1, etag: '"abc"' };
  },
};
const request = (change: Partial<S3Request>): S3Request => ({
  method: 'PUT',
  bucket: 'b',
  key: 'there',
  query: {},
  headers: {},
  ...change,
});
const statusOf = (change: Partial<S3Request>) => refusalOf(request(change), store)?.status;

test('plain reads and writes go on', () => {
  expect(statusOf({})).toBeUndefined();
  expect(statusOf({ query: { 'x-id': 'PutObject', partNumber: '1', uploadId: 'u' } })).toBeUndefined();
  expect(statusOf({ method: 'GET', query: { 'list-type': '2', prefix: 'p' }, key: '' })).toBeUndefined();
  expect(
    statusOf({ method: 'GET', query: { 'X-Amz-Signature': 's', 'response-expires': 'x' } }),
  ).toBeUndefined();
});

test.each<Partial<S3Request>>([
  { query: { tagging: '' } },
  { query: { acl: '' } },
  { query: { versioning: '' }, key: '' },
  { method: 'GET', query: { versionId: 'v' } },
  { method: 'GET', query: { tagging: '' } },
  { method: 'DELETE', query: { tagging: '' } },
])('%j, which would be taken for a plain one, is refused', (change) => {
  expect(statusOf(change)).toBe(405);
});

test('a conditional write is kept to its condition', () => {
  const absent = { headers: { 'if-none-match': '*' } };
  expect(statusOf(absent)).toBe(412);
  expect(statusOf({ ...absent, key: 'new' })).toBeUndefined();
  expect(statusOf({ ...absent, method: 'POST', query: { uploadId: 'u' } })).toBe(412);
  expect(statusOf({ ...absent, query: { uploadId: 'u', partNumber: '1' } })).toBeUndefined();
  expect(statusOf({ headers: { 'if-match': '"abc"' } })).toBeUndefined();
  expect(statusOf({ headers: { 'if-match': '"other"' } })).toBe(412);
  expect(statusOf({ headers: { 'if-match': '"abc"' }, key: 'new' })).toBe(412);
});

test('a refusal is written as S3 writes errors', () => {
  expect(refusalXml({ status: 412, code: 'PreconditionFailed', message: 'No.' })).toContain(
    '<Error><Code>PreconditionFailed</Code><Message>No.</Message></Error>',
  );
});
