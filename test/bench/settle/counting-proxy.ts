import { createServer, request } from 'node:http';

/** What went through the proxy. */
export interface Counted {
  /** Requests by DynamoDB operation. */
  requests: Record<string, number>;
  writeUnits: number;
  readUnits: number;
}

/**
 * Stands between the functions and the DynamoDB engine and counts. It asks the engine for the capacity each request
 * consumed, as AWS would bill it.
 */
export async function countingProxy(target: string) {
  const counted: Counted = { requests: {}, writeUnits: 0, readUnits: 0 };
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
      const body = JSON.stringify({
        ...JSON.parse(Buffer.concat(parts).toString()),
        ReturnConsumedCapacity: 'TOTAL',
      });
      counted.requests[operation] = (counted.requests[operation] ?? 0) + 1;
      const headers = { ...incoming.headers, 'content-length': Buffer.byteLength(body) };
      const onward = request(target, { method: 'POST', headers }, (answer) => {
        const answered: Buffer[] = [];
        answer.on('data', (part: Buffer) => answered.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(answered);
          countUnits(counted, operation, text.toString());
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          outgoing.end(text);
        });
      });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    counted,
    reset() {
      Object.assign(counted, { requests: {}, writeUnits: 0, readUnits: 0 });
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function countUnits(counted: Counted, operation: string, text: string): void {
  const { ConsumedCapacity } = JSON.parse(text || '{}');
  const all = ConsumedCapacity === undefined ? [] : [ConsumedCapacity].flat();
  const units = all.reduce(
    (sum: number, each: { CapacityUnits?: number }) => sum + (each.CapacityUnits ?? 0),
    0,
  );
  if (/^(BatchGetItem|GetItem|Query|Scan|TransactGetItems)$/.test(operation)) counted.readUnits += units;
  else counted.writeUnits += units;
}
