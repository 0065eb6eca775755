import { afterBlanks, elementsOf, isArrayAt, isObjectAt, membersOf, type Span, valueEnd } from './scan.ts';

/** Lists of API Pix whose elements carry `pix` lists of their own. */
const CARRIERS = new Set(['cobs', 'cobsr']);
/** Lists that tell of recurrences and charges, and say by themselves that the document is one of API Pix. */
const NOTICES = ['cobs', 'cobsr', 'recs', 'solicrec'];
/** The keys that tell what a document is. */
const TELLING = new Set(['pix', 'endToEndId', 'title', 'status', ...NOTICES]);

/** What a part of a file is. `key` is the Pix key of a charge, which its payments need not repeat; `gone` is where nothing can be followed any more. */
export type Part =
  | ({ kind: 'pix' } & Span)
  | ({ kind: 'key' } & Span)
  | { kind: 'pages' | 'notices' | 'error' | 'other' | 'gone'; from: number };

function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(10, from);
  return end === -1 ? bytes.length : end;
}

/** True when a line is one whole object or array by itself. */
function isWholeLine(bytes: Buffer, from: number): boolean {
  if (!isObjectAt(bytes, from) && !isArrayAt(bytes, from)) return false;
  const end = lineEnd(bytes, from);
  const to = valueEnd(bytes.subarray(0, end), from);
  return to !== undefined && afterBlanks(bytes.subarray(0, end), to) === end;
}

/** NDJSON is told by a whole value on one of its first two lines, so that one broken line does not hide it. */
function isNdjson(bytes: Buffer, start: number): boolean {
  const second = afterBlanks(bytes, lineEnd(bytes, start));
  if (second >= bytes.length) return false;
  return isWholeLine(bytes, start) || isWholeLine(bytes, second);
}

function* list(bytes: Buffer, from: number): Generator<Part> {
  if (isArrayAt(bytes, from)) for (const span of elementsOf(bytes, from)) yield { kind: 'pix', ...span };
  else yield { kind: 'pix', from, to: valueEnd(bytes, from) };
}

function* carried(bytes: Buffer, from: number): Generator<Part> {
  if (!isArrayAt(bytes, from)) return;
  for (const element of elementsOf(bytes, from)) {
    if (!isObjectAt(bytes, element.from)) continue;
    for (const member of membersOf(bytes, element.from))
      if (member.key === 'pix') yield* list(bytes, member.from);
  }
}

function* object(bytes: Buffer, from: number): Generator<Part> {
  const keys = new Set<string>();
  for (const member of membersOf(bytes, from)) {
    if (TELLING.has(member.key)) keys.add(member.key);
    if (member.key === 'chave') yield { kind: 'key', from: member.from, to: member.to };
    if (member.key === 'pix') {
      yield { kind: 'pages', from: member.from };
      yield* list(bytes, member.from);
    } else if (CARRIERS.has(member.key)) yield* carried(bytes, member.from);
  }
  if (keys.has('pix')) return;
  if (keys.has('endToEndId')) yield { kind: 'pix', from, to: valueEnd(bytes, from) };
  else if (NOTICES.some((key) => keys.has(key))) yield { kind: 'notices', from };
  else if (keys.has('title') && keys.has('status')) yield { kind: 'error', from };
  else yield { kind: 'other', from };
}

function* document(bytes: Buffer, from: number): Generator<Part> {
  if (isObjectAt(bytes, from)) yield* object(bytes, from);
  else if (isArrayAt(bytes, from)) {
    yield { kind: 'pages', from };
    yield* list(bytes, from);
  } else yield { kind: 'other', from };
  const to = valueEnd(bytes, from);
  if (to === undefined) {
    yield { kind: 'gone', from: bytes.length };
    return;
  }
  const rest = afterBlanks(bytes, to);
  if (rest < bytes.length) yield { kind: 'gone', from: rest };
}

/**
 * The parts of a file of API Pix, in order: a webhook body, a page of GET /pix, a charge, a Pix, an array of Pix, or
 * one of these a line. An array that is cut off gives what stands before the cut.
 */
export function* partsOf(bytes: Buffer): Generator<Part> {
  const start = afterBlanks(bytes, bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
  let end = bytes.length;
  while (end > start && (bytes[end - 1] ?? 0) <= 32) end--;
  const text = bytes.subarray(0, end);
  if (!isNdjson(text, start)) {
    yield* document(text, start);
    return;
  }
  for (let at = start; at < end; at = afterBlanks(text, lineEnd(text, at)))
    yield* document(text.subarray(0, lineEnd(text, at)), at);
}
