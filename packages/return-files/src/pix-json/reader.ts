import { isUtf8 } from 'node:buffer';
import { type Problem, problem } from '@baixa/core';
import type { ReadItem } from '../items.ts';
import type { FormatReader } from '../reader.ts';
import { type Part, partsOf } from './documents.ts';
import { paymentEntry, refundEntry, type Spot } from './entry.ts';
import { elementsOf, isArrayAt, isObjectAt, LineCounter, membersOf, type Span } from './scan.ts';

/** Bytes. JSON is held whole, so it has a limit: GET /pix gives at most 1,000 items a page, some 1 MB. */
export const MAX_JSON_BYTES = 64 * 1024 * 1024;
const MOST_KEYS = 1000;
const BATCH = 256;

/** Reads the body, or undefined when it is over the limit: then the rest is only passed through, to be counted. */
async function bodyOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  let chunks: Uint8Array[] | undefined = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MAX_JSON_BYTES) chunks = undefined;
    chunks?.push(chunk);
  }
  return chunks && Buffer.concat(chunks, size);
}

class PixFile {
  readonly #bytes: Buffer;
  readonly #encoding: 'utf8' | 'latin1';
  readonly #lines: LineCounter;
  #found = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    this.#lines = new LineCounter(bytes);
  }

  /** The Pix keys of the file, which are its agreements. */
  keys(): string[] {
    const keys = new Set<string>();
    for (const span of this.#keySpans()) {
      const key = this.#json(span).value;
      if (typeof key === 'string' && key !== '' && key.length <= 77) keys.add(key);
      if (keys.size >= MOST_KEYS) break;
    }
    return [...keys];
  }

  *#keySpans(): Generator<Span> {
    for (const part of partsOf(this.#bytes)) {
      if (part.kind === 'key') yield part;
      if (part.kind !== 'pix' || !isObjectAt(this.#bytes, part.from)) continue;
      for (const member of membersOf(this.#bytes, part.from)) if (member.key === 'chave') yield member;
    }
  }

  *items(): Generator<ReadItem[]> {
    let out: ReadItem[] = [];
    for (const part of partsOf(this.#bytes)) {
      if (part.kind === 'pix') this.#pix(part, out);
      else if (part.kind !== 'key') this.#other(part, out);
      if (out.length < BATCH) continue;
      yield out;
      out = [];
    }
    yield out;
  }

  #pix(span: Span, out: ReadItem[]): void {
    this.#found = true;
    const spot = this.#lines.placeOf(span.from);
    if (span.to === undefined) return;
    const { value, broken } = this.#json(span);
    if (broken) {
      out.push({ type: 'problem', problem: badJson(spot) });
      return;
    }
    const payment = paymentEntry(value, spot, out);
    if (payment) for (const refund of this.#refunds(span.from)) this.#refund(refund, payment, out);
  }

  /** One official example has a single object where the standard has an array. */
  *#refunds(from: number): Generator<Span> {
    for (const member of membersOf(this.#bytes, from)) {
      if (member.key !== 'devolucoes') continue;
      if (isArrayAt(this.#bytes, member.from)) yield* elementsOf(this.#bytes, member.from);
      else if (this.#json(member).value !== null) yield member;
    }
  }

  #refund(span: Span, payment: NonNullable<ReturnType<typeof paymentEntry>>, out: ReadItem[]): void {
    refundEntry(this.#json(span).value, payment, this.#lines.placeOf(span.from), out);
  }

  #other(part: Exclude<Part, Span>, out: ReadItem[]): void {
    if (part.kind === 'pages') this.#found = true;
    else if (part.kind === 'gone')
      out.push({ type: 'problem', problem: cutOff(this.#lines.placeOf(part.from)) });
    else if (part.kind !== 'notices' || !this.#found)
      out.push({ type: 'problem', problem: NOT_PAYMENTS[part.kind](this.#lines.placeOf(part.from)) });
  }

  #json({ from, to }: Span): { value?: unknown; broken?: true } {
    try {
      return { value: JSON.parse(this.#bytes.toString(this.#encoding, from, to)) };
    } catch {
      return { broken: true };
    }
  }
}

function badJson(where: Spot): Problem {
  const wayOut = 'Ask the bank for it again; the items around it were read.';
  return problem('pix.bad-json', where, 'This item is not JSON, and no entry was made of it.', wayOut);
}

function cutOff(where: Spot): Problem {
  const sentence = 'From here on the file is not JSON any more: what follows was not read.';
  return problem(
    'pix.cut-off',
    where,
    sentence,
    'Ask the bank for the page again; it may have been cut on the way.',
  );
}

const NOT_PAYMENTS = {
  notices: (where: Spot) =>
    problem(
      'pix.not-payments',
      where,
      'These are notices of charges or of Pix Automático without payments in them: nothing of them settles.',
      'The payments themselves come by the Pix webhook and by GET /pix.',
    ),
  error: (where: Spot) =>
    problem(
      'pix.error-response',
      where,
      'The bank answered with an error instead of payments.',
      'Look at its title and detail, and ask for the page again.',
    ),
  other: (where: Spot) =>
    problem(
      'pix.unknown-document',
      where,
      'This JSON is none of API Pix: it has neither a list of Pix nor an endToEndId.',
      'Deliver webhook bodies or pages of GET /pix.',
    ),
};

function tooLarge(): Problem {
  return problem(
    'pix.too-large',
    { line: 1, column: 1, offset: 0 },
    `The file is larger than ${MAX_JSON_BYTES / 1024 / 1024} MB of JSON and was not read.`,
    'Ask for smaller pages (paginacao.itensPorPagina is at most 1000).',
  );
}

/** Reads bodies of the Pix webhook and pages of GET /pix. */
export const readPixJson: FormatReader = async function* (bytes, context) {
  const body = await bodyOf(bytes);
  const file = new PixFile(body ?? Buffer.alloc(0));
  const agreementCodes = body ? file.keys() : [];
  yield [{ type: 'header', header: { ...context.detection, agreementCodes } }];
  if (!body) {
    yield [{ type: 'problem', problem: tooLarge() }];
    return;
  }
  context.lines = body.at(-1) === 10 ? 0 : 1;
  for (let at = body.indexOf(10); at !== -1; at = body.indexOf(10, at + 1)) context.lines++;
  yield* file.items();
};
