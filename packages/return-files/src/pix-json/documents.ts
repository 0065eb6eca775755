import { type About, aboutOf, CHARGE_LISTS, NOTICE_LISTS } from './about.ts';
import { afterBlanks, elementsOf, isArrayAt, isObjectAt, membersOf, type Span, valueEnd } from './scan.ts';

/**
 * What a part of a file is. `key` is the Pix key of a charge, which its payments need not repeat; `paging` is what a
 * page says of itself, and the list it says it of; `gone` is where nothing can be followed any more.
 */
export type Part =
  | ({ kind: 'pix'; charge?: About['charge'] } & Span)
  | ({ kind: 'key' } & Span)
  | { kind: 'paging'; from: number; said: Span; list: Span | undefined }
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

function* list(bytes: Buffer, from: number, charge: About['charge']): Generator<Part> {
  if (isArrayAt(bytes, from))
    for (const span of elementsOf(bytes, from)) yield { kind: 'pix', charge, ...span };
  else yield { kind: 'pix', charge, from, to: valueEnd(bytes, from) };
}

/** The Pix that an object carries, with its key and what it says of them as a charge. */
function* carriedBy(bytes: Buffer, from: number, charge: About['charge']): Generator<Part> {
  for (const member of membersOf(bytes, from)) {
    if (member.key === 'chave') yield { kind: 'key', from: member.from, to: member.to };
    if (member.key === 'pix') yield* list(bytes, member.from, charge);
    else if (CHARGE_LISTS.has(member.key) && isArrayAt(bytes, member.from))
      for (const element of elementsOf(bytes, member.from))
        if (isObjectAt(bytes, element.from)) yield* chargeIn(bytes, element.from);
  }
}

/** A charge in a list: it has no lists of charges itself. */
function* chargeIn(bytes: Buffer, from: number): Generator<Part> {
  const { charge } = aboutOf(bytes, from);
  for (const member of membersOf(bytes, from)) {
    if (member.key === 'chave') yield { kind: 'key', from: member.from, to: member.to };
    if (member.key === 'pix') yield* list(bytes, member.from, charge);
  }
}

function* object(bytes: Buffer, from: number, about: About): Generator<Part> {
  const { keys, charge, paging } = about;
  if (keys.has('pix')) yield { kind: 'pages', from };
  if (paging !== undefined) yield { kind: 'paging', from, said: paging, list: about.list };
  let found = keys.has('pix');
  for (const part of carriedBy(bytes, from, charge)) {
    found ||= part.kind === 'pix';
    yield part;
  }
  if (found) return;
  if (keys.has('endToEndId') || keys.has('rtrId'))
    yield { kind: 'pix', charge: undefined, from, to: valueEnd(bytes, from) };
  else if (NOTICE_LISTS.some((key) => keys.has(key)) || isCharge(keys)) yield { kind: 'notices', from };
  else if (keys.has('title') && keys.has('status')) yield { kind: 'error', from };
  else yield { kind: 'other', from };
}

/** A charge, a recurrence or its request, as the bank answers to who asks for one. */
function isCharge(keys: ReadonlySet<string>): boolean {
  return keys.has('calendario') || keys.has('idRec') || keys.has('idSolicRec');
}

/** An array is of Pix, of bodies, or of charges. */
function* array(bytes: Buffer, from: number): Generator<Part> {
  for (const span of elementsOf(bytes, from)) {
    const about = isObjectAt(bytes, span.from) ? aboutOf(bytes, span.from) : undefined;
    if (about !== undefined && (about.list !== undefined || isCharge(about.keys)))
      yield* object(bytes, span.from, about);
    else yield { kind: 'pix', charge: undefined, ...span };
  }
}

function* document(bytes: Buffer, from: number): Generator<Part> {
  if (isObjectAt(bytes, from)) yield* object(bytes, from, aboutOf(bytes, from));
  else if (isArrayAt(bytes, from)) yield* array(bytes, from);
  else yield { kind: 'other', from };
  const to = valueEnd(bytes, from);
  if (to === undefined) {
    yield { kind: 'gone', from: bytes.length };
    return;
  }
  const rest = afterBlanks(bytes, to);
  if (rest < bytes.length) yield { kind: 'gone', from: rest };
}

/**
 * The parts of a file of API Pix, in order: a webhook body, a page of GET /pix, a charge or a list of charges, a Pix, an
 * array of these, or one of these a line. An array that is cut off gives what stands before the cut.
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
