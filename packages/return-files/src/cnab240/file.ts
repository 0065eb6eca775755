import {
  type BankLayout,
  companyOf,
  layoutOf,
  lotAgreementCodes,
  RECORD_LENGTH,
  TitlePairs,
} from '@baixa/cnab240-parser';
import { fitLine, type Line } from '@baixa/fixed-width';
import { cnab240Service } from '../detect.ts';
import type { ReadItem, Service } from '../items.ts';
import type { LineFile } from '../line-file.ts';
import { LongLines } from '../long-lines.ts';
import { notReadProblem } from '../named/not-read.ts';
import type { ReadContext } from '../reader.ts';
import {
  isRemessa,
  noHeader,
  noLots,
  noTrailer,
  otherAgreement,
  otherBank,
  secondHeader,
  tooLong,
  unknownRecord,
} from './file-problems.ts';
import { type Lot, LotTally } from './lot-tally.ts';
import { checkFileTrailer, checkLotTrailer } from './trailers.ts';

const OVERLONG = -1;

/** Follows the records of one CNAB 240 file: header, lots with their details, trailers. Holds one título at a time. */
export class Cnab240File implements LineFile {
  readonly #context: ReadContext;
  readonly #bank: string;
  readonly #layout: BankLayout;
  readonly #titles: TitlePairs;
  readonly #otherServices = new Map<Service, { records: number; line: number; offset: number }>();
  readonly #longLines = new LongLines('cnab240', RECORD_LENGTH);
  #header: Line | undefined;
  #headerGiven = false;
  /** What was met before the header could be given. */
  #held: ReadItem[] = [];
  #agreementCodes: string[] = [];
  #lot: Lot | undefined;
  #lots = 0;
  #records = 0;
  #ended = false;
  #remessa = false;
  #otherBankTold = false;

  constructor(context: ReadContext) {
    this.#context = context;
    this.#bank = context.detection.bank ?? '000';
    this.#layout = layoutOf(this.#bank);
    this.#titles = new TitlePairs(this.#bank);
  }

  /** Takes the next line and adds what it gives to `out`. */
  push(line: Line, out: ReadItem[]): void {
    const type = line.overlong ? OVERLONG : line.text.charCodeAt(7) - 48;
    if (!(type >= 0 && type <= 9) && line.text.trim() === '') return;
    this.#records++;
    if (type !== 0 && type !== 1 && !this.#headerGiven) this.#giveHeader(undefined, out);
    if (line.text.length > RECORD_LENGTH) this.#longLines.check(line, this.#headerGiven ? out : this.#held);
    if (type === OVERLONG) out.push({ type: 'problem', problem: tooLong(line) });
    // An example file of Banco do Brasil has its segment Y as a record of type 4.
    else if (type === 3 || (type === 4 && line.text[13] === 'Y')) this.#detail(line, out);
    else if (type === 0) this.#fileHeader(line, this.#headerGiven ? out : this.#held);
    else if (type === 1) this.#lotHeader(line, out);
    else if (type === 5) this.#lotTrailer(line, out);
    else if (type === 9) this.#fileTrailer(line, out);
    // Types 2 and 4 are initial and final records of a lot, which cobrança does not use.
    else if (type !== 2 && type !== 4) out.push({ type: 'problem', problem: unknownRecord(line) });
  }

  /** Ends the file. */
  end(out: ReadItem[]): void {
    if (!this.#headerGiven) this.#giveHeader(undefined, out);
    this.#titles.flush(out);
    const where = { line: this.#context.lines, column: 1 };
    const { format } = this.#context.detection;
    for (const [service, { records, line, offset }] of this.#otherServices) {
      const found = notReadProblem({ format, service, bank: this.#bank }, records, {
        line,
        column: 1,
        offset,
      });
      out.push({ type: 'problem', problem: found });
    }
    if (!this.#ended) out.push({ type: 'problem', problem: noTrailer(where) });
    else if (this.#lots === 0 && this.#records <= 2) out.push({ type: 'problem', problem: noLots(where) });
  }

  #fileHeader(line: Line, out: ReadItem[]): void {
    if (this.#header || this.#headerGiven) {
      out.push({ type: 'problem', problem: secondHeader(line) });
      return;
    }
    this.#header = line;
    const direction = this.#layout.fileHeader.field.direction;
    this.#remessa = direction.raw(line.text) === '1';
    if (this.#remessa) out.push({ type: 'problem', problem: isRemessa(line, direction.column?.from) });
  }

  /** The header is given once the first lot is known: some banks name the agreement and the service only there. */
  #giveHeader(lotHeader: Line | undefined, out: ReadItem[]): void {
    this.#headerGiven = true;
    const text = fitLine(this.#header?.text ?? '', RECORD_LENGTH);
    const { field } = this.#layout.fileHeader;
    const service = lotHeader ? cnab240Service(lotHeader.text) : this.#context.detection.service;
    const company = companyOf(this.#bank, text, service === 'cobranca' ? lotHeader?.text : undefined);
    const sequenceNumber = field.sequenceNumber.read(text);
    this.#agreementCodes = company.agreementCodes;
    const header = {
      ...this.#context.detection,
      service,
      ...company,
      sequenceNumber: typeof sequenceNumber === 'number' ? sequenceNumber : undefined,
      createdOn: field.createdOn.read(text),
    };
    out.push({ type: 'header', header }, ...this.#held);
    if (!this.#header) out.push({ type: 'problem', problem: noHeader() });
  }

  #lotHeader(line: Line, out: ReadItem[]): void {
    this.#titles.flush(out);
    this.#lots++;
    if (!this.#headerGiven) this.#giveHeader(line, out);
    else this.#checkAgreement(line, out);
    this.#lot = new LotTally(cnab240Service(line.text));
    this.#lot.addRecord();
  }

  /** The header decides which company a file belongs to, so a lot for somebody else must not pass in silence. */
  #checkAgreement(line: Line, out: ReadItem[]): void {
    if (cnab240Service(line.text) !== 'cobranca') return;
    const own = lotAgreementCodes(this.#bank, line.text);
    const known = this.#agreementCodes;
    if (own.length === 0 || known.length === 0 || own.some((code) => known.includes(code))) return;
    out.push({ type: 'problem', problem: otherAgreement(line) });
  }

  #detail(line: Line, out: ReadItem[]): void {
    this.#lot ??= new LotTally('outro');
    this.#lot.addRecord();
    if (this.#remessa) return;
    if (!this.#otherBankTold && !line.text.startsWith(this.#bank)) this.#tellOtherBank(line, out);
    const segment = line.text[13];
    if (this.#lot.service === 'outro' && segment === 'T') this.#lot.service = 'cobranca';
    if (this.#lot.service === 'cobranca') {
      if (segment === 'T') this.#lot.addTitle(this.#layout.segmentT.field.face.read(line.text));
      this.#titles.push(line, out);
      return;
    }
    const { number, offset } = line;
    const named = this.#otherServices.get(this.#lot.service) ?? { records: 0, line: number, offset };
    named.records++;
    this.#otherServices.set(this.#lot.service, named);
  }

  #tellOtherBank(line: Line, out: ReadItem[]): void {
    this.#otherBankTold = true;
    out.push({ type: 'problem', problem: otherBank(line, this.#bank) });
  }

  #lotTrailer(line: Line, out: ReadItem[]): void {
    this.#titles.flush(out);
    this.#lot?.addRecord();
    if (this.#lot?.service === 'cobranca')
      checkLotTrailer(this.#layout, line, this.#lot, this.#context.trailer, out);
    this.#lot = undefined;
  }

  #fileTrailer(line: Line, out: ReadItem[]): void {
    this.#titles.flush(out);
    this.#ended = true;
    const found = { lots: this.#lots, records: this.#records };
    checkFileTrailer(this.#layout, line, found, this.#context.trailer, out);
  }
}
