import { bankOfIspb as listed } from '../cnab750/ispb.ts';

/** Banks that keep accounts of companies by messages of ISO 20022, beside those of the Pix. Source: Banco Central, STR. */
const BY_ISPB: ReadonlyMap<string, string> = new Map([
  ['00315557', '136'],
  ['05463212', '085'],
  ['07237373', '004'],
  ['30306294', '208'],
  ['33172537', '376'],
  ['33479023', '745'],
  ['58160789', '422'],
]);

/** By the institution and country of their BIC. Source: ISO 9362, as the banks publish them. */
const BY_BIC: ReadonlyMap<string, string> = new Map([
  ['BBDEBR', '237'],
  ['BRASBR', '001'],
  ['BSCHBR', '033'],
  ['CEFXBR', '104'],
  ['CHASBR', '376'],
  ['CITIBR', '745'],
  ['ITAUBR', '341'],
  ['SAFRBR', '422'],
]);

/** The three digits of the bank with an ISPB (8 digits), or undefined for one that is not listed. */
export function bankOfIspb(ispb: string): string | undefined {
  return listed(ispb) ?? BY_ISPB.get(ispb);
}

/** The three digits of the bank with a BIC of 8 or 11 characters, or undefined for one that is not listed. */
export function bankOfBic(bic: string): string | undefined {
  return /^[A-Z]{6}[A-Z0-9]{2}/.test(bic) ? BY_BIC.get(bic.slice(0, 6)) : undefined;
}
