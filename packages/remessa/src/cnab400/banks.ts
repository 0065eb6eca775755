import type { RemessaBank } from './bank.ts';
import { bancoDoBrasil } from './banks/banco-do-brasil.ts';
import { bradesco } from './banks/bradesco.ts';
import { caixa } from './banks/caixa.ts';
import { itau } from './banks/itau.ts';
import { santander } from './banks/santander.ts';
import { sicoob } from './banks/sicoob.ts';
import { sicredi } from './banks/sicredi.ts';

/** The banks whose remessa of CNAB 400 is read, in the order of their codes. */
const BANKS = [bancoDoBrasil, santander, caixa, bradesco, itau, sicredi, sicoob];

const BY_CODE = new Map<string, RemessaBank>(BANKS.map((bank) => [bank.layout.bank, bank]));

export const REMESSA_BANKS: readonly RemessaBank[] = BANKS;

/** The bank of a header (400 characters) by its three digits; 353 is Santander under the code of a bank it took over. */
export function bankOfHeader(header: string): { code: string; bank: RemessaBank | undefined } {
  const written = header.slice(76, 79);
  const code = written === '353' ? '033' : written;
  return { code, bank: BY_CODE.get(code) };
}
