import type { APIGatewayProxyEventV2WithIAMAuthorizer } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveHttpApi } from './http-api.ts';
import type { Invocation } from './lambda-pool.ts';
import type { RoutePlan } from './plan.ts';
import { freePorts } from './ports.ts';
import type { Server } from './server.ts';

const route = (key: string, change: Partial<RoutePlan> = {}): RoutePlan => ({
  key,
  functionArn: key,
  signed: false,
  timeoutMs: 1000,
  ...change,
});
const ROUTES = [
  route('POST /items/{id}'),
  route('GET /signed', { signed: true }),
  route('GET /slow', { timeoutMs: 50 }),
  route('GET /simple'),
  route('GET /text'),
  route('GET /full'),
  route('GET /wrong'),
  route('GET /broken'),
];

let event: APIGatewayProxyEventV2WithIAMAuthorizer;
const ANSWERS: Record<string, unknown> = {
  'GET /simple': { plain: true },
  'GET /text': 'as it is',
  'GET /full': {
    statusCode: 201,
    headers: { 'X-Test': 7 },
    cookies: ['a=1', 'b=2'],
    body: Buffer.from('bytes').toString('base64'),
    isBase64Encoded: true,
  },
  'GET /wrong': { statusCode: 'two hundred' },
};

async function invoke(functionArn: string, given: unknown): Promise<Invocation> {
  event = given as typeof event;
  if (functionArn === 'GET /slow') await new Promise((go) => setTimeout(go, 300));
  if (functionArn === 'GET /broken')
    return { ok: false, error: { errorType: 'E', errorMessage: '', trace: [] } };
  return { ok: true, payload: JSON.stringify(ANSWERS[functionArn] ?? null) };
}

let server: Server;
let url: string;
beforeAll(async () => {
  const { api } = await freePorts();
  server = await serveHttpApi(api, 'apiid', ROUTES, invoke);
  url = `http://127.0.0.1:${api}`;
});
afterAll(() => server.stop());

test('a request becomes an event of payload format 2.0', async () => {
  await fetch(`${url}/items/x%20y?a=1&a=2&b=%20`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: 'c=1; d=2', 'X-One': 'Two' },
    body: '{"ç":1}',
  });
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'POST /items/{id}',
    rawPath: '/items/x%20y',
    rawQueryString: 'a=1&a=2&b=%20',
    queryStringParameters: { a: '1,2', b: ' ' },
    pathParameters: { id: 'x y' },
    cookies: ['c=1', 'd=2'],
    body: '{"ç":1}',
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'apiid',
      stage: '$default',
      routeKey: 'POST /items/{id}',
      http: { method: 'POST', path: '/items/x%20y', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    },
  });
  expect(event.headers).toMatchObject({ 'content-type': 'application/json', 'x-one': 'Two' });
  expect(event.headers).not.toHaveProperty('cookie');
});

test('bytes come as base64', async () => {
  const headers = { 'content-type': 'application/octet-stream' };
  await fetch(`${url}/items/1`, { method: 'POST', headers, body: new Uint8Array([0, 255]) });
  expect([event.body, event.isBase64Encoded]).toEqual(['AP8=', true]);
});

test('a signed route wants a signature, and tells who signed', async () => {
  const refused = await fetch(`${url}/signed`);
  expect([refused.status, await refused.json()]).toEqual([403, { message: 'Forbidden' }]);
  const authorization =
    'AWS4-HMAC-SHA256 Credential=local/20260310/sa-east-1/execute-api/aws4_request, Signature=x';
  expect((await fetch(`${url}/signed`, { headers: { authorization } })).status).toBe(200);
  expect(event.requestContext.authorizer.iam).toMatchObject({
    accessKey: 'local',
    accountId: '000000000000',
  });
});

test.each<[string, number, string, string]>([
  ['/simple', 200, 'application/json', '{"plain":true}'],
  ['/text', 200, 'application/json', 'as it is'],
  ['/full', 201, 'text/plain;charset=UTF-8', 'bytes'],
  ['/wrong', 500, 'application/json', '{"message":"Internal Server Error"}'],
  ['/broken', 500, 'application/json', '{"message":"Internal Server Error"}'],
  ['/slow', 503, 'application/json', '{"message":"Service Unavailable"}'],
  ['/nowhere', 404, 'application/json', '{"message":"Not Found"}'],
])('%s answers %i', async (path, status, type, body) => {
  const response = await fetch(url + path);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    status,
    type,
    body,
  ]);
});

test('headers and cookies of a full response are sent', async () => {
  const { headers } = await fetch(`${url}/full`);
  expect(headers.get('x-test')).toBe('7');
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('a body over 10 MB is refused', async () => {
  const response = await fetch(`${url}/items/1`, { method: 'POST', body: 'x'.repeat(10_000_001) });
  expect(response.status).toBe(413);
});
