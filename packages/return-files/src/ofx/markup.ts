import { Tokenizer } from 'htmlparser2';

/** An element that holds text. */
export interface Leaf {
  /** In capitals; `/TAG` where one is closed. */
  tag: string;
  value: string;
}

/** What begins like markup and never closes would take the next element with it: it is text. */
const LOOSE = /<(?!(?:[/?!]?[A-Za-z][^<>]*>|!\[CDATA\[|!--))/g;

/** Hostile files must not fill memory with elements. An OFX transaction has a dozen, in some hundred characters. */
const MOST_LEAVES = 4096;
const LONGEST_PIECE = 256 * 1024;

const ignore = () => {};

/**
 * Elements of OFX out of text, whether SGML (1.x), whose elements of text are never closed, or XML (2.x). Libraries
 * made for OFX turn it into XML or JSON with replacements first, give nothing of a file with one `<`, `{` or empty
 * element that they did not expect, and no places. A tokenizer of markup takes it as it stands: `&` and `<` that begin
 * nothing are text.
 */
export class LeafReader {
  #piece = '';
  #leaves: Leaf[] = [];
  #open: Leaf | undefined;
  readonly #tokenizer: Tokenizer;

  constructor() {
    const add = (text: string) => {
      if (this.#open) this.#open.value += text;
    };
    this.#tokenizer = new Tokenizer(
      { xmlMode: true, decodeEntities: true },
      {
        onopentagname: (start, end) => this.#begin(this.#piece.slice(start, end)),
        onclosetag: (start, end) => {
          this.#begin(`/${this.#piece.slice(start, end)}`);
          this.#open = undefined;
        },
        ontext: (start, end) => add(this.#piece.slice(start, end)),
        ontextentity: (codepoint) => add(String.fromCodePoint(codepoint)),
        oncdata: (start, end, endOffset) => add(this.#piece.slice(start, end - endOffset)),
        onattribdata: ignore,
        onattribend: ignore,
        onattribentity: ignore,
        onattribname: ignore,
        oncomment: ignore,
        ondeclaration: ignore,
        onend: ignore,
        onopentagend: ignore,
        onprocessinginstruction: ignore,
        onselfclosingtag: ignore,
      },
    );
  }

  #begin(tag: string): void {
    this.#open = { tag: tag.toUpperCase(), value: '' };
    if (this.#leaves.length < MOST_LEAVES) this.#leaves.push(this.#open);
  }

  /** The elements of a piece, in their order; one that is opened and holds no text has an empty value. */
  read(piece: string): Leaf[] {
    this.#piece = piece.slice(0, LONGEST_PIECE).replace(LOOSE, '&lt;');
    this.#leaves = [];
    this.#open = undefined;
    this.#tokenizer.reset();
    this.#tokenizer.write(this.#piece);
    this.#tokenizer.end();
    for (const leaf of this.#leaves) leaf.value = leaf.value.trim();
    return this.#leaves;
  }
}
