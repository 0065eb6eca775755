/** What the words of a statement's line tell of it. */
export interface Told {
  pix: boolean;
  ted: boolean;
  deposit: boolean;
  /** The depositor gave a number when depositing (depósito identificado), which the line repeats. */
  identifiedDeposit: boolean;
  /** An earlier movement is given back or undone. */
  returned: boolean;
  /** The credit of a day's cobrança or card sales in one sum. */
  lump: boolean;
}

const PIX = /\bPIX\b/;
const TED = /\bTED\b/;
const DEPOSIT = /\bDEP(?:OS(?:ITO)?)?\b/;
const IDENTIFIED = /\bDEP[A-Z]*\W+(?:[A-Z]+\W+){0,3}?IDENT/;
const NOT_IDENTIFIED = /\b(?:N|NAO|SEM)\W+IDENT/;
const RETURNED = /\bDEV(?:OL[A-Z]*)?\b|\bESTORN/;
const COLLECTION = /^(?:LIQ[A-Z]*\W+|CRED[A-Z]*\W+)?(?:DE\W+)?COB(?:RANCA)?\b/;
const CARDS = /\bRECEBIVEIS\b|\b(?:VENDAS?|CRED[A-Z]*|RECEB[A-Z]*)\W+(?:DE\W+|COM\W+)?CARTA(?:O|OES)\b/;

const known = new Map<string, Told>();
/** Banks have few texts; payers' names in them make them many, and memory must stay bounded. */
const MOST_KNOWN = 4096;

/** A text in capitals without accents: banks write the same words with and without. */
export function plainText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

function told(text: string): Told {
  const plain = plainText(text).trim();
  const pix = PIX.test(plain);
  return {
    pix,
    ted: TED.test(plain),
    deposit: DEPOSIT.test(plain),
    identifiedDeposit: IDENTIFIED.test(plain) && !NOT_IDENTIFIED.test(plain),
    returned: RETURNED.test(plain),
    lump: !pix && (COLLECTION.test(plain) || CARDS.test(plain)),
  };
}

/** What a history or memo tells. */
export function toldBy(text: string): Told {
  let found = known.get(text);
  if (found === undefined) {
    found = told(text);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, found);
  }
  return found;
}
