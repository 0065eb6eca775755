import { over } from '../cells.ts';
import { WINDOWS } from '../text.ts';
import type { Bank240 } from './bank.ts';
import {
  FEBRABAN_CODES,
  FILE_HEADER,
  FILE_TRAILER,
  LOT_HEADER,
  LOT_TRAILER,
  NO_TOTALS,
  SEGMENT_T,
  SEGMENT_U,
} from './febraban.ts';

const { 'partial-payment': _, ...WITHOUT_PART_PAYMENT } = FEBRABAN_CODES;

/**
 * Banco do Brasil: no payer, no totals in the lot's trailer, net is paid less tariff.
 * Source: manual of August 2017.
 */
export const BANCO_DO_BRASIL: Bank240 = {
  bank: '001',
  code: '7654321',
  numbers: '001',
  money: { netIs: 'less-fee' },
  codes: {
    ...FEBRABAN_CODES,
    payment: { occurrence: '06', reasons: '0600000000' },
    'partial-payment': { occurrence: '06', reasons: '0200000000' },
    reversal: { occurrence: '44', reasons: '0000000000' },
    registration: { occurrence: '02', reasons: '0000000000' },
    fee: { occurrence: '28', reasons: '0200000000' },
    'write-off': { occurrence: '09', reasons: '1000000000' },
  },
  fileHeader: over(FILE_HEADER, [
    ['code', 33, 41],
    [42, 52, '001417019'],
    [103, 132, 'BANCO DO BRASIL S.A.'],
    [164, 166, '083'],
  ]),
  lotHeader: over(LOT_HEADER, [
    [14, 16, '042'],
    ['code', 34, 42],
    [43, 53, '001417019'],
  ]),
  t: over(SEGMENT_T, [
    [58, 58, '7'],
    [133, 148, 0],
    [149, 188, ''],
  ]),
  u: over(SEGMENT_U, [
    [166, 180, 0],
    [211, 213, 0],
  ]),
  lotTrailer: over(LOT_TRAILER, NO_TOTALS),
  fileTrailer: FILE_TRAILER,
  text: WINDOWS,
};

/**
 * Caixa, SIGCB: the beneficiary's code of six digits stands where others have the account, the nosso número is split
 * into modality, 15 digits and check digit, and the motivo 02 is a lottery shop: no file of it tells of a part payment.
 * Source: manual MO67118 (2018).
 */
export const CAIXA: Bank240 = {
  bank: '104',
  code: '654321',
  numbers: '104',
  money: {},
  codes: {
    ...WITHOUT_PART_PAYMENT,
    payment: { occurrence: '06', reasons: '020101' },
    'notary-payment': { occurrence: '06', reasons: '080101' },
    reversal: { occurrence: '44' },
    fee: { occurrence: '28', reasons: '02' },
  },
  fileHeader: over(FILE_HEADER, [
    [33, 52, 0],
    [53, 58, '001230'],
    ['codeText', 59, 64],
    [65, 72, 0],
    [103, 132, 'C ECON FEDERAL'],
    [164, 166, '040'],
    [192, 211, 'RETORNO-PRODUCAO'],
  ]),
  lotHeader: over(LOT_HEADER, [
    [14, 16, '030'],
    ['codeText', 34, 39],
    [40, 53, 0],
    [54, 59, '001230'],
    ['codeText', 60, 65],
    [66, 73, 0],
  ]),
  t: over(SEGMENT_T, [
    [18, 23, 0],
    ['codeText', 24, 29],
    [30, 36, '000000'],
    [39, 39, '0'],
    ['nosso', 40, 56],
    ['nossoDigit', 57, 57],
    ['seuNumero', 59, 69],
    [70, 73, ''],
    [133, 148, 0],
    [149, 188, ''],
  ]),
  u: over(SEGMENT_U, [[154, 240, 0]]),
  pix: '04',
  lotTrailer: over(LOT_TRAILER, NO_TOTALS),
  fileTrailer: FILE_TRAILER,
  text: WINDOWS,
};

/** BNB: eight digits from 38. Source: one open-source reader only. */
export const BNB: Bank240 = {
  bank: '004',
  code: '123456789',
  numbers: '004',
  money: {},
  codes: FEBRABAN_CODES,
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'BANCO DO NORDESTE'],
    [164, 166, '040'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '030']]),
  t: SEGMENT_T,
  u: SEGMENT_U,
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: WINDOWS,
};

/** Banrisul: codes with letters, agência and conta in a form of its own. Source: manual of October 2013. */
export const BANRISUL: Bank240 = {
  bank: '041',
  code: '1234567890123',
  numbers: '041',
  money: {},
  codes: {
    ...FEBRABAN_CODES,
    'advance-notice': { occurrence: 'AB' },
    protest: { occurrence: '15' },
    other: { occurrence: 'AC' },
  },
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'BANRISUL'],
    [164, 166, '040'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '020']]),
  t: over(SEGMENT_T, [
    [24, 35, '000350056789'],
    ['nossoFull', 38, 47],
    [48, 57, ''],
    ['seuNumero', 59, 71],
    [72, 73, ''],
    ['payerName', 149, 183],
    [184, 188, ''],
  ]),
  u: SEGMENT_U,
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: { ...WINDOWS, lineEnd: '\n' },
};
