import { over } from '../cells.ts';
import { WINDOWS } from '../text.ts';
import type { Bank240 } from './bank.ts';
import {
  FEBRABAN_CODES,
  FILE_HEADER,
  FILE_TRAILER,
  LOT_HEADER,
  LOT_TRAILER,
  SEGMENT_T,
  SEGMENT_U,
} from './febraban.ts';

/**
 * Santander: the header names the beneficiary; in T all from the carteira on stands four or five positions before
 * FEBRABAN's. Source: manual H7815 v2.9 (abr/2018).
 */
export const SANTANDER: Bank240 = {
  bank: '033',
  code: '7654321',
  numbers: '033',
  money: {},
  codes: { ...FEBRABAN_CODES, 'advance-notice': { occurrence: '93' } },
  fileHeader: over(FILE_HEADER, [
    [17, 17, '2'],
    ['taxId', 18, 32],
    [33, 36, '1234'],
    [37, 37, '0'],
    [38, 46, '000056789'],
    [47, 47, '0'],
    ['code', 53, 61],
    [62, 72, ''],
    [103, 132, 'BANCO SANTANDER'],
    [152, 157, ''],
    [164, 166, '040'],
  ]),
  lotHeader: over(LOT_HEADER, [
    [14, 16, '040'],
    ['code', 34, 42],
    [43, 53, ''],
    [54, 57, '1234'],
    [58, 58, '0'],
    [59, 67, '000056789'],
    [68, 68, '0'],
    [69, 73, ''],
    [200, 207, ''],
  ]),
  t: over(SEGMENT_T, [
    [18, 21, '1234'],
    [22, 22, '0'],
    [23, 31, '000056789'],
    [32, 32, '0'],
    [33, 40, ''],
    ['nossoFull', 41, 53],
    [54, 54, '5'],
    ['seuNumero', 55, 69],
    ['dueOn', 70, 77],
    ['face', 78, 92],
    ['bank', 93, 95],
    [96, 99, 0],
    [100, 100, '0'],
    ['companyUse', 101, 125],
    [126, 127, '00'],
    ['payerType', 128, 128],
    ['payerTaxId', 129, 143],
    ['payerName', 144, 183],
    [184, 193, ''],
    ['fee', 194, 208],
    ['reasons', 209, 218],
    [219, 240, ''],
  ]),
  u: SEGMENT_U,
  pix: '03',
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: WINDOWS,
};

/** Inter: no manual at hand has its CNAB 240; as FEBRABAN, ten digits and one. */
export const INTER: Bank240 = {
  bank: '077',
  code: '123456789',
  numbers: '077',
  money: {},
  codes: FEBRABAN_CODES,
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'BANCO INTER'],
    [164, 166, '107'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '060']]),
  t: SEGMENT_T,
  u: SEGMENT_U,
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: { ...WINDOWS, encoding: 'utf8' },
};

/** BTG: twenty digits, and a byte order mark before the first line. Source: its implementation manual and a file. */
export const BTG: Bank240 = {
  bank: '208',
  code: '123456789',
  numbers: '208',
  money: {},
  codes: FEBRABAN_CODES,
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'BTG PACTUAL'],
    [164, 166, '016'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '020']]),
  t: SEGMENT_T,
  u: SEGMENT_U,
  pix: '04',
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: { encoding: 'utf8', lineEnd: '\r\n', begin: '\ufeff' },
};

/** Bradesco: the nosso número in parts, and the motivo 18 for a part payment. Source: manual 4008-524-0339. */
export const BRADESCO: Bank240 = {
  bank: '237',
  code: '1234567',
  numbers: '237',
  money: {},
  codes: { ...FEBRABAN_CODES, 'partial-payment': { occurrence: '06', reasons: '18' } },
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'BANCO BRADESCO S.A.'],
    [164, 166, '084'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '042']]),
  t: over(SEGMENT_T, [
    [38, 40, '009'],
    [41, 45, 0],
    ['nosso', 46, 56],
    ['nossoDigit', 57, 57],
  ]),
  u: SEGMENT_U,
  pix: '03',
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: WINDOWS,
};

/** Safra: seventeen positions from 40. Source: one open-source reader only. */
export const SAFRA: Bank240 = {
  bank: '422',
  code: '123456789',
  numbers: '422',
  money: {},
  codes: FEBRABAN_CODES,
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'BANCO SAFRA S.A.'],
    [164, 166, '103'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '060']]),
  t: over(SEGMENT_T, [
    [38, 39, ''],
    [40, 47, 0],
    ['nossoFull', 48, 56],
    [57, 57, ''],
  ]),
  u: SEGMENT_U,
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: WINDOWS,
};
