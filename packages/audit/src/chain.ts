import { eachLimit } from '@baixa/core';
import { FIND_THE_DELETION, FIND_THE_VERSION, type Note } from './differences.ts';
import { isManifest } from './keys.ts';
import { type Link, linkKey, readLink, readManifest, sha256Of, sha256OfPieces } from './link.ts';
import type { Heads, LedgerObjects, VerifyPorts } from './ports.ts';

/** Objects read at the same time. */
const READS_AT_ONCE = 16;

/** A chain as it was proved. */
export interface ProvedChain {
  chain: string;
  links: number;
  /** The last link that was proved, and its SHA-256: whoever keeps it elsewhere can prove later that all up to it is unchanged. */
  sequence: number;
  sha256: string | undefined;
}

/** What of a link its neighbours are held against; some hundreds of bytes for each link of the chain being proved. */
interface Seen {
  key: string;
  sha256: string;
  previous: Link['previous'];
}

export interface ChainOptions {
  /** Told of each object whose content is proved. */
  onObject(key: string, text: string): Promise<void>;
  /** Told of each key that a link or a manifest names. */
  onLinked(key: string): void;
  /** SHA-256 of a link that somebody kept elsewhere and that must be in the chain. */
  keptElsewhere?: string | undefined;
}

/**
 * Proves one chain: each object has the content that its link says, each link follows the one before, from the first to
 * the head without a gap. The head is read first, so that what is linked meanwhile is not taken for a gap.
 */
export async function proveChain(
  { ledger, heads }: Pick<VerifyPorts, 'ledger' | 'heads'>,
  chain: string,
  note: Note,
  options: ChainOptions,
): Promise<ProvedChain> {
  const headText = await heads?.headOf(chain);
  const head = headText === undefined ? undefined : readLink(headText);
  const seen = new Map<number, Seen>();
  await eachLimit(ledger.keys(linkKey(chain, '')), READS_AT_ONCE, async (at) => {
    const text = await ledger.read(at);
    const link = text === undefined ? undefined : readLink(text);
    if (text === undefined || link === undefined || link.chain !== chain || linkKey(chain, link.key) !== at)
      return note('link-rewritten', at, `${at} is not the link that belongs there.`, FIND_THE_VERSION);
    const twin = seen.get(link.sequence);
    if (twin !== undefined)
      note(
        'link-double',
        at,
        `Number ${link.sequence} of ${chain} is the link of ${link.key} and of ${twin.key}.`,
        'One of the two was written by somebody else: the chain goes on from the one whose hash link number ' +
          `${link.sequence + 1} names.`,
      );
    else seen.set(link.sequence, { key: link.key, sha256: sha256Of(text), previous: link.previous });
    options.onLinked(link.key);
    await proveObject(ledger, chain, link, note, options);
  });
  const last = heads === undefined ? Math.max(0, ...seen.keys()) : (head?.sequence ?? 0);
  if (head !== undefined && headText !== undefined && !seen.has(last)) {
    // It may have been written since: the head comes first.
    const text = await ledger.read(linkKey(chain, head.key));
    if (text === headText) seen.set(last, { key: head.key, sha256: sha256Of(text), previous: head.previous });
  }
  const sound = proveOrder(chain, seen, last, head, note);
  if (heads !== undefined) await proveHead(heads, chain, seen, headText, note);
  const { keptElsewhere } = options;
  if (keptElsewhere !== undefined && ![...seen.values()].some(({ sha256 }) => sha256 === keptElsewhere))
    note(
      'head-unknown',
      chain,
      `No link of ${chain} has the hash ${keptElsewhere}, which was kept elsewhere.`,
      'The chain was rewritten after that hash was noted, or it is of another chain.',
    );
  return { chain, links: seen.size, sequence: sound, sha256: seen.get(sound)?.sha256 };
}

async function proveObject(
  ledger: LedgerObjects,
  chain: string,
  link: Pick<Link, 'key' | 'sha256' | 'sequence'>,
  note: Note,
  options: ChainOptions,
): Promise<void> {
  /** Whether what was found of an object is what was written. */
  const isProved = (key: string, sha256: string, found: string | undefined): boolean => {
    const of = `number ${link.sequence} of ${chain}`;
    if (found === undefined)
      note('object-missing', key, `${key}, ${of}, is not in the bucket.`, FIND_THE_DELETION);
    else if (found !== sha256)
      note(
        'object-changed',
        key,
        `${key}, ${of}, is not what was written: its SHA-256 is ${found}, and was ${sha256}.`,
        FIND_THE_VERSION,
      );
    return found === sha256;
  };
  const text = await ledger.read(link.key);
  if (!isProved(link.key, link.sha256, text === undefined ? undefined : sha256Of(text)) || text === undefined)
    return;
  const listed = isManifest(link.key) ? readManifest(text) : [];
  for (const { key, sha256 } of listed ?? []) {
    options.onLinked(key);
    const pieces = await ledger.pieces(key);
    isProved(key, sha256, pieces === undefined ? undefined : await sha256OfPieces(pieces));
  }
  await options.onObject(link.key, text);
}

/** Gives the number of the last link up to which nothing is missing. */
function proveOrder(
  chain: string,
  seen: Map<number, Seen>,
  last: number,
  head: Link | undefined,
  note: Note,
): number {
  let sound = 0;
  let broken = false;
  for (let sequence = 1; sequence <= last; sequence++) {
    const link = seen.get(sequence);
    const before = seen.get(sequence - 1);
    if (link === undefined) {
      broken = true;
      const named = seen.get(sequence + 1)?.previous?.key ?? (sequence === last ? head?.key : undefined);
      const at = named === undefined ? chain : linkKey(chain, named);
      note(
        'link-missing',
        at,
        `Number ${sequence} of ${last} of ${chain}${named === undefined ? '' : `, the link of ${named},`} is not in the bucket.`,
        FIND_THE_DELETION,
      );
    } else if (sequence === 1 ? link.previous !== undefined : !follows(link, before)) {
      broken = true;
      note(
        'link-broken',
        linkKey(chain, link.key),
        `Number ${sequence} of ${chain}, the link of ${link.key}, does not follow number ${sequence - 1}` +
          `${before === undefined ? '' : `, the link of ${before.key}`}: one of the two was rewritten.`,
        FIND_THE_VERSION,
      );
    }
    if (!broken) sound = sequence;
  }
  return sound;
}

/** A link that is missing is told by itself. */
function follows({ previous }: Seen, before: Seen | undefined): boolean {
  return before === undefined || (previous?.key === before.key && previous.sha256 === before.sha256);
}

/** The link that the table has for the last is the last in the bucket, and none comes after. */
async function proveHead(
  heads: Heads,
  chain: string,
  seen: Map<number, Seen>,
  headText: string | undefined,
  note: Note,
): Promise<void> {
  const head = headText === undefined ? undefined : readLink(headText);
  const last = seen.get(head?.sequence ?? 0);
  if (
    head !== undefined &&
    headText !== undefined &&
    last !== undefined &&
    last.sha256 !== sha256Of(headText)
  )
    note(
      'head-differs',
      linkKey(chain, last.key),
      `The last link of ${chain}, number ${head.sequence} of ${last.key}, is not the one that the table of chains has, of ${head.key}.`,
      FIND_THE_VERSION,
    );
  const now = readLink((await heads.headOf(chain)) ?? '')?.sequence ?? 0;
  for (const [sequence, { key }] of seen)
    if (sequence > now)
      note(
        'beyond-head',
        linkKey(chain, key),
        `Number ${sequence} of ${chain}, the link of ${key}, comes after the last one that the table of chains has, number ${now}.`,
        'Nobody but Baixa adds links, and it moves the table on first: look in the access log for who wrote it.',
      );
}
