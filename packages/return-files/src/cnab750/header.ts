import { allZeros, taxIdOf } from '@baixa/cnab240-parser';
import type { FileHeader } from '../items.ts';
import type { ReadContext } from '../reader.ts';
import { bankOfIspb } from './ispb.ts';
import { header } from './layout-frame.ts';

/** The convênio as it stands and without leading zeros, then the Pix key. */
function agreementCodes(text: string): string[] {
  const agreement = header.field.agreement.read(text) ?? '';
  const codes = allZeros(agreement) ? [] : [agreement, agreement.replace(/^0+/, '')];
  const key = header.field.key.read(text);
  return [...new Set(key === undefined ? codes : [...codes, key])];
}

/** What the header of a file says, from a text of 750 characters. */
export function headerOf(text: string, { detection }: ReadContext): FileHeader {
  const { field } = header;
  const sequenceNumber = field.sequenceNumber.read(text);
  return {
    ...detection,
    bank: bankOfIspb(field.ispb.raw(text)),
    agreementCodes: agreementCodes(text),
    taxId: taxIdOf(field.taxIdType.raw(text), field.taxId.raw(text)),
    sequenceNumber: typeof sequenceNumber === 'number' && sequenceNumber > 0 ? sequenceNumber : undefined,
    createdOn: field.createdOn.read(text),
  };
}

/** The codes of three digits in a column of ten, without blanks and zeros. */
export function errorCodes(raw: string): string[] {
  const codes: string[] = [];
  for (let at = 0; at < raw.length; at += 3) {
    const code = raw.slice(at, at + 3).trim();
    if (code !== '' && !allZeros(code)) codes.push(code);
  }
  return codes;
}
