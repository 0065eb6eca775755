import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isPublic } from './addresses.ts';

/** Bytes of an answer that are read before the connection is cut; only its status counts. */
const ANSWER_BYTES = 65_536;

export interface PostOptions {
  /** Seconds that connecting, sending and answering may take together. */
  seconds: number;
  /** Lets it reach this machine, by plain HTTP as well. For one machine only. */
  loopback?: boolean;
  /** Finds the addresses of a name; the system's by default. */
  resolve?: typeof lookup;
}

/** Sends a body and gives the status of the answer. Rejects when there is none, or the address may not be reached. */
export type Post = (url: string, headers: Record<string, string>, body: string) => Promise<number>;

/**
 * Posts to public addresses by HTTPS, and nowhere else. The address is checked where the connection is made with it, so
 * a name that answers otherwise the second time reaches nothing. Redirects are not followed, and no connection is kept.
 */
export function poster({ seconds, loopback = false, resolve = lookup }: PostOptions): Post {
  return (target, headers, body) =>
    new Promise((done, fail) => {
      const url = new URL(target);
      const isSecure = url.protocol === 'https:';
      const mayReach = (address: string) =>
        (isSecure && isPublic(address)) || (loopback && isLoopback(address));
      const host = url.hostname.replace(/^\[|\]$/g, '');
      // Node asks no lookup for a host that is an address already.
      if (isIP(host) !== 0 && !mayReach(host)) throw notReached(host);
      const send = isSecure ? requestHttps : requestHttp;
      const request = send(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        agent: false,
        lookup: checkedLookup(resolve, mayReach),
        signal: AbortSignal.timeout(seconds * 1000),
      });
      request.on('error', fail);
      request.on('response', (response) => {
        let left = ANSWER_BYTES;
        response.on('error', () => {});
        response.on('data', (chunk: Buffer) => {
          left -= chunk.length;
          if (left < 0) response.destroy();
        });
        done(response.statusCode ?? 0);
      });
      request.end(body);
    });
}

function checkedLookup(resolve: typeof lookup, mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const refused = addresses.find(({ address }) => !mayReach(address));
      const [first] = addresses;
      if (refused !== undefined || first === undefined)
        return callback(notReached(refused?.address ?? 'no address'), '');
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
}

function notReached(address: string): Error {
  return new Error(`A webhook reaches public addresses by HTTPS only, not ${address}.`);
}
