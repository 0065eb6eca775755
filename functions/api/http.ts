import { isCivilDate, type Problem, problem } from '@baixa/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { z } from 'zod';

export type Request = APIGatewayProxyEventV2;
export type Response = APIGatewayProxyStructuredResultV2;

export function answer(statusCode: number, body: unknown): Response {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** An answer that says what is wrong, as a list of problems. */
export function refuse(statusCode: number, ...problems: Problem[]): Response {
  return answer(statusCode, { problems });
}

export function notFound(what: string, id: string): Response {
  return refuse(404, problem('api.not-found', { path: id }, `There is no ${what} ${id}.`));
}

/** Thrown where a request is not what it must be; the stack answers with its problems. */
export class BadRequest extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super('The request is not valid.');
    this.problems = problems;
  }
}

/** The body of a request, checked. @throws BadRequest */
export function bodyOf<T>(request: Request, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    const { body = '', isBase64Encoded } = request;
    value = JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString('utf-8') : body);
  } catch {
    throw new BadRequest([problem('api.not-json', {}, 'The body is not JSON.', 'Send a JSON document.')]);
  }
  return checked(schema, value);
}

/** A value, checked; `name` is where it stands. @throws BadRequest */
export function checked<T>(schema: z.ZodType<T>, value: unknown, name = 'the body'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new BadRequest(
    result.error.issues.map(({ path, message }) => {
      const where = path.join('.');
      return problem('api.invalid', { path: where || name }, `${where || name}: ${message}.`);
    }),
  );
}

/** A day in a body, a path or a query. */
export const day = z.string().refine(isCivilDate, 'expected a day that exists, written YYYY-MM-DD');

/** Who signed the request, as IAM knows them. */
export function callerOf({ requestContext }: Request): string {
  const { authorizer } = requestContext as { authorizer?: { iam?: { userArn?: string } } };
  const caller = authorizer?.iam?.userArn;
  if (caller === undefined) throw new Error('A signed request names who signed it.');
  return caller;
}

export function param(request: Request, name: string): string {
  const text = request.pathParameters?.[name] ?? '';
  try {
    return decodeURIComponent(text);
  } catch {
    throw new BadRequest([problem('api.invalid', { path: name }, `${name}: ${text} is not URL-encoded.`)]);
  }
}

/** How many items to list: `limit` of the query, 1 to 200. */
export function limitOf(request: Request): number {
  const limit = z.coerce.number().int().min(1).max(200).default(50);
  return checked(limit, request.queryStringParameters?.limit, 'limit');
}
