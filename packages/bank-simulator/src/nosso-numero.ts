/**
 * The check digit of a Caixa nosso número: modulo 11 over its 17 digits, weights 2 to 9 from the right, 11 less the
 * remainder; 0 when that has two digits. Source: Caixa, manual SIGCB CNAB 240 (MO67118, 2018).
 */
export function caixaCheckDigit(seventeenDigits: string): string {
  const digits = [...seventeenDigits].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => total + digit * (2 + (index % 8)), 0);
  const digit = 11 - (sum % 11);
  return digit > 9 ? '0' : String(digit);
}

/** Banco do Brasil, convênio of 7 digits: the convênio and a sequence of 10 digits, without a check digit. */
export function bbNossoNumero(convenio: string, sequence: number): string {
  return convenio + String(sequence).padStart(10, '0');
}

/** Caixa: `14` (registered, issued by the beneficiary), a sequence of 15 digits, and the check digit. */
export function caixaNossoNumero(sequence: number): string {
  const number = `14${String(sequence).padStart(15, '0')}`;
  return number + caixaCheckDigit(number);
}
