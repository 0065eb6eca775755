import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

export interface Server {
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1 and answers each request whose body has at most `limitBytes`; a larger one gets 413. */
export async function serve(
  port: number,
  limitBytes: number,
  answer: (request: IncomingMessage, body: Buffer) => Promise<Reply>,
): Promise<Server> {
  const server = createServer((request, response) => void respond(request, response));

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      for await (const chunk of request) {
        sizeBytes += (chunk as Buffer).length;
        if (sizeBytes <= limitBytes) chunks.push(chunk as Buffer);
      }
      const reply =
        sizeBytes > limitBytes
          ? jsonReply(413, { message: 'Request Entity Too Large' })
          : await answer(request, Buffer.concat(chunks));
      response.writeHead(reply.status, reply.headers).end(reply.body);
    } catch {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Makes a reply of JSON. */
export function jsonReply(status: number, body: unknown, type = 'application/json'): Reply {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(body) };
}
