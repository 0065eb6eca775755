import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublic } from './addresses.ts';
import { type PostOptions, poster } from './post.ts';

let server: Server | undefined;
let asked = 0;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  asked = 0;
});

/** A server on this machine; gives its port. */
async function listening(answer: RequestListener): Promise<number> {
  server = createServer((request, response) => {
    asked++;
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
const ok: RequestListener = (_request, response) => void response.writeHead(204).end();
/** A name service that knows every name, at these addresses. */
const at = (...addresses: string[]) =>
  ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as never;
const post = (url: string, options: Partial<PostOptions> = {}) =>
  poster({ seconds: 2, ...options })(url, { 'webhook-id': 'a' }, '{"ação":1}');

test.each([
  '10.0.0.1',
  '172.16.3.4',
  '192.168.1.1',
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::7f00:1',
  '64:ff9b::a00:1',
  '64:ff9b:1::a00:1',
  '2002:a00:1::',
  '2001::1',
  '2001:db8::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'example.com',
  '',
])('%s is no public address', (address) => expect(isPublic(address)).toBe(false));

test.each(['8.8.8.8', '177.71.128.21', '2600:1f1e::1', '::ffff:8.8.8.8'])('%s is one', (address) =>
  expect(isPublic(address)).toBe(true),
);

describe('a post', () => {
  test('sends body and headers, and gives the status', async () => {
    let got = '';
    const port = await listening(async (request, response) => {
      got = `${request.method} ${request.url} ${request.headers['webhook-id']} `;
      for await (const chunk of request) got += chunk;
      response.writeHead(202).end();
    });
    expect(await post(`http://127.0.0.1:${port}/hook?x=1`, { loopback: true })).toBe(202);
    expect(got).toBe('POST /hook?x=1 a {"ação":1}');
  });

  test.each([
    ['http://127.0.0.1:PORT/'],
    ['https://127.0.0.1:PORT/'],
    ['https://[::1]:PORT/'],
    ['https://[::ffff:7f00:1]:PORT/'],
    ['https://2130706433:PORT/'],
    ['https://0x7f.1:PORT/'],
    ['https://169.254.169.254/latest/meta-data'],
    ['http://8.8.8.8/'],
  ])('reaches nothing at %s', async (url) => {
    const port = await listening(ok);
    await expect(post(url.replace('PORT', String(port)))).rejects.toThrow('reaches public addresses');
    expect(asked).toBe(0);
  });

  test('reaches no private address by a name, not even one among public ones', async () => {
    const port = await listening(ok);
    const url = `https://erp.example:${port}/`;
    for (const addresses of [['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['::ffff:10.0.0.1'], []])
      await expect(post(url, { resolve: at(...addresses) })).rejects.toThrow('reaches public addresses');
    expect(asked).toBe(0);
  });

  test('by plain HTTP reaches this machine where that is allowed, and no other', async () => {
    const port = await listening(ok);
    const options = { loopback: true, resolve: at('127.0.0.1') };
    expect(await post(`http://erp.example:${port}/`, options)).toBe(204);
    const away = post(`http://erp.example:${port}/`, { loopback: true, resolve: at('8.8.8.8') });
    await expect(away).rejects.toThrow('reaches public addresses');
    await expect(post('http://10.0.0.1/', { loopback: true })).rejects.toThrow('reaches public addresses');
  });

  test('does not follow a redirect', async () => {
    const port = await listening((_request, response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await post(`http://127.0.0.1:${port}/`, { loopback: true })).toBe(307);
    expect(asked).toBe(1);
  });

  test('waits so long and no longer, and reads no endless answer', async () => {
    const silent = await listening(() => {});
    await expect(post(`http://127.0.0.1:${silent}/`, { loopback: true, seconds: 0.2 })).rejects.toThrow(
      'aborted',
    );
    server?.closeAllConnections();
    let sent = 0;
    let cut = () => {};
    const ended = new Promise<void>((done) => {
      cut = done;
    });
    const endless = await listening((_request, response) => {
      response.writeHead(200);
      const more = () => {
        if (response.destroyed) return cut();
        sent += 65_536;
        response.write(Buffer.alloc(65_536));
        setTimeout(more, 1);
      };
      more();
    });
    expect(await post(`http://127.0.0.1:${endless}/`, { loopback: true, seconds: 60 })).toBe(200);
    await ended;
    expect(sent).toBeLessThan(50_000_000);
  });
});
