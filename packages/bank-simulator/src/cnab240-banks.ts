import { invariant } from '@baixa/core';
import type { Placed } from './cnab240.ts';
import type { BankLine } from './labels.ts';
import type { Agreement, Receivable } from './receivable.ts';

/** Where a bank's cobrança return differs from the FEBRABAN standard. */
export interface Dialect {
  name: string;
  fileVersion: string;
  batchVersion: string;
  fileHeader(agreement: Agreement): Placed[];
  batchHeader(agreement: Agreement): Placed[];
  /** Segment T, the account, the identifiers and the company's own use. */
  title(agreement: Agreement, identifiers: Receivable['identifiers']): Placed[];
  /** Positions 214-223 of segment T. */
  reasons: Record<BankLine['kind'], string>;
  netCents(paidCents: number, feeCents: number): number;
  /** What the bank puts into segment U where it tells nothing. */
  unused: Placed[];
}

/** No company of the simulator has a CNPJ: zeros. */
const NO_CNPJ = 0;
const COMPANY = 'EMPRESA SIMULADA';

/** Banco do Brasil (manual of August 2017): net is paid less tariff, the batch trailer has no totals. */
const BANCO_DO_BRASIL: Dialect = {
  name: 'BANCO DO BRASIL S.A.',
  fileVersion: '083',
  batchVersion: '042',
  fileHeader: ({ code }) => [
    [18, 18, '2'],
    [19, 32, NO_CNPJ],
    [33, 52, `${code.padStart(9, '0')}001417019`],
    [53, 58, '012340'],
    [59, 71, '0000000567890'],
    [73, 102, COMPANY],
  ],
  batchHeader: ({ code }) => [
    [18, 18, '2'],
    [19, 33, NO_CNPJ],
    [34, 53, `${code.padStart(9, '0')}001417019`],
    [54, 59, '012340'],
    [60, 72, '0000000567890'],
    [74, 103, COMPANY],
  ],
  title: (_agreement, { nossoNumero = '', seuNumero = '' }) => [
    [18, 23, '012340'],
    [24, 36, '0000000567890'],
    [38, 57, nossoNumero],
    [58, 58, '7'],
    [59, 73, seuNumero],
    [106, 130, seuNumero],
  ],
  reasons: {
    payment: '0600000000',
    'partial-payment': '0200000000',
    reversal: '0000000000',
    registration: '0000000000',
    fee: '0200000000',
    'write-off': '1000000000',
  },
  netCents: (paid, fee) => paid - fee,
  unused: [
    [166, 180, 0],
    [211, 213, 0],
  ],
};

/**
 * Caixa, SIGCB (manual MO67118, 2018): the beneficiary's code of 6 digits stands where others have the account, the
 * nosso número is split into modality, 15 digits and check digit, and motivo 02 is a lottery shop, not a part payment.
 */
const CAIXA: Dialect = {
  name: 'C ECON FEDERAL',
  fileVersion: '040',
  batchVersion: '030',
  fileHeader: ({ code }) => [
    [18, 18, '2'],
    [19, 32, NO_CNPJ],
    [33, 52, 0],
    [53, 58, '001230'],
    [59, 64, code],
    [65, 72, 0],
    [73, 102, COMPANY],
    [192, 211, 'RETORNO-PRODUCAO'],
  ],
  batchHeader: ({ code }) => [
    [18, 18, '2'],
    [19, 33, NO_CNPJ],
    [34, 39, code],
    [40, 53, 0],
    [54, 59, '001230'],
    [60, 65, code],
    [66, 73, 0],
    [74, 103, COMPANY],
  ],
  title: ({ code }, { nossoNumero = '', seuNumero = '' }) => {
    const digits = nossoNumero.replace(/\D/g, '').padEnd(18, '0');
    return [
      [18, 23, 0],
      [24, 29, code],
      [30, 35, 0],
      [39, 39, '0'],
      [40, 41, digits.slice(0, 2)],
      [42, 56, digits.slice(2, 17)],
      [57, 57, digits.slice(17)],
      [58, 58, '1'],
      [59, 69, seuNumero],
      [106, 130, seuNumero],
    ];
  },
  reasons: {
    payment: '020101',
    'partial-payment': '020101',
    reversal: '',
    registration: '',
    fee: '02',
    'write-off': '10',
  },
  netCents: (paid) => paid,
  unused: [[154, 240, 0]],
};

const DIALECTS = new Map([
  ['001', BANCO_DO_BRASIL],
  ['104', CAIXA],
]);

export function dialectOf(bank: string): Dialect {
  const dialect = DIALECTS.get(bank);
  invariant(dialect !== undefined, `the simulator writes files of bank ${bank}`);
  return dialect;
}
