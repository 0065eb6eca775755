import { createHash } from 'node:crypto';

/**
 * A deterministic id of 24 hexadecimal digits (96 bits) made of the given parts. The same facts give the same id on
 * every run, so whatever is written or sent twice is recognised. Parts are length-prefixed: ('ab','c') ≠ ('a','bc').
 */
export function idOf(...parts: (string | number)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const text = String(part);
    hash.update(`${text.length}:${text};`);
  }
  return hash.digest('hex').slice(0, 24);
}

/** The id of a return file: the first 24 hexadecimal digits of the SHA-256 of its bytes. */
export function fileIdOf(sha256: string): string {
  return sha256.slice(0, 24);
}

/** The SHA-256 of some content, in hexadecimal digits. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
