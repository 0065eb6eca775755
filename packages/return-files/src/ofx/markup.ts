import { Tokenizer } from 'htmlparser2';

/**
 * Elements of OFX out of text, whether SGML (1.x), whose elements of text are never closed, or XML (2.x). Libraries
 * made for OFX turn it into XML or JSON with replacements first and give nothing of a file with one `<`, `{` or empty
 * element that they did not expect, and no places. A tokenizer of markup takes it as it stands: `&` and `<` that begin
 * nothing are text.
 */
export interface Leaf {
  /** In capitals. */
  tag: string;
  value: string;
}

/** What begins like markup and never closes would take the next element with it: it is text. */
const LOOSE = /<(?!(?:[/?!]?[A-Za-z][^<>]*>|!\[CDATA\[|!--))/g;

/** Hostile files must not fill memory with elements. An OFX transaction has a dozen. */
const MOST_LEAVES = 4096;

/**
 * The elements of a piece that hold text, in their order; one that is opened and holds none is there with an empty
 * value. What is closed is told as `/TAG`.
 */
export function leavesOf(raw: string): Leaf[] {
  const piece = raw.replace(LOOSE, '&lt;');
  const leaves: Leaf[] = [];
  let open: Leaf | undefined;
  const begin = (tag: string) => {
    open = { tag: tag.toUpperCase(), value: '' };
    if (leaves.length < MOST_LEAVES) leaves.push(open);
  };
  const ignore = () => {};
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: true },
    {
      onopentagname: (start, end) => begin(piece.slice(start, end)),
      onclosetag: (start, end) => {
        begin(`/${piece.slice(start, end)}`);
        open = undefined;
      },
      ontext: (start, end) => {
        if (open) open.value += piece.slice(start, end);
      },
      ontextentity: (codepoint) => {
        if (open) open.value += String.fromCodePoint(codepoint);
      },
      oncdata: (start, end, endOffset) => {
        if (open) open.value += piece.slice(start, end - endOffset);
      },
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
  tokenizer.write(piece);
  tokenizer.end();
  for (const leaf of leaves) leaf.value = leaf.value.trim();
  return leaves;
}
