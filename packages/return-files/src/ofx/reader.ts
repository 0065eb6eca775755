import type { CivilDate } from '@baixa/core';
import type { FileHeader, ReadItem } from '../items.ts';
import type { FormatReader, ReadContext } from '../reader.ts';
import { type WholeText, wholeText } from '../statement/whole-text.ts';
import { bankOfFrame, codesOf, Frame } from './frame.ts';
import { LeafReader } from './markup.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { balanceDiffers, cutOff, noStatement, otherAccount, otherCurrency, signDiffers } from './problems.ts';
import { isOtherCurrency, readTransaction } from './transaction.ts';

const BATCH = 256;
const SHOWN = /[^A-Z]/g;

/** Reads the statements of one OFX file, whose text is held whole. */
class OfxFile {
  readonly #whole: WholeText;
  readonly #frame = new Frame();
  readonly #reader = new LeafReader();
  #transactions = 0;
  #signTold = false;
  #currencyTold = false;
  /** Since the balance before, where the statement lists one. */
  #running: number | undefined;
  #lastOn: CivilDate | undefined;

  constructor(whole: WholeText) {
    this.#whole = whole;
  }

  *items(context: ReadContext): Generator<ReadItem[]> {
    let headerGiven = false;
    let out: ReadItem[] = [];
    for (const piece of piecesOf(this.#whole.text)) {
      if (piece.transaction) this.#transaction(piece, out);
      else this.#between(piece, out);
      if (!headerGiven) out.unshift({ type: 'header', header: this.#header(context) });
      headerGiven = true;
      if (out.length < BATCH) continue;
      yield out;
      out = [];
    }
    this.#end(out);
    yield out;
  }

  #header({ detection }: ReadContext): FileHeader {
    const { first, createdOn } = this.#frame;
    const bank = bankOfFrame(this.#frame);
    return { ...detection, bank, agreementCodes: first === undefined ? [] : codesOf(first), createdOn };
  }

  #between({ from, to }: Piece, out: ReadItem[]): void {
    const { text } = this.#whole;
    for (const leaf of this.#reader.read(text.slice(from, to))) {
      if (leaf.tag === '/STMTRS' || leaf.tag === '/CCSTMTRS') this.#statementEnds(to, out);
      if (this.#frame.take(leaf) === 'other-account')
        out.push({ type: 'problem', problem: otherAccount(this.#whole.spotOf(from)) });
    }
  }

  #transaction({ from, to, cut }: Piece, out: ReadItem[]): void {
    this.#transactions++;
    const spot = this.#whole.spotOf(from);
    const currency = this.#frame.currency ?? '';
    if (isOtherCurrency(currency)) {
      if (!this.#currencyTold)
        out.push({ type: 'problem', problem: otherCurrency(spot, currency.replace(SHOWN, '')) });
      this.#currencyTold = true;
      return;
    }
    // An amount at the end of a file that was cut may lack its last digits.
    if (cut) return;
    const moved = readTransaction(this.#reader.read(this.#whole.text.slice(from, to)), spot, out);
    if (moved === undefined) return;
    if (moved.balance === 'opening') this.#running = moved.cents;
    else if (moved.balance === undefined) {
      if (this.#running !== undefined) this.#running += moved.cents;
      this.#lastOn = moved.on ?? this.#lastOn;
    }
    if (moved.contradicts === undefined || this.#signTold) return;
    this.#signTold = true;
    out.push({ type: 'problem', problem: signDiffers(spot, moved.contradicts) });
  }

  /** The file's balance is held against its transactions only where it is of their last day. */
  #statementEnds(at: number, out: ReadItem[]): void {
    const { ledger } = this.#frame;
    const running = this.#running;
    const ofLastDay = ledger?.on !== undefined && ledger.on === this.#lastOn;
    if (ledger !== undefined && running !== undefined && ofLastDay && ledger.cents !== running)
      out.push({ type: 'problem', problem: balanceDiffers(this.#whole.spotOf(at), running, ledger.cents) });
    this.#running = undefined;
    this.#lastOn = undefined;
    this.#currencyTold = false;
  }

  #end(out: ReadItem[]): void {
    if (this.#transactions === 0 && this.#frame.first === undefined)
      out.push({ type: 'problem', problem: noStatement() });
    const { text } = this.#whole;
    // Old systems end a file with 0x1A.
    if (!/<\/OFX\s*>\s*$/i.test(text.slice(-1000).replaceAll('\u001a', '')))
      out.push({ type: 'problem', problem: cutOff(this.#whole.spotOf(text.length)) });
  }
}

/** Reads account statements in OFX 1.x (SGML) and 2.x (XML). */
export const readOfx: FormatReader = async function* (bytes, context) {
  const whole = await wholeText(bytes, 'ofx');
  if ('problem' in whole) {
    yield [
      { type: 'header', header: { ...context.detection, agreementCodes: [] } },
      { type: 'problem', problem: whole.problem },
    ];
    return;
  }
  context.lines = whole.text.lines;
  yield* new OfxFile(whole.text).items(context);
};
