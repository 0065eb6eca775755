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
  /** The line is no movement but a balance. */
  balance?: 'opening' | 'balance';
}

const PIX = /\bPIX\b/;
const TED = /\bTED\b/;
const DEPOSIT = /\bDEP(?:OS(?:ITO)?)?\b/;
const IDENTIFIED = /\bDEP[A-Z]*\W+(?:[A-Z]+\W+){0,3}?IDENT/;
const NOT_IDENTIFIED = /\b(?:N|NAO|SEM)\W+IDENT/;
const RETURNED = /\bDEV(?:OL[A-Z]*)?\b|\bESTORN/;
const COLLECTION = /^(?:LIQ[A-Z]*\W+|CRED[A-Z]*\W+)?(?:DE\W+)?COB(?:RANCA)?\b/;
const CARDS = /\bRECEBIVEIS\b|\b(?:VENDAS?|CRED[A-Z]*|RECEB[A-Z]*)\W+(?:DE\W+|COM\W+)?CARTA(?:O|OES)\b/;

/** A balance that some banks list among the movements: that before them, or one between them. */
const OPENING = /^(?:SALDO|SDO)\W+(?:ANT|INICIAL)/;
const BALANCE =
  /^(?:S\W?A\W?L\W?D\W?O|SDO)(?:\W*$|\W+(?:ANT|INICIAL|FINAL|ATUAL|PARCIAL|TOTAL|(?:DO\W+)?DIA|DISP|EM\W+C|C\W?C\b|CTA|CONTA|BLOQ|APLIC|INVEST))/;

const IS_ASCII = /^[ -~]*$/;

const known = new Map<string, Told>();
/** Banks have few texts; payers' names in them make them many, and memory must stay bounded. */
const MOST_KNOWN = 4096;

/** A text in capitals without accents: banks write the same words with and without. */
function plainText(text: string): string {
  const bare = IS_ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.toUpperCase().trim();
}

function told(text: string): Told {
  const plain = plainText(text);
  const pix = PIX.test(plain);
  return {
    pix,
    ted: TED.test(plain),
    deposit: DEPOSIT.test(plain),
    identifiedDeposit: IDENTIFIED.test(plain) && !NOT_IDENTIFIED.test(plain),
    returned: RETURNED.test(plain),
    lump: !pix && (COLLECTION.test(plain) || CARDS.test(plain)),
    balance: OPENING.test(plain) ? 'opening' : BALANCE.test(plain) ? 'balance' : undefined,
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
