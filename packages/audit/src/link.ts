import { createHash } from 'node:crypto';
import { canonicalJson, sha256Of } from '@baixa/core';
import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A link of a chain: that an object of the ledger was written, with what content, and after which. There is a chain for
 * each agreement, for each contract, and for the acordos of each company. Its own SHA-256 is that of its bytes, canonical JSON.
 */
export const linkSchema = z.strictObject({
  /** `agreements/<id>`, `contracts/<id>` or `companies/<id>`. */
  chain: z.string(),
  /** From 1, without a gap. */
  sequence: z.int().positive(),
  /** The object. */
  key: z.string(),
  /** SHA-256 of the object's content. */
  sha256: digest,
  /** The link before: the object it is of, and the SHA-256 of the link itself. The first has none. */
  previous: z.strictObject({ key: z.string(), sha256: digest }).optional(),
});
export type Link = z.infer<typeof linkSchema>;

export const chainOfAgreement = (agreement: string): string => `agreements/${agreement}`;
export const chainOfCompany = (company: string): string => `companies/${company}`;
export const chainOfContract = (contract: string): string => `contracts/${contract}`;

/** Where the link of an object is kept. */
export const linkKey = (chain: string, key: string): string => `links/${chain}/${key}`;

export { sha256Of };

/** The SHA-256 of content that comes piece by piece. */
export async function sha256OfPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** The link of an object after the last one of its chain, as it is written. */
export function nextLink(chain: string, last: string | undefined, key: string, sha256: string): string {
  const before = last === undefined ? undefined : readLink(last);
  if (last !== undefined && before === undefined) throw new Error(`The last link of ${chain} is none.`);
  const link: Link = {
    chain,
    sequence: (before?.sequence ?? 0) + 1,
    key,
    sha256,
    ...(before === undefined || last === undefined
      ? {}
      : { previous: { key: before.key, sha256: sha256Of(last) } }),
  };
  return canonicalJson(link);
}

/** Reads a link as it was written; undefined for anything else. */
export function readLink(text: string): Link | undefined {
  try {
    const read = linkSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

const listed = z.strictObject({ key: z.string(), sha256: digest });
export type Listed = z.infer<typeof listed>;

/** A manifest: objects that came into the ledger together, one a line, with the SHA-256 of each. */
export function manifestOf(objects: Listed[]): string {
  return objects.map(({ key, sha256 }) => `${canonicalJson({ key, sha256 })}\n`).join('');
}

/** The SHA-256 of objects that something was made from: that of the lines of a manifest that has them in order of their keys. */
export function inputsSha256Of(objects: readonly Listed[]): string {
  return sha256Of(manifestOf(objects.toSorted((a, b) => (a.key < b.key ? -1 : 1))));
}

/** Reads a manifest; undefined for anything else. */
export function readManifest(text: string): Listed[] | undefined {
  try {
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => listed.parse(JSON.parse(line)));
  } catch {
    return undefined;
  }
}
