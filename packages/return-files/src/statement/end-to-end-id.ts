/**
 * Identifiers of Pix in free text. Source: Pix message catalogue, EndToEndId and RtrId: a letter (E of the payment, D of
 * its devolução), the ISPB of who began it (8 digits), date and time (AAAAMMDDHHMM), and 11 letters or digits.
 */
const IDENTIFIER =
  /(?<![A-Za-z0-9])[ED]\d{8}\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[A-Za-z0-9]{11}(?![A-Za-z0-9])/g;

const LENGTH = 32;

export interface PixIdentifiers {
  /** Of the payment. Undefined where the text has none, or several different ones. */
  endToEndId?: string;
  /** Of the devolução of a payment. */
  reversalId?: string;
}

/** Finds the identifiers that stand in a text as whole words. */
export function pixIdentifiersIn(text: string): PixIdentifiers {
  if (text.length < LENGTH) return {};
  const found = new Set(text.match(IDENTIFIER));
  if (found.size === 0) return {};
  const only = (letter: string) => {
    const own = [...found].filter((one) => one.startsWith(letter));
    return own.length === 1 ? own[0] : undefined;
  };
  return { endToEndId: only('E'), reversalId: only('D') };
}
