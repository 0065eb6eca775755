import { mod10, remainder11, remainder11FromNine } from './check-digits.ts';

/** What a bank's formula takes besides the number itself. All are digits; what is not known is undefined. */
export interface NossoNumeroParts {
  /** The number without its check digits, as wide as the bank writes it. */
  number: string;
  /** Agência, four digits. */
  branch?: string | undefined;
  /** Conta without DAC at Itaú, código do cliente at Sicoob. */
  account?: string | undefined;
  /** Carteira: three digits at Itaú, two at Bradesco. */
  portfolio?: string | undefined;
}

/** Gives the check digits that may stand after a number; none where the file does not hold what the formula needs. */
type Formula = (parts: NossoNumeroParts) => string[];

const ZERO = 48;

/** A loop, because this runs once a título and a regular expression takes longer. */
function allDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return true;
}

/** True for a text of `width` digits. */
const digitsWide = (text: string, width: number): boolean => text.length === width && allDigits(text);

/** What is missing to 11, and 0 for 10 and 11. */
const missingTo11 = (remainder: number): string => (remainder < 2 ? '0' : String(11 - remainder));

/** The last digits of a number, as many as its formula takes, where what stands before them is zeros. */
function lastDigits(number: string, width: number): string | undefined {
  const cut = number.length - width;
  if (number === '' || !allDigits(number)) return undefined;
  for (let at = 0; at < cut; at++) if (number.charCodeAt(at) !== ZERO) return undefined;
  return cut > 0 ? number.slice(cut) : number.padStart(width, '0');
}

const plain11 =
  (width: number): Formula =>
  ({ number }) => {
    const digits = lastDigits(number, width);
    return digits === undefined ? [] : [missingTo11(remainder11(digits))];
  };

/** Banco do Brasil, convênios of four and six digits: the remainder itself, X for 10. Source: BB CBR643 (jan/2014). */
const bancoDoBrasil: Formula = ({ number }) => {
  const digits = lastDigits(number, 11);
  if (digits === undefined) return [];
  const remainder = remainder11FromNine(digits);
  return [remainder === 10 ? 'X' : String(remainder)];
};

/** Santander: as `missingTo11`, but remainder 10 gives 1, which is the same. Source: Santander H7815 v2.9 (abr/2018). */
const santander = plain11(12);

/**
 * Banrisul: two digits. Where the second would be 10, the first goes up by one (9 to 0) and the second is taken anew.
 * Source: Banrisul CNAB 400 manual (jul/2015), item 4.1, which gives 22 for 00009274 and 38 for 00009194.
 */
const banrisul: Formula = ({ number }) => {
  const digits = lastDigits(number, 8);
  if (digits === undefined) return [];
  let first = mod10(digits);
  let remainder = remainder11(digits + first, 7);
  if (remainder === 1) {
    first = (first + 1) % 10;
    remainder = remainder11(digits + first, 7);
  }
  return [first + missingTo11(remainder)];
};

/** Bradesco: base 7 over carteira and number, P for 10. Source: Bradesco manual 4008-524-0121. */
const bradesco: Formula = ({ number, portfolio = '' }) => {
  const digits = lastDigits(number, 11);
  if (digits === undefined || !digitsWide(portfolio, 2)) return [];
  const remainder = remainder11(digits, 7, portfolio);
  if (remainder === 1) return ['P'];
  return [remainder === 0 ? '0' : String(11 - remainder)];
};

/**
 * Itaú: módulo 10 over agência, conta, carteira and number; some carteiras leave agência and conta out, and no list of
 * them is sure, so either is right. Source: Itaú CNAB 400 manual (jul/2021).
 */
const itau: Formula = ({ number, branch = '', account = '', portfolio = '' }) => {
  const digits = lastDigits(number, 8);
  if (digits === undefined || !digitsWide(branch + account + portfolio, 12)) return [];
  return [String(mod10(digits, branch + account + portfolio)), String(mod10(digits, portfolio))];
};

const SICOOB_WEIGHTS = [3, 1, 9, 7];

/** Sicoob: 3197 from the left over cooperativa (4), cliente (10) and number (7). Source: Sicoob layout sheets. */
const sicoob: Formula = ({ number, branch = '', account = '' }) => {
  const digits = lastDigits(number, 7);
  if (digits === undefined || !digitsWide(branch, 4)) return [];
  if (account === '' || account.length > 10 || !allDigits(account)) return [];
  let sum = 0;
  const all = branch + account.padStart(10, '0') + digits;
  for (let at = 0; at < all.length; at++)
    sum += (all.charCodeAt(at) - 48) * (SICOOB_WEIGHTS[at % 4] as number);
  return [missingTo11(sum % 11)];
};

/**
 * The formulas that files can be held against. Not here: Sicredi (its posto is in no return file), Ailos and Banco do
 * Brasil of 17 digits (no check digit), Inter, Safra and BTG (no manual at hand documents theirs).
 * Source of BNB and Unicred: BNB v2 (2011), Unicred COB136; the others at their formula.
 */
const FORMULAS: ReadonlyMap<string, Formula> = new Map(
  Object.entries({
    '001': bancoDoBrasil,
    '004': plain11(7),
    '033': santander,
    '041': banrisul,
    '104': plain11(17),
    '136': plain11(10),
    '237': bradesco,
    '341': itau,
    '756': sicoob,
  }),
);

/**
 * The check digits that a bank's formula allows after a nosso número: mostly one, two where the bank has two formulas,
 * none where the digit cannot be verified from the file.
 */
export function nossoNumeroDigitsOf(bank: string, parts: NossoNumeroParts): string[] {
  return FORMULAS.get(bank)?.(parts) ?? [];
}
