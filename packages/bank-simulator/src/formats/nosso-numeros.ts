import { caixaNossoNumero } from '../nosso-numero.ts';
import { elevenLess, modulo10, modulo11 } from './check-digits.ts';

/** A nosso número without its check digit, as wide as the bank writes it, and the digit; '' where there is none. */
export interface Numbered {
  nosso: string;
  digit: string;
}

/** The account of all simulated files: some banks' digits are taken over it. */
export const BRANCH = '1234';
export const ACCOUNT = '56789';
/** Códigos of beneficiário and convênio, as wide as each bank has them. */
export const BENEFICIARY = '12345';

const wide = (sequence: number, width: number): string => String(sequence).padStart(width, '0');

/** Módulo 11 of the number alone, what is missing to 11, 0 where that has two digits. */
const plain =
  (width: number) =>
  (sequence: number): Numbered => {
    const nosso = wide(sequence, width);
    return { nosso, digit: elevenLess(modulo11(nosso)) };
  };

/** Weights 9, 8… 2 from the right; the digit is the remainder itself, X for 10. Source: BB CBR643 (jan/2014). */
export function bancoDoBrasilDigit(eleven: string): string {
  const sum = [...eleven].reverse().reduce((total, digit, at) => total + Number(digit) * (9 - (at % 8)), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

function banrisul(sequence: number): Numbered {
  const nosso = wide(sequence, 8);
  let first = modulo10(nosso);
  if (modulo11(nosso + first, 7) === 1) first = (first + 1) % 10;
  return { nosso, digit: first + elevenLess(modulo11(nosso + first, 7)) };
}

function bradesco(sequence: number): Numbered {
  const nosso = wide(sequence, 11);
  const remainder = modulo11(`09${nosso}`, 7);
  return { nosso, digit: remainder === 1 ? 'P' : elevenLess(remainder) };
}

/** 3197 from the left over cooperativa, cliente (the conta and its digit, ten wide) and number. */
function sicoobDigit(seven: string): string {
  const all = BRANCH + `${ACCOUNT}0`.padStart(10, '0') + seven;
  const sum = [...all].reduce((total, digit, at) => total + Number(digit) * Number('3197'[at % 4]), 0);
  return elevenLess(sum % 11);
}

/**
 * How each bank numbers its títulos and takes the check digit, by the bank and, where the formats differ, the width.
 * Sources: the manuals named at each bank's table; Sicredi's posto is 02.
 */
export const NOSSO_NUMERO = {
  /** Convênio of seven digits and ten more; no digit. */
  '001': (sequence: number) => ({ nosso: `7654321${wide(sequence, 10)}`, digit: '' }),
  /** Convênio of six digits and five more. */
  '001-six': (sequence: number) => {
    const nosso = `654321${wide(sequence, 5)}`;
    return { nosso, digit: bancoDoBrasilDigit(nosso) };
  },
  '004': plain(7),
  '033': plain(12),
  '033-seven': plain(7),
  '041': banrisul,
  '077': plain(10),
  /** The conta with its digit, and nine more. */
  '085': (sequence: number) => ({ nosso: `00567890${wide(sequence, 9)}`, digit: '' }),
  '104': (sequence: number) => {
    const full = caixaNossoNumero(sequence);
    return { nosso: full.slice(0, 17), digit: full.slice(17) };
  },
  '136': plain(10),
  '208': (sequence: number) => ({ nosso: wide(sequence, 20), digit: '' }),
  '237': bradesco,
  /** Over agência, conta and carteira 109 too. */
  '341': (sequence: number) => {
    const nosso = wide(sequence, 8);
    return { nosso, digit: String(modulo10(`${BRANCH}${ACCOUNT}109${nosso}`)) };
  },
  '422': plain(8),
  /** Year, byte 2 (issued by the beneficiary), five digits; over agência, posto and beneficiary too. */
  '748': (sequence: number) => {
    const nosso = `262${wide(sequence, 5)}`;
    return { nosso, digit: elevenLess(modulo11(`${BRANCH}02${BENEFICIARY}${nosso}`)) };
  },
  '756': (sequence: number) => {
    const seven = wide(sequence, 7);
    return { nosso: seven.padStart(9, '0'), digit: sicoobDigit(seven) };
  },
  '756-eleven': (sequence: number) => {
    const seven = wide(sequence, 7);
    return { nosso: seven.padStart(11, '0'), digit: sicoobDigit(seven) };
  },
} satisfies Record<string, (sequence: number) => Numbered>;
