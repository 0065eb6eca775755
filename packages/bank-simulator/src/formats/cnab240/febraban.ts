import type { Cell } from '../cells.ts';
import type { Codes } from '../cobranca.ts';

/**
 * The records of a cobrança return as FEBRABAN lays them out (CNAB 240 v10.6), read from the manual a second time and
 * not taken from the parser: a column that both had wrong would agree with itself.
 */
export const FILE_HEADER: readonly Cell[] = [
  ['bank', 1, 3],
  [4, 8, '00000'],
  [18, 18, '2'],
  ['taxId', 19, 32],
  ['codeText', 33, 52],
  [53, 57, '01234'],
  [58, 58, '0'],
  [59, 70, '000000056789'],
  [71, 71, '0'],
  ['company', 73, 102],
  [143, 143, '2'],
  ['createdOn', 144, 151],
  [152, 157, '060000'],
  ['sequence', 158, 163],
  [167, 171, 0],
];

export const LOT_HEADER: readonly Cell[] = [
  ['bank', 1, 3],
  ['lot', 4, 7],
  [8, 8, '1'],
  [9, 11, 'T01'],
  [18, 18, '2'],
  ['taxId', 19, 33],
  ['codeText', 34, 53],
  [54, 58, '01234'],
  [59, 59, '0'],
  [60, 71, '000000056789'],
  [72, 72, '0'],
  ['company', 74, 103],
  ['sequence', 184, 191],
  ['createdOn', 192, 199],
  [200, 207, '00000000'],
];

const DETAIL: readonly Cell[] = [
  ['bank', 1, 3],
  ['lot', 4, 7],
  [8, 8, '3'],
  ['record', 9, 13],
  ['occurrence', 16, 17],
];

export const SEGMENT_T: readonly Cell[] = [
  ...DETAIL,
  [14, 14, 'T'],
  [18, 22, '01234'],
  [23, 23, '0'],
  [24, 35, '000000056789'],
  [36, 36, '0'],
  ['nossoFull', 38, 57],
  [58, 58, '1'],
  ['seuNumero', 59, 73],
  ['dueOn', 74, 81],
  ['face', 82, 96],
  ['bank', 97, 99],
  [100, 104, 0],
  [105, 105, '0'],
  ['companyUse', 106, 130],
  [131, 132, '09'],
  ['payerType', 133, 133],
  ['payerTaxId', 134, 148],
  ['payerName', 149, 188],
  [189, 198, 0],
  ['fee', 199, 213],
  ['reasons', 214, 223],
];

export const SEGMENT_U: readonly Cell[] = [
  ...DETAIL,
  [14, 14, 'U'],
  ['late', 18, 32],
  ['discount', 33, 47],
  ['rebate', 48, 62],
  [63, 77, 0],
  ['paid', 78, 92],
  ['net', 93, 107],
  [108, 137, 0],
  ['occurredOn', 138, 145],
  ['creditedOn', 146, 153],
];

/** Segment Y with a Pix. Sources: Santander H7815 v6 (fev/2023), Bradesco v04 (dez/2024), Sicredi v29. */
export const SEGMENT_Y: readonly Cell[] = [
  ...DETAIL,
  [14, 14, 'Y'],
  [81, 81, '5'],
  ['location', 82, 158],
  ['txid', 159, 193],
];

/** With the títulos of all kinds as cobrança simples. */
export const LOT_TRAILER: readonly Cell[] = [
  ['bank', 1, 3],
  ['lot', 4, 7],
  [8, 8, '5'],
  ['records', 18, 23],
  ['titles', 24, 29],
  ['totalFace', 30, 46],
  [47, 115, 0],
];

/** What a bank that fills no totals puts in their place. */
export const NO_TOTALS: readonly Cell[] = [[24, 115, 0]];

export const FILE_TRAILER: readonly Cell[] = [
  ['bank', 1, 3],
  [4, 8, '99999'],
  ['lots', 18, 23],
  ['records', 24, 29],
  [30, 35, 0],
];

/** Código de movimento C044 and motivos C047. */
export const FEBRABAN_CODES = {
  payment: { occurrence: '06', reasons: '04' },
  'partial-payment': { occurrence: '06', reasons: '02' },
  'notary-payment': { occurrence: '06', reasons: '08' },
  'unregistered-payment': { occurrence: '17', reasons: '04' },
  reversal: { occurrence: '44' },
  'advance-notice': { occurrence: '50' },
  registration: { occurrence: '02' },
  rejection: { occurrence: '03', reasons: '09' },
  'write-off': { occurrence: '09', reasons: '10' },
  protest: { occurrence: '23' },
  change: { occurrence: '14' },
  fee: { occurrence: '28', reasons: '02' },
  other: { occurrence: '11' },
} satisfies Codes;
