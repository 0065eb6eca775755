import { over } from '../cells.ts';
import type { Codes } from '../cobranca.ts';
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

/** Ailos: conta with its digit and nine more, seventeen digits. Source: manual CNAB 240 v07 (2019). */
export const AILOS: Bank240 = {
  bank: '085',
  code: '101004',
  numbers: '085',
  money: {},
  codes: { ...FEBRABAN_CODES, payment: { occurrence: '06', reasons: '33' } },
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'AILOS'],
    [164, 166, '087'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '045']]),
  t: SEGMENT_T,
  u: SEGMENT_U,
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: { ...WINDOWS, end: '\x1a' },
};

/** Unicred has a table of its own, in which 01 is paid at the cartório and 09 is a payment. */
export const UNICRED_CODES = {
  payment: { occurrence: '06' },
  'notary-payment': { occurrence: '01' },
  registration: { occurrence: '02' },
  rejection: { occurrence: '03', reasons: '08' },
  protest: { occurrence: '10' },
  other: { occurrence: '13' },
} satisfies Codes;

/**
 * Unicred: neither use of the company nor payer; the trailers fill no totals. The text is UTF-8 and its lines end with
 * LF. Source: COB136, return CNAB 240 (2017).
 */
export const UNICRED: Bank240 = {
  bank: '136',
  code: '123456789',
  numbers: '136',
  money: {},
  codes: UNICRED_CODES,
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'UNICRED'],
    [164, 166, '085'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '044']]),
  t: over(SEGMENT_T, [
    [18, 23, ''],
    ['code', 24, 37],
    [38, 38, '0'],
    [39, 46, 0],
    ['nossoFull', 47, 57],
    [106, 198, 0],
    ['reasons', 214, 221],
    [222, 223, ''],
  ]),
  u: over(SEGMENT_U, [
    [108, 137, ''],
    [158, 165, '00000000'],
  ]),
  lotTrailer: over(LOT_TRAILER, NO_TOTALS),
  fileTrailer: over(FILE_TRAILER, [[18, 23, '']]),
  text: { encoding: 'utf8', lineEnd: '\n' },
};

/** Sicredi: nine digits from 38, the cooperative for a branch. Source: manual CNAB 240 (ago/2019). */
export const SICREDI: Bank240 = {
  bank: '748',
  code: '12345',
  numbers: '748',
  money: {},
  codes: FEBRABAN_CODES,
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'SICREDI'],
    [164, 166, '081'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '040']]),
  t: over(SEGMENT_T, [[23, 23, '']]),
  u: SEGMENT_U,
  pix: '04',
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: WINDOWS,
};

/**
 * Sicoob: ten positions of nosso número, then parcela, modalidade and form; lines end at their last character that is
 * no blank. Source: Sicoob layout sheets.
 */
export const SICOOB: Bank240 = {
  bank: '756',
  code: '567890',
  numbers: '756',
  money: {},
  codes: FEBRABAN_CODES,
  fileHeader: over(FILE_HEADER, [
    [103, 132, 'SICOOB'],
    [164, 166, '081'],
  ]),
  lotHeader: over(LOT_HEADER, [[14, 16, '044']]),
  t: over(SEGMENT_T, [
    ['nossoFull', 38, 47],
    [48, 49, '01'],
    [50, 51, '01'],
    [52, 52, '1'],
    [53, 57, ''],
  ]),
  u: over(SEGMENT_U, [
    [166, 180, 0],
    [211, 213, '756'],
    [214, 233, 0],
  ]),
  lotTrailer: LOT_TRAILER,
  fileTrailer: FILE_TRAILER,
  text: { ...WINDOWS, trimmed: true },
};
