import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Spot, WholeText } from '../statement/whole-text.ts';
import { amountPathOf, type Values } from './values.ts';

/** An entry of a statement with the transactions it stands for. */
export interface NtryElement {
  spot: Spot;
  values: Values;
  details: { spot: Spot; values: Values }[];
}

/** What is told of a message, as its elements close. */
export interface Listener {
  /** A statement, report or notification: what it has so far stands in `values`, and grows. */
  opens(kind: string, spot: Spot, group: Values): void;
  balance(values: Values, spot: Spot): void;
  entry(element: NtryElement): void;
  /** With all that a statement has. */
  closes(statement: Values): void;
  broken(spot: Spot): void;
  looseAmpersand(spot: Spot): void;
}

/** An element whose content is told as one. */
interface Scope {
  name: string;
  spot: Spot;
  values: Map<string, string>;
  /** How many elements were open outside. */
  depth: number;
}

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  '': ['GrpHdr', 'Stmt', 'Ntfctn', 'Rpt'],
  Stmt: ['Bal', 'Ntry'],
  Ntfctn: ['Bal', 'Ntry'],
  Rpt: ['Bal', 'Ntry'],
  Ntry: ['TxDtls'],
};

/** Bounds for hostile files. A message is some fifteen elements deep. */
const DEEPEST = 64;
const MOST_VALUES = 500;
const LONGEST_VALUE = 4096;
/** What has more is no XML, and each flaw costs time. */
const MOST_FLAWS = 1000;
const SLICE = 64 * 1024;

/** An ampersand that begins no entity: a parser takes all up to the next semicolon for its name. */
const LOOSE = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{0,30});)/gi;
/** As long as what it stands for, so that places stay. */
const FULL_WIDTH_AMPERSAND = '\uff06';

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Without the blanks and the 0x1A with which old systems end a file. */
function lengthOf(text: string): number {
  let length = text.length;
  while (length > 0 && text.charCodeAt(length - 1) <= 32) length--;
  return length;
}

/**
 * Follows a message of ISO 20022 by the local names of its elements, so that any version and prefix is read. Entities
 * that a document defines are not expanded.
 */
export class Elements {
  readonly #whole: WholeText;
  readonly #document: string;
  readonly #listener: Listener;
  readonly #parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  readonly #names: string[] = [];
  readonly #scopes: Scope[] = [];
  #group: Values = new Map();
  #details: NtryElement['details'] = [];
  #amountMissing = false;
  #text = '';
  #tooDeep = false;
  #flaws = 0;
  #rootClosed = false;
  /** Something stands behind the end of the document: an end tag without a beginning has ended it before its time. */
  #beyond = false;
  /** Up to where the text was given to the parser, and where the last element or flaw was found. */
  #at = 0;
  #last = 0;

  constructor(whole: WholeText, listener: Listener) {
    this.#whole = whole;
    this.#listener = listener;
    const loose = whole.text.search(LOOSE);
    if (loose !== -1) listener.looseAmpersand(whole.placeOf(loose));
    const text = loose === -1 ? whole.text : whole.text.replace(LOOSE, FULL_WIDTH_AMPERSAND);
    this.#document = text.slice(0, lengthOf(text));
    this.#parser.on('opentagstart', () => {
      this.#last = Math.max(this.#last, whole.text.lastIndexOf('<', this.#parser.position - 1));
    });
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('closetag', () => this.#close());
    this.#parser.on('text', (text) => this.#add(text));
    this.#parser.on('cdata', (text) => this.#add(text));
    this.#parser.on('error', () => {
      this.#flaws++;
      if (this.#rootClosed) this.#beyond = true;
      this.#last = Math.max(this.#last, Math.min(this.#parser.position, whole.text.length));
      listener.broken(whole.spotOf(this.#last));
    });
  }

  /** What the statement that is open has so far. */
  get statement(): Values {
    return this.#scopes[0]?.values ?? new Map();
  }

  /** Reads on; true as long as there is more. */
  read(): boolean {
    this.#parser.write(this.#document.slice(this.#at, this.#at + SLICE));
    this.#at += SLICE;
    return this.#at < this.#document.length && !this.#hopeless;
  }

  get #hopeless(): boolean {
    return this.#tooDeep || this.#flaws > MOST_FLAWS;
  }

  /** True when the document came to its end. */
  get complete(): boolean {
    return this.#rootClosed && !this.#beyond && !this.#hopeless;
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    const own = localName(name);
    this.#text = '';
    this.#names.push(own);
    if (this.#names.length > DEEPEST) this.#tooDeep = true;
    const scope = this.#scopes.at(-1);
    if (SCOPES[scope?.name ?? '']?.includes(own)) this.#openScope(own);
    else if (attributes.Ccy !== undefined && scope)
      this.#put(scope, `${this.#pathIn(scope)}@Ccy`, attributes.Ccy);
  }

  #openScope(name: string): void {
    const spot = this.#whole.spotOf(this.#last);
    const scope = { name, spot, values: new Map(), depth: this.#names.length };
    this.#scopes.push(scope);
    if (name === 'Ntry') {
      this.#details = [];
      this.#amountMissing = false;
    }
    if (this.#scopes.length === 1 && name !== 'GrpHdr') this.#listener.opens(name, scope.spot, this.#group);
  }

  #pathIn({ depth }: Scope): string {
    return this.#names.slice(depth).join('/');
  }

  #add(text: string): void {
    if (this.#text.length < LONGEST_VALUE) this.#text += text.slice(0, LONGEST_VALUE);
  }

  /** An element that stands twice has both texts: no amount or code is read out of two. */
  #put({ values }: Scope, path: string, text: string): void {
    const before = values.get(path);
    if (before === undefined ? values.size < MOST_VALUES : before.length < LONGEST_VALUE)
      values.set(path, before === undefined ? text : `${before} ${text}`);
  }

  #close(): void {
    const scope = this.#scopes.at(-1);
    const text = this.#text.trim();
    this.#text = '';
    if (scope !== undefined && this.#names.length > scope.depth && text !== '')
      this.#put(scope, this.#pathIn(scope), text);
    if (scope !== undefined && this.#names.length === scope.depth) this.#closeScope(scope);
    this.#names.pop();
    if (this.#names.length === 0) this.#rootClosed = true;
  }

  #closeScope({ name, spot, values }: Scope): void {
    this.#scopes.pop();
    if (name === 'GrpHdr') this.#group = values;
    else if (name === 'Bal') this.#listener.balance(values, spot);
    else if (name === 'TxDtls') this.#keepDetails({ spot, values });
    else if (name === 'Ntry') this.#listener.entry({ spot, values, details: this.#details });
    else this.#listener.closes(values);
  }

  /** Where a transaction has no amount, the entry is one, and more than two of them tell nothing more. */
  #keepDetails(details: NtryElement['details'][number]): void {
    if (this.#amountMissing && this.#details.length >= 2) return;
    this.#details.push(details);
    this.#amountMissing ||= amountPathOf(details.values) === undefined;
  }
}
