import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';

export interface Asked {
  /** `GET /companies`, without the query. */
  route: string;
  query: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every command
  body: any;
}

/** What the API answers: a body, or a status and a body; a route without an answer is a 404. */
export type Answer = (asked: Asked) => { status?: number; body: unknown } | undefined;

/**
 * A folder that a command finds its deployment in, whose API answers what a test says: the command signs, sends and reads
 * as it does elsewhere. Gives what was asked, in its order.
 */
export function apiThatAnswers(answer: Answer) {
  const folder = mkdtempSync(join(tmpdir(), 'baixa-cli-'));
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += piece;
    });
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
      const query = Object.fromEntries(searchParams);
      const one = {
        route: `${request.method} ${pathname}`,
        query,
        body: text === '' ? undefined : JSON.parse(text),
      };
      asked.push(one);
      const { status = 200, body } = answer(one) ?? { status: 404, body: { problems: [] } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const outputs = join(folder, 'outputs.json');
    const ApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(outputs, JSON.stringify({ Baixa: { ApiUrl } }));
    vi.stubEnv('BAIXA_OUTPUTS', outputs);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterAll(() => {
    server.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return { asked, folder };
}
