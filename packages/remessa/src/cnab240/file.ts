import { RECORD_LENGTH } from '@baixa/cnab240-parser';
import { type Line, MALFORMED } from '@baixa/fixed-width';
import type { TitleDraft } from '../draft.ts';
import type { FollowedFile } from '../followed-file.ts';
import { OtherInstructions } from '../instructions.ts';
import type { RemessaItem, RemessaTotals } from '../items.ts';
import { Lines } from '../lines.ts';
import {
  noTrailer,
  otherAgreement,
  otherService,
  secondHeader,
  strayRecord,
  unknownRecord,
} from '../problems.ts';
import { checkCount } from '../trailer.ts';
import { agreementCodesOf, lotCodesOf } from './agreement.ts';
import { remessaLayoutOf } from './banks.ts';
import { Lot } from './lot.ts';
import { addTerms, draftOf, payerOf, txidOfY } from './title.ts';

const REGISTERS = '01';
const BLANK = ' '.repeat(RECORD_LENGTH);

/** Follows the records of a remessa of CNAB 240: header, lots of P, Q, R, S and Y, trailers. */
export class Cnab240Remessa implements FollowedFile {
  readonly #bank: string;
  readonly #layout;
  readonly #lines = new Lines(RECORD_LENGTH);
  readonly #others = new OtherInstructions();
  #fileHeader: string | undefined;
  #agreementCodes: string[] | undefined;
  #held: RemessaItem[] = [];
  #lot: Lot | undefined;
  #lots = 0;
  #records = 0;
  #titles = 0;
  #faceCents = 0;
  #draft: TitleDraft | undefined;
  /** Whether the records after the last P belong to one, registered or not. */
  #afterTitle = false;
  #ended = false;

  constructor(bank: string) {
    this.#bank = bank;
    this.#layout = remessaLayoutOf(bank);
  }

  push(given: Line, out: RemessaItem[]): void {
    if (given.text.trim() === '') return;
    this.#records++;
    const sink = this.#agreementCodes === undefined ? this.#held : out;
    const line = this.#lines.fit(given, sink);
    const type = line.text[7];
    if (type === '0') this.#header(line, sink);
    else if (type === '1') this.#lotHeader(line, out);
    else {
      this.#giveHeader(undefined, out);
      if (type === '3') this.#detail(line, out);
      else if (type === '5') this.#lotTrailer(line, out);
      else if (type === '9') this.#fileTrailer(line, out);
      else out.push({ type: 'problem', problem: unknownRecord(line, 8) });
    }
  }

  end(lines: number, out: RemessaItem[]): RemessaTotals {
    this.#giveHeader(undefined, out);
    this.#finish(out);
    this.#others.end(out);
    if (!this.#ended) out.push({ type: 'problem', problem: noTrailer(lines) });
    return {
      lines,
      titles: this.#titles,
      faceCents: this.#faceCents,
      otherInstructions: this.#others.count,
    };
  }

  #header(line: Line, out: RemessaItem[]): void {
    if (this.#fileHeader === undefined && this.#records === 1) this.#fileHeader = line.text;
    else out.push({ type: 'problem', problem: secondHeader(line) });
  }

  /** Some banks name the agreement only in the lot, so the header is given with the first lot. */
  #giveHeader(lot: string | undefined, out: RemessaItem[]): void {
    if (this.#agreementCodes !== undefined) return;
    const text = this.#fileHeader ?? BLANK;
    const { field } = this.#layout.fileHeader;
    this.#agreementCodes = agreementCodesOf(this.#bank, this.#layout, text, lot);
    const sequenceNumber = field.sequenceNumber.read(text);
    const header = {
      format: 'cnab240' as const,
      bank: this.#bank,
      agreementCodes: this.#agreementCodes,
      sequenceNumber: sequenceNumber === MALFORMED ? undefined : sequenceNumber,
      createdOn: field.createdOn.read(text),
    };
    out.push({ type: 'header', header }, ...this.#held.splice(0));
  }

  #lotHeader(line: Line, out: RemessaItem[]): void {
    this.#finish(out);
    this.#lots++;
    const { field } = this.#layout.lotHeader;
    const isCobranca = field.operation.raw(line.text) === 'R' && /^0[12]$/.test(field.service.raw(line.text));
    this.#giveHeader(isCobranca ? line.text : undefined, out);
    const isOwn = !isCobranca || this.#isOwnLot(line);
    if (!isCobranca) out.push({ type: 'problem', problem: otherService(line) });
    else if (!isOwn) out.push({ type: 'problem', problem: otherAgreement(line, 34) });
    this.#lot = new Lot(isCobranca && isOwn);
  }

  #isOwnLot({ text }: Line): boolean {
    const known = this.#agreementCodes ?? [];
    const own = lotCodesOf(this.#bank, this.#layout, text);
    return own.length === 0 || known.length === 0 || own.some((code) => known.includes(code));
  }

  #detail(line: Line, out: RemessaItem[]): void {
    this.#lot?.addRecord();
    if (this.#lot?.isRead === false) return;
    const segment = line.text[13];
    if (segment === 'P') this.#title(line, out);
    else if (segment === 'Q' || segment === 'R' || segment === 'S' || segment === 'Y')
      this.#more(line, segment, out);
    else out.push({ type: 'problem', problem: unknownRecord(line, 14) });
  }

  #title(line: Line, out: RemessaItem[]): void {
    this.#finish(out);
    this.#afterTitle = true;
    const { field } = this.#layout.segmentP;
    const face = field.face.read(line.text);
    this.#lot?.addTitle(face === MALFORMED ? undefined : face);
    const instruction = field.instruction.raw(line.text);
    if (instruction === REGISTERS) this.#draft = draftOf(this.#bank, this.#layout, line);
    else this.#others.add(line, 16, instruction);
  }

  #more(line: Line, segment: string, out: RemessaItem[]): void {
    if (!this.#afterTitle)
      out.push({ type: 'problem', problem: strayRecord(line, 14, `segment ${segment}`) });
    const draft = this.#draft;
    if (draft === undefined) return;
    if (segment === 'Q') draft.told.payer = payerOf(this.#layout, line.text);
    else if (segment === 'R') addTerms(this.#layout, line, draft);
    else if (segment === 'Y') draft.told.txid ??= txidOfY(line);
  }

  #finish(out: RemessaItem[]): void {
    this.#afterTitle = false;
    const draft = this.#draft;
    this.#draft = undefined;
    const agreementCodes = this.#agreementCodes ?? [];
    const title = draft?.finish({ bank: this.#bank, agreementCodes }, out);
    if (title === undefined) return;
    this.#titles++;
    this.#faceCents += title.faceCents;
  }

  #lotTrailer(line: Line, out: RemessaItem[]): void {
    this.#finish(out);
    this.#lot?.addRecord();
    this.#lot?.check(this.#layout, line, out);
    this.#lot = undefined;
  }

  #fileTrailer(line: Line, out: RemessaItem[]): void {
    this.#finish(out);
    this.#ended = true;
    const { field } = this.#layout.fileTrailer;
    checkCount(line, [field.lots], 'lots', [this.#lots], out);
    checkCount(line, [field.records], 'records', [this.#records], out);
  }
}
