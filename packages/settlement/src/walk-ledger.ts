import type { PastLedger, PastLink } from './rule-ports.ts';

/** A way back over the chain of an agreement, and how far it has come. */
export interface Walk {
  /** The link at which it began, and its number. */
  from: string;
  upTo: number;
  /** It ends before the link of this number; 0 goes back to the first. */
  after: number;
  /** The link that comes next; undefined when all were seen. */
  next?: string | undefined;
}

/** A way back from the last link of an agreement, over all after a number. */
export async function walkFromLast(past: PastLedger, agreement: string, after: number): Promise<Walk> {
  const last = await past.last(agreement);
  if (last === undefined || last.sequence <= after) return { from: last?.at ?? '', upTo: after, after };
  return { from: last.at, upTo: last.sequence, after, next: last.at };
}

/** Goes on by at most so many links. */
export async function walkOn(
  past: PastLedger,
  agreement: string,
  walk: Walk,
  most: number,
): Promise<{ links: PastLink[]; walk: Walk }> {
  const links: PastLink[] = [];
  let { next } = walk;
  while (next !== undefined && links.length < most) {
    const link = await past.linkAt(agreement, next);
    links.push(link);
    next = link.sequence <= walk.after + 1 ? undefined : link.before;
  }
  return { links, walk: { ...walk, next } };
}
