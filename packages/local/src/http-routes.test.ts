import { expect, test } from 'vitest';
import { matchRoute } from './http-routes.ts';
import type { RoutePlan } from './plan.ts';

const routes = [
  '$default',
  'GET /a',
  'ANY /a',
  'GET /a/{id}',
  'GET /a/{id}/b',
  'GET /a/{rest+}',
  'POST /{all+}',
].map((key): RoutePlan => ({ key, functionArn: key, signed: false, timeoutMs: 1 }));

test.each<[string, string, string, Record<string, string>]>([
  ['GET', '/a', 'GET /a', {}],
  ['DELETE', '/a', 'ANY /a', {}],
  ['GET', '/a/x%20y', 'GET /a/{id}', { id: 'x y' }],
  ['GET', '/a/1/b', 'GET /a/{id}/b', { id: '1' }],
  ['GET', '/a/1/c/d', 'GET /a/{rest+}', { rest: '1/c/d' }],
  ['POST', '/x/y', 'POST /{all+}', { all: 'x/y' }],
  ['GET', '/other', '$default', {}],
  ['PUT', '/a/1', '$default', {}],
])('%s %s goes to %s', (method, path, key, pathParameters) => {
  const match = matchRoute(routes, method, path);
  expect([match?.route.key, match?.pathParameters]).toEqual([key, pathParameters]);
});

test('nothing matches without a default', () => {
  expect(matchRoute(routes.slice(1), 'GET', '/')).toBeUndefined();
});
