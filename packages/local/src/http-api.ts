import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { matchRoute, type RouteMatch } from './http-routes.ts';
import type { Invocation } from './lambda-pool.ts';
import type { RoutePlan } from './plan.ts';
import { jsonReply, type Reply, type Server, serve } from './server.ts';
import { ACCOUNT_ID } from './template.ts';

/** The largest payload of an HTTP API, 10 MB. */
const LIMIT_BYTES = 10_000_000;
const TEXT = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)|[^;]+\+(json|xml))/;

type Invoke = (functionArn: string, event: unknown) => Promise<Invocation>;

/** Serves the routes of an HTTP API on 127.0.0.1, with events of payload format 2.0. */
export function serveHttpApi(
  port: number,
  apiId: string,
  routes: RoutePlan[],
  invoke: Invoke,
): Promise<Server> {
  return serve(port, LIMIT_BYTES, async (request, body) => {
    const url = new URL(request.url ?? '/', 'http://local');
    const match = matchRoute(routes, request.method ?? 'GET', url.pathname);
    if (match === undefined) return jsonReply(404, { message: 'Not Found' });
    const accessKey = /^AWS4-HMAC-SHA256 Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1];
    if (match.route.signed && accessKey === undefined) return jsonReply(403, { message: 'Forbidden' });
    const event = eventOf(request, url, body, match, apiId, accessKey);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, match.route.timeoutMs, undefined);
    });
    const invocation = await Promise.race([invoke(match.route.functionArn, event), late]);
    clearTimeout(timer);
    if (invocation === undefined) return jsonReply(503, { message: 'Service Unavailable' });
    return invocation.ok ? replyOf(invocation.payload) : internalError();
  });
}

function eventOf(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  { route, pathParameters }: RouteMatch,
  apiId: string,
  accessKey: string | undefined,
): object {
  const { cookie, ...rest } = request.headersDistinct;
  const headers = Object.entries(rest).map(([name, values = []]) => [name, values.join(',')]);
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  const isText = TEXT.test(request.headers['content-type'] ?? 'text/plain');
  const domain = request.headers.host ?? '127.0.0.1';
  const now = new Date();
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.flatMap((value) => value.split('; ')) }),
    headers: Object.fromEntries(headers),
    ...(url.search === '' ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId,
      ...(route.signed ? { authorizer: { iam: callerOf(accessKey ?? '') } } : {}),
      domainName: domain,
      domainPrefix: domain.split('.')[0],
      http: {
        method: request.method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Who called, as an IAM authorizer tells: anybody on this machine, since a signature cannot be checked here. */
function callerOf(accessKey: string): object {
  return {
    accessKey,
    accountId: ACCOUNT_ID,
    callerId: accessKey,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: `arn:aws:iam::${ACCOUNT_ID}:user/${accessKey}`,
    userId: accessKey,
  };
}

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

interface FullResponse {
  statusCode: number;
  headers?: Record<string, unknown>;
  cookies?: string[];
  body?: unknown;
  isBase64Encoded?: boolean;
}

/** Reads what a function answered: a full response with `statusCode`, or any JSON, which becomes the body of a 200. */
function replyOf(payload: string): Reply {
  const result = JSON.parse(payload) as FullResponse | string | null;
  if (typeof result === 'string')
    return { status: 200, headers: { 'content-type': 'application/json' }, body: result };
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return jsonReply(200, result);
  const { statusCode, headers = {}, cookies, body = '', isBase64Encoded } = result;
  if (!Number.isInteger(statusCode) || typeof body !== 'string') return internalError();
  const written = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(written),
      ...(cookies === undefined ? {} : { 'set-cookie': cookies }),
    },
    body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}

function internalError(): Reply {
  return jsonReply(500, { message: 'Internal Server Error' });
}
