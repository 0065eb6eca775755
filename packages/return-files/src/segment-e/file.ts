import { fileHeader, fileTrailer, RECORD_LENGTH } from '@baixa/cnab240-parser';
import { fitLine, type Line } from '@baixa/fixed-width';
import { tooLong } from '../cnab240/file-problems.ts';
import { cnab240Service } from '../detect.ts';
import type { ReadItem, Service } from '../items.ts';
import type { LineFile } from '../line-file.ts';
import { LongLines } from '../long-lines.ts';
import { notReadProblem } from '../named/not-read.ts';
import type { ReadContext } from '../reader.ts';
import { claimed, compareClaim } from '../trailer-claims.ts';
import { codesOfLot, companyOf } from './company.ts';
import { lotHeader } from './layouts.ts';
import { LineReader } from './line-reader.ts';
import { StatementLot } from './lot.ts';
import {
  noHeader,
  noTrailer,
  otherAccount,
  otherCurrency,
  otherSegments,
  secondHeader,
  unknownRecord,
} from './problems.ts';

interface Named {
  count: number;
  first: Line;
}

const REAIS = /^(?:BRL|R\$|REA|)$/;

/** Follows the records of one CNAB 240 file of statements. Holds no line but the headers. */
export class SegmentEFile implements LineFile {
  readonly #context: ReadContext;
  readonly #lines = new LineReader();
  readonly #longLines = new LongLines('segment-e', RECORD_LENGTH);
  readonly #otherServices = new Map<Service, Named>();
  readonly #otherSegments = new Map<string, Named>();
  #header: Line | undefined;
  #headerGiven = false;
  /** What was met before the header could be given. */
  #held: ReadItem[] = [];
  #agreementCodes: string[] = [];
  #lot: StatementLot | undefined;
  #service: Service = 'extrato';
  #inReais = true;
  #lots = 0;
  #records = 0;
  #ended = false;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  push(line: Line, out: ReadItem[]): void {
    if (line.text.trim() === '') return;
    this.#records++;
    const type = line.overlong ? undefined : line.text[7];
    if (type !== '0' && type !== '1' && !this.#headerGiven) this.#giveHeader(undefined, out);
    if (line.text.length > RECORD_LENGTH) this.#longLines.check(line, this.#headerGiven ? out : this.#held);
    if (type === undefined) out.push({ type: 'problem', problem: tooLong(line) });
    else if (type === '3') this.#detail(line, out);
    else if (type === '0') this.#fileHeader(line, this.#headerGiven ? out : this.#held);
    else if (type === '1') this.#lotHeader(line, out);
    else if (type === '5') this.#lotTrailer(line, out);
    else if (type === '9') this.#fileTrailer(line, out);
    // Types 2 and 4 are initial and final records of a lot, which statements do not use.
    else if (type !== '2' && type !== '4') out.push({ type: 'problem', problem: unknownRecord(line) });
    else if (this.#lot !== undefined) this.#lot.records++;
  }

  end(out: ReadItem[]): void {
    if (!this.#headerGiven) this.#giveHeader(undefined, out);
    for (const [segment, { count, first }] of this.#otherSegments)
      out.push({ type: 'problem', problem: otherSegments(first, segment, count) });
    const { bank } = this.#context.detection;
    for (const [service, { count, first }] of this.#otherServices) {
      const where = { line: first.number, column: 1, offset: first.offset };
      const found = notReadProblem({ format: 'cnab240', service, bank }, count, where);
      out.push({ type: 'problem', problem: found });
    }
    if (!this.#ended) out.push({ type: 'problem', problem: noTrailer(this.#context.lines) });
  }

  #fileHeader(line: Line, out: ReadItem[]): void {
    if (this.#header || this.#headerGiven) out.push({ type: 'problem', problem: secondHeader(line) });
    else this.#header = line;
  }

  /** The header is given once the first lot is known: some banks name the account only there. */
  #giveHeader(lot: string | undefined, out: ReadItem[]): void {
    this.#headerGiven = true;
    const text = fitLine(this.#header?.text ?? '', RECORD_LENGTH);
    const { agreementCodes, taxId } = companyOf(text, lot);
    this.#agreementCodes = agreementCodes;
    const sequenceNumber = fileHeader.field.sequenceNumber.read(text);
    const header = {
      ...this.#context.detection,
      agreementCodes,
      taxId,
      sequenceNumber: typeof sequenceNumber === 'number' ? sequenceNumber : undefined,
      createdOn: fileHeader.field.createdOn.read(text),
    };
    out.push({ type: 'header', header }, ...this.#held);
    this.#held = [];
    if (!this.#header) out.push({ type: 'problem', problem: noHeader() });
  }

  #lotHeader(line: Line, out: ReadItem[]): void {
    this.#lots++;
    const text = fitLine(line.text, RECORD_LENGTH);
    this.#service = cnab240Service(text);
    const statement = this.#service === 'extrato';
    if (!this.#headerGiven) this.#giveHeader(statement ? text : undefined, out);
    else if (statement) this.#checkAccount(line, text, out);
    this.#lot = statement ? new StatementLot(text) : undefined;
    if (!statement) return;
    const currency = lotHeader.field.currency.raw(text).trim();
    this.#inReais = REAIS.test(currency) || /\d/.test(currency);
    const column = lotHeader.field.currency.column?.from;
    if (!this.#inReais) out.push({ type: 'problem', problem: otherCurrency(line, column, currency) });
  }

  /** The first lot decides whose file it is, so a statement of another account must not pass in silence. */
  #checkAccount(line: Line, text: string, out: ReadItem[]): void {
    const own = codesOfLot(text);
    const known = this.#agreementCodes;
    if (own.length === 0 || known.length === 0 || known.includes(own[0] as string)) return;
    out.push({ type: 'problem', problem: otherAccount(line) });
  }

  #detail(line: Line, out: ReadItem[]): void {
    if (this.#service !== 'extrato') {
      this.#name(this.#otherServices, this.#service, line);
      return;
    }
    if (this.#lot !== undefined) this.#lot.records++;
    const segment = line.text[13] ?? ' ';
    if (segment !== 'E') this.#name(this.#otherSegments, segment, line);
    else if (this.#inReais) {
      const moved = this.#lines.read(line, fitLine(line.text, RECORD_LENGTH), out);
      if (moved !== undefined) this.#lot?.add(moved.cents, moved.available);
    }
  }

  #name<K>(named: Map<K, Named>, key: K, line: Line): void {
    const found = named.get(key);
    if (found !== undefined) found.count++;
    else if (named.size < 100) named.set(key, { count: 1, first: line });
  }

  #lotTrailer(line: Line, out: ReadItem[]): void {
    if (this.#lot !== undefined) {
      this.#lot.records++;
      if (this.#inReais) this.#lot.check(line, fitLine(line.text, RECORD_LENGTH), this.#context.trailer, out);
    }
    this.#lot = undefined;
    this.#service = 'extrato';
    this.#inReais = true;
  }

  #fileTrailer(line: Line, out: ReadItem[]): void {
    this.#ended = true;
    const text = fitLine(line.text, RECORD_LENGTH);
    for (const what of ['lots', 'records'] as const) {
      const field = fileTrailer.field[what];
      const found = what === 'lots' ? this.#lots : this.#records;
      const claim = { what, declared: claimed([field], text), found, column: field.column?.from };
      compareClaim('segment-e', line, claim, this.#context.trailer, out);
    }
  }
}
