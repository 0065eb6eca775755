import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { BaixaEvent } from '../src/index.ts';
import { openBook } from './book.ts';

/** The largest event is far smaller. */
const BODY_BYTES = 1_048_576;

/**
 * Answers webhooks: 401 to one that no key signed, 204 to one that was taken, 500 to one that could not be, which then
 * comes again. While the sender rotates its key, either of the two will do.
 */
export function webhookServer(keys: string[], take: (event: BaixaEvent) => void): Server {
  const webhooks = keys.map((key) => new Webhook(key));
  return createServer(async (request, response) => {
    const body = await bodyOf(request);
    const event = webhooks
      .map((webhook) => verified(webhook, body, request))
      .find((found) => found !== undefined);
    if (event === undefined) return response.writeHead(401).end();
    try {
      take(event);
      return response.writeHead(204).end();
    } catch (error) {
      process.stderr.write(`${event.id} was not taken: ${error}\n`);
      return response.writeHead(500).end();
    }
  });
}

function verified(webhook: Webhook, body: string, { headers }: IncomingMessage): BaixaEvent | undefined {
  try {
    return webhook.verify(body, headers as Record<string, string>) as BaixaEvent;
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

if (import.meta.main) {
  const [port, file] = process.argv.slice(2);
  const { WEBHOOK_KEYS: keys } = process.env;
  if (port === undefined || file === undefined || keys === undefined) {
    process.stderr.write('usage: WEBHOOK_KEYS=whsec_…[,whsec_…] node from-webhook.ts PORT FILE.sqlite\n');
    process.exit(2);
  }
  const book = openBook(file);
  const server = webhookServer(keys.split(','), (event) => void book.take(event));
  server.listen(Number(port), '127.0.0.1');
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => server.close(() => book.close()));
}
