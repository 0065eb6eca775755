import { over } from '../cells.ts';
import type { Codes } from '../cobranca.ts';
import { WINDOWS } from '../text.ts';
import type { Bank240 } from './bank.ts';
import { FILE_HEADER, FILE_TRAILER, LOT_HEADER, LOT_TRAILER, SEGMENT_T, SEGMENT_U } from './febraban.ts';

/**
 * The one table of Itaú for CNAB 240 and 400. The announcement (95) is left out: nobody says what its amount is.
 * Source: CNAB 400 manual (jul/2021).
 */
export const ITAU_CODES = {
  payment: { occurrence: '06' },
  'partial-payment': { occurrence: '07' },
  'notary-payment': { occurrence: '08' },
  reversal: { occurrence: '69' },
  'paid-elsewhere': { occurrence: '10' },
  registration: { occurrence: '02' },
  rejection: { occurrence: '03', reasons: '03' },
  'write-off': { occurrence: '09' },
  protest: { occurrence: '23' },
  change: { occurrence: '14' },
  fee: { occurrence: '28' },
  other: { occurrence: '11' },
} satisfies Codes;

/** 222-223 is the channel: BL internet, AA cash machine, CP branch. */
const CHANNELLED: Codes = {
  ...ITAU_CODES,
  payment: { occurrence: '06', reasons: '        BL' },
  'partial-payment': { occurrence: '07', reasons: '        AA' },
  'notary-payment': { occurrence: '08', reasons: '        AC' },
};

/**
 * Itaú: the account is the agreement, the amount paid is what is credited after the tariff, in both columns.
 * Source: CNAB 240 manual (mai/2014 and the version after it).
 */
export const ITAU: Bank240 = {
  bank: '341',
  code: '',
  numbers: '341',
  money: { paidIs: 'credited', netIs: 'less-fee' },
  codes: CHANNELLED,
  fileHeader: over(FILE_HEADER, [
    [33, 52, ''],
    [53, 57, '01234'],
    [58, 58, ''],
    [59, 70, '000000056789'],
    [71, 71, ''],
    [72, 72, '5'],
    [103, 132, 'BANCO ITAU S.A.'],
    [164, 166, '040'],
  ]),
  lotHeader: over(LOT_HEADER, [
    [14, 16, '030'],
    [34, 53, ''],
    [54, 58, '01234'],
    [59, 59, ''],
    [60, 71, '000000056789'],
    [72, 72, ''],
    [73, 73, '5'],
  ]),
  t: over(SEGMENT_T, [
    [18, 18, '0'],
    [19, 22, '1234'],
    [23, 30, 0],
    [31, 35, '56789'],
    [36, 36, ''],
    [37, 37, '5'],
    [38, 40, '109'],
    ['nosso', 41, 48],
    ['nossoDigit', 49, 49],
    [50, 57, ''],
    [58, 58, '0'],
    ['seuNumero', 59, 68],
    [69, 73, ''],
    [97, 99, 0],
    ['payerName', 149, 178],
    [179, 188, ''],
  ]),
  u: SEGMENT_U,
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: { ...WINDOWS, lineEnd: '\n' },
};
