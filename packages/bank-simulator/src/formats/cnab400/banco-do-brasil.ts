import { type Cell, over } from '../cells.ts';
import type { Codes } from '../cobranca.ts';
import { WINDOWS } from '../text.ts';
import { type Bank400, DETAIL, HEADER, SIMPLE_TOTALS, TRAILER } from './bank.ts';

const CODES = {
  payment: { occurrence: '06', reasons: '01' },
  'partial-payment': { occurrence: '07', reasons: '02' },
  'notary-payment': { occurrence: '15', reasons: '09' },
  'unregistered-payment': { occurrence: '05', reasons: '05' },
  reversal: { occurrence: '44' },
  registration: { occurrence: '02' },
  rejection: { occurrence: '03', reasons: '08' },
  'write-off': { occurrence: '09', reasons: '00' },
  protest: { occurrence: '23' },
  change: { occurrence: '14' },
  fee: { occurrence: '28' },
  other: { occurrence: '11' },
} satisfies Codes;

/** Credit and tariff stand before the amounts, what was booked after them: paid less tariff. */
const MONEY: readonly Cell[] = [
  ['creditedOn', 176, 181],
  ['fee', 182, 188],
  [189, 227, 0],
  [280, 305, 0],
  ['net', 306, 318],
  ['direction', 319, 319],
  [320, 320, '0'],
  [321, 332, 0],
];

const ACCOUNT: readonly Cell[] = [
  [18, 21, '1234'],
  [22, 22, '0'],
  [23, 30, '00056789'],
  [31, 31, '0'],
];

/** Convênio of seven digits, detail type 7. Source: CBR643 (jan/2014). */
export const BANCO_DO_BRASIL_7: Bank400 = {
  bank: '001',
  code: '7654321',
  numbers: '001',
  money: { netIs: 'less-fee' },
  codes: CODES,
  header: over(HEADER, [
    [27, 30, '1234'],
    [31, 31, '0'],
    [32, 39, '00056789'],
    [40, 40, '0'],
    [41, 46, 0],
    [77, 94, '001BANCO DO BRASIL'],
    ['sequence', 101, 107],
    ['code', 150, 156],
  ]),
  detail: over(DETAIL, [
    [1, 1, '7'],
    [2, 17, 0],
    ...ACCOUNT,
    ['code', 32, 38],
    ['companyUse', 39, 63],
    ['nosso', 64, 80],
    [81, 82, '10'],
    [83, 86, 0],
    ['reasons', 87, 88],
    [92, 94, '019'],
    [95, 95, '0'],
    [96, 105, 0],
    [107, 108, '17'],
    [169, 173, '12340'],
    ...MONEY,
    [393, 394, '08'],
  ]),
  /** The number of the título where it has more than ten characters: record 5, service 06. */
  follow: {
    'partial-payment': [
      [1, 5, '50600'],
      ['companyUse', 6, 20],
      ['record', 395, 400],
    ],
  },
  trailer: over(TRAILER, [...SIMPLE_TOTALS, [58, 79, 0]]),
  text: WINDOWS,
};

/** Convênio of six digits, detail type 1, nosso número of eleven and its digit. Source: readers of others only. */
export const BANCO_DO_BRASIL_1: Bank400 = {
  bank: '001',
  code: '654321',
  numbers: '001-six',
  money: { netIs: 'less-fee' },
  codes: { ...CODES, 'write-off': { occurrence: '09' }, rejection: { occurrence: '03' } },
  header: over(HEADER, [
    [27, 30, '1234'],
    [31, 31, '0'],
    [32, 39, '00056789'],
    [40, 40, '0'],
    ['code', 41, 46],
    [77, 94, '001BANCO DO BRASIL'],
    ['sequence', 101, 107],
  ]),
  detail: over(DETAIL, [
    ...ACCOUNT,
    ['code', 32, 37],
    ['nosso', 63, 73],
    ['nossoDigit', 74, 74],
    [107, 108, '17'],
    ...MONEY,
  ]),
  trailer: over(TRAILER, SIMPLE_TOTALS),
  text: WINDOWS,
};
