import type { Cents } from '@baixa/core';
import { decodeLine } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import type { ChargeSpans } from './about.ts';
import { type ChargeTerms, chargeTerms } from './charge.ts';
import { type Part, partsOf } from './documents.ts';
import { paymentEntry, refundEntry } from './entry.ts';
import {
  badJson,
  cutOff,
  errorResponse,
  loneRefund,
  notPayments,
  toldTwice,
  unknownDocument,
} from './file-problems.ts';
import { Paging } from './paging.ts';
import {
  countElements,
  elementsOf,
  isArrayAt,
  isObjectAt,
  LineCounter,
  membersOf,
  type Span,
  type Spot,
} from './scan.ts';

const MOST_KEYS = 1000;
/** Bytes of a key of 77 characters with every one of them escaped, and more. */
const WIDEST_KEY = 600;
const BATCH = 256;

type Payment = NonNullable<ReturnType<typeof paymentEntry>>;

/** Reads the bytes of one file of API Pix. Every item is decoded by itself, so that encodings may differ. */
export class PixFile {
  readonly #bytes: Buffer;
  readonly #lines: LineCounter;
  readonly #paging = new Paging();
  /** The payments of the file so far, with their amounts. */
  readonly #told = new Map<string, Cents>();
  #found = false;
  #notices: Spot | undefined;
  #charge: { spans: ChargeSpans; terms: ChargeTerms } | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#lines = new LineCounter(bytes);
  }

  /** The Pix keys of the file, which are its agreements. */
  keys(): string[] {
    const keys = new Set<string>();
    const seen = new Set<string>();
    for (const span of this.#keySpans()) {
      const written = this.#bytes.toString(
        'latin1',
        span.from,
        Math.min(span.to ?? span.from, span.from + WIDEST_KEY),
      );
      if (seen.has(written)) continue;
      if (seen.size < MOST_KEYS) seen.add(written);
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
      this.#part(part, out);
      if (out.length < BATCH) continue;
      yield out;
      out = [];
    }
    if (this.#notices) out.push({ type: 'problem', problem: notPayments(this.#notices, !this.#found) });
    this.#paging.end(out);
    yield out;
  }

  #part(part: Part, out: ReadItem[]): void {
    if (part.kind === 'pix') this.#pix(part, part.charge, out);
    else if (part.kind === 'pages') this.#found = true;
    else if (part.kind === 'paging') this.#page(part.said, part.list, this.#lines.placeOf(part.from), out);
    else if (part.kind === 'notices') this.#notices ??= this.#lines.placeOf(part.from);
    else if (part.kind !== 'key')
      out.push({ type: 'problem', problem: NOT_READ[part.kind](this.#lines.placeOf(part.from)) });
  }

  #page(said: Span, list: Span | undefined, spot: Spot, out: ReadItem[]): void {
    const isWhole = list?.to !== undefined && isArrayAt(this.#bytes, list.from);
    this.#paging.add(
      this.#json(said).value,
      isWhole ? countElements(this.#bytes, list.from) : undefined,
      spot,
      out,
    );
  }

  #pix(span: Span, charge: ChargeSpans | undefined, out: ReadItem[]): void {
    this.#found = true;
    const spot = this.#lines.placeOf(span.from);
    if (span.to === undefined) return;
    const { value, broken } = this.#json(span);
    if (broken) {
      out.push({ type: 'problem', problem: badJson(spot) });
      return;
    }
    if (isLoneRefund(value)) {
      out.push({ type: 'problem', problem: loneRefund(spot) });
      return;
    }
    const payment = paymentEntry(value, charge && this.#terms(charge, spot, out), spot, out);
    if (payment === undefined) return;
    this.#remember(payment, spot, out);
    for (const refund of this.#refunds(span.from)) this.#refund(refund, payment, out);
  }

  /** The terms of a charge are read once, however many payments it has. */
  #terms(spans: ChargeSpans, spot: Spot, out: ReadItem[]): ChargeTerms {
    if (this.#charge?.spans !== spans) {
      const parts = Object.entries(spans).map(([name, span]) => [name, this.#json(span).value]);
      this.#charge = { spans, terms: chargeTerms(Object.fromEntries(parts), spot, out) };
    }
    return this.#charge.terms;
  }

  #remember({ endToEndId = '', paidCents = 0 }: Payment, spot: Spot, out: ReadItem[]): void {
    const before = this.#told.get(endToEndId);
    if (before === undefined) this.#told.set(endToEndId, paidCents);
    else out.push({ type: 'problem', problem: toldTwice(spot, before !== paidCents) });
  }

  /** One official example has a single object where the standard has an array. */
  *#refunds(from: number): Generator<Span> {
    for (const member of membersOf(this.#bytes, from)) {
      if (member.key !== 'devolucoes') continue;
      if (isArrayAt(this.#bytes, member.from)) yield* elementsOf(this.#bytes, member.from);
      else if (this.#json(member).value !== null) yield member;
    }
  }

  #refund(span: Span, payment: Payment, out: ReadItem[]): void {
    refundEntry(this.#json(span).value, payment, this.#lines.placeOf(span.from), out);
  }

  #json({ from, to }: Span): { value?: unknown; broken?: true } {
    try {
      return { value: JSON.parse(decodeLine(this.#bytes.subarray(from, to))) };
    } catch {
      return { broken: true };
    }
  }
}

/** The answer to who asks for one devolução. */
function isLoneRefund(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'rtrId' in value && !('endToEndId' in value);
}

const NOT_READ = { error: errorResponse, other: unknownDocument, gone: cutOff };
