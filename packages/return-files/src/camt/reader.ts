import type { Problem } from '@baixa/core';
import type { ReadItem } from '../items.ts';
import type { FormatReader, ReadContext } from '../reader.ts';
import { type Spot, type WholeText, wholeText } from '../statement/whole-text.ts';
import { ownerOf } from './account.ts';
import { Elements, type Listener, type NtryElement } from './elements.ts';
import { readEntry } from './entry.ts';
import { cutOff, looseAmpersand, noStatement, notWellFormed, otherAccount } from './problems.ts';
import { StatementTally } from './statement.ts';
import { dayOfMoment, firstOf, type Values } from './values.ts';

/** Reads the statements of one message, whose text is held whole. */
class CamtFile implements Listener {
  readonly #context: ReadContext;
  readonly #whole: WholeText;
  readonly #elements: Elements;
  #out: ReadItem[] = [];
  /** What was met before the header could be given. */
  #held: ReadItem[] = [];
  #group: Values = new Map();
  #tally: StatementTally | undefined;
  #account: string | undefined;
  #ownerKnown = false;
  #spot: Spot = { line: 1, column: 1, offset: 0 };
  #headerGiven = false;
  #brokenTold = false;

  constructor(whole: WholeText, context: ReadContext) {
    this.#whole = whole;
    this.#context = context;
    this.#elements = new Elements(whole, this);
  }

  *items(): Generator<ReadItem[]> {
    for (let more = true; more; ) {
      more = this.#elements.read();
      if (!this.#headerGiven || this.#out.length === 0) continue;
      yield this.#out;
      this.#out = [];
    }
    if (!this.#headerGiven) {
      this.#giveHeader(new Map());
      this.#out.push({ type: 'problem', problem: noStatement() });
    }
    if (!this.#elements.complete)
      this.#out.push({ type: 'problem', problem: cutOff(this.#whole.spotOf(this.#whole.text.length)) });
    yield this.#out;
  }

  opens(_kind: string, spot: Spot, group: Values): void {
    this.#group = group;
    this.#spot = spot;
    this.#tally = new StatementTally(spot);
    this.#ownerKnown = false;
  }

  balance(values: Values, spot: Spot): void {
    this.#meetOwner();
    this.#tally?.addBalance(values, spot);
  }

  entry(element: NtryElement): void {
    this.#meetOwner();
    this.#tally?.add(readEntry(element, this.#out));
  }

  closes(statement: Values): void {
    this.#meetOwner(statement);
    this.#tally?.check(statement, this.#context.trailer, this.#out);
    this.#tally = undefined;
  }

  broken(spot: Spot): void {
    if (this.#brokenTold) return;
    this.#brokenTold = true;
    this.#tell(notWellFormed(spot));
  }

  looseAmpersand(spot: Spot): void {
    this.#tell(looseAmpersand(spot));
  }

  #tell(problem: Problem): void {
    (this.#headerGiven ? this.#out : this.#held).push({ type: 'problem', problem });
  }

  /** The account stands before the first balance and entry. The first one decides whose file it is. */
  #meetOwner(statement: Values = this.#elements.statement): void {
    if (this.#ownerKnown) return;
    this.#ownerKnown = true;
    const account = firstOf(statement, 'Acct/Id/IBAN', 'Acct/Id/Othr/Id');
    if (!this.#headerGiven) {
      this.#account = account;
      this.#giveHeader(statement);
    } else if (account !== this.#account)
      this.#out.push({ type: 'problem', problem: otherAccount(this.#spot) });
  }

  #giveHeader(statement: Values): void {
    this.#headerGiven = true;
    const number = /^\d{1,15}$/.exec(firstOf(statement, 'ElctrncSeqNb', 'LglSeqNb') ?? '')?.[0];
    const header = {
      ...this.#context.detection,
      ...ownerOf(statement),
      sequenceNumber: number === undefined ? undefined : Number(number),
      createdOn: dayOfMoment(statement.get('CreDtTm')) ?? dayOfMoment(this.#group.get('CreDtTm')),
    };
    this.#out.push({ type: 'header', header }, ...this.#held);
    this.#held = [];
  }
}

/** Reads account statements, reports and notifications of ISO 20022 (camt.052, 053, 054), whatever their version. */
export const readCamt: FormatReader = async function* (bytes, context) {
  const whole = await wholeText(bytes, 'camt');
  if ('problem' in whole) {
    yield [
      { type: 'header', header: { ...context.detection, agreementCodes: [] } },
      { type: 'problem', problem: whole.problem },
    ];
    return;
  }
  context.lines = whole.text.lines;
  yield* new CamtFile(whole.text, context).items();
};
