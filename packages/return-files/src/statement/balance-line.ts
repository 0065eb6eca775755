import { plainText } from './told-by-text.ts';

const OPENING = /^(?:SALDO|SDO)\W+(?:ANT|INICIAL)/;
const BALANCE =
  /^(?:S\W?A\W?L\W?D\W?O|SDO)(?:\W*$|\W+(?:ANT|INICIAL|FINAL|ATUAL|PARCIAL|TOTAL|(?:DO\W+)?DIA|DISP|EM\W+C|C\W?C\b|CTA|CONTA|BLOQ|APLIC|INVEST))/;

/** What a line tells when it is no movement but a balance, as some banks list them among the movements. */
export function balanceLine(text: string): 'opening' | 'balance' | undefined {
  const plain = plainText(text).trim();
  if (OPENING.test(plain)) return 'opening';
  return BALANCE.test(plain) ? 'balance' : undefined;
}
