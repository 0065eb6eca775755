import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** The ports of the parts on 127.0.0.1. */
export interface Ports {
  dynamodb: number;
  storage: number;
  sfn: number;
  secrets: number;
  api: number;
}

/** Finds five free ports. All are held until all are known, so that they differ. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const [dynamodb = 0, storage = 0, sfn = 0, secrets = 0, api = 0] = servers.map(
    (server) => (server.address() as AddressInfo).port,
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return { dynamodb, storage, sfn, secrets, api };
}
