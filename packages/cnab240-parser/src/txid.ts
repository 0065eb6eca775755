import type { Line } from '@baixa/fixed-width';
import { segmentYPix } from './layouts/pix.ts';

const { optionalRecord, payerEmail, keyType, txid } = segmentYPix.field;
const TXID = /^[a-zA-Z0-9]{1,35}$/;

/**
 * The txid in the Y segments of a título, if one of them has the Pix. The codes 03 and 04 also name payers and cheques:
 * those fill columns 20 to 69 with something that is no e-mail.
 */
export function txidOf(ys: readonly Line[]): string | undefined {
  for (const { text } of ys) {
    const code = optionalRecord.raw(text);
    if (code !== '03' && code !== '04') continue;
    const contact = payerEmail.read(text);
    if (contact !== undefined && !contact.includes('@')) continue;
    if (!' 012345'.includes(keyType.raw(text))) continue;
    const found = txid.read(text);
    if (found !== undefined && TXID.test(found)) return found;
  }
  return undefined;
}
