const TXID = /^[a-zA-Z0-9]{1,35}$/;

/** The value of a field of an EMV text: fields are a tag of two digits, a length of two digits, and the value. */
function fieldOf(text: string, tag: string): string | undefined {
  let at = 0;
  while (at + 4 <= text.length) {
    const length = text.slice(at + 2, at + 4);
    if (!/^\d\d$/.test(length)) return undefined;
    const end = at + 4 + Number(length);
    if (text.slice(at, at + 2) === tag) return end > text.length ? undefined : text.slice(at + 4, end);
    at = end;
  }
  return undefined;
}

/** A text as a txid, or undefined where it is none: a BR Code without one has `***`. */
export function asTxid(text: string | undefined): string | undefined {
  return text !== undefined && TXID.test(text) ? text : undefined;
}

/** The txid in the BR Code of a Pix (copia e cola). Source: Manual do BR Code, field 62-05. */
export function txidOfBrCode(emv: string | undefined): string | undefined {
  const additional = emv === undefined ? undefined : fieldOf(emv, '62');
  return asTxid(additional === undefined ? undefined : fieldOf(additional, '05'));
}
