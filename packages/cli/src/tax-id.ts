/**
 * A CPF or CNPJ as a screen shows it: enough to tell two payers apart, not to know one. Who needs the whole of it asks
 * for JSON.
 */
export function maskedTaxId(taxId: string): string {
  return taxId.length === 11
    ? `***.${taxId.slice(3, 6)}.${taxId.slice(6, 9)}-**`
    : `${taxId.slice(0, 2)}.***.***/${taxId.slice(8, 12)}-**`;
}
