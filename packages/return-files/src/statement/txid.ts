/** A txid as the company gives it to a charge. Source: API Pix 2.9.0, 26 to 35 letters and digits. */
const SHAPE = /^(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9]{26,35}$/;
const TAGGED = /\bTX ?ID\W{1,3}([A-Za-z0-9]{26,35})(?![A-Za-z0-9])/i;

/** Of a txid with its tag. */
const SHORTEST = 31;

/** True for what is clearly a txid: of its length, and with letters as well as digits. */
export function isTxid(text: string): boolean {
  return SHAPE.test(text);
}

/** The txid that a text names as one (`TXID: …`). */
export function txidIn(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  const txid = TAGGED.exec(text)?.[1];
  return txid !== undefined && isTxid(txid) ? txid : undefined;
}
