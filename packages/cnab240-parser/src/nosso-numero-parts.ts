import { BANK_LAYOUTS } from './layouts/banks.ts';
import type { NossoNumeroParts } from './nosso-numero-digits.ts';

const itau = BANK_LAYOUTS['341'].segmentT.field;
const bradesco = BANK_LAYOUTS['237'].segmentT.field;

/** What the formula of a bank's check digit takes, as far as a T line (240 characters) has it. */
export function nossoNumeroParts(bank: string, line: string, number: string): NossoNumeroParts {
  if (bank === '341')
    return {
      number,
      branch: itau.branch.raw(line),
      account: itau.account.raw(line),
      portfolio: itau.itauPortfolio.raw(line),
    };
  if (bank === '237') return { number, portfolio: bradesco.product.raw(line).slice(-2) };
  return { number };
}
