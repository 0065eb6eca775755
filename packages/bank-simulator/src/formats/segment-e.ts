import type { CivilDate } from '@baixa/core';
import { newEndToEndId } from '../pix.ts';
import { seededRandom } from '../random.ts';
import { type Placed, placedIn } from './cells.ts';
import { factsOf, type MadeFile } from './facts.ts';
import { type Movement, movements, statedOfMovement } from './statement.ts';
import { bytesOf, WINDOWS } from './text.ts';
import { CREATED_ON } from './told.ts';

/**
 * CNAB 240, segment E: the account statement for conciliation, with its balances and sums in the lot's trailer.
 * Sources: FEBRABAN CNAB 240 v10.6; files of several banks as open-source readers hold them.
 */
const LENGTH = 240;

const ddmmyyyy = (date: CivilDate): string => date.slice(8) + date.slice(5, 7) + date.slice(0, 4);

/** The company and its account, one position further to the right in no record of a statement. */
const COMPANY: Placed[] = [
  [18, 18, '2'],
  [19, 32, 12_345_678_000_195],
  [33, 52, 'CONV0001'],
  [53, 57, '01234'],
  [58, 58, '0'],
  [59, 70, '000000056789'],
  [71, 71, '0'],
  [73, 102, 'ÁGUAS DA CONCEIÇÃO LTDA'],
];
const OPENING_CENTS = 1_000_000;

const CATEGORIES: Readonly<Record<Movement['what'], string>> = {
  collection: '202',
  transfer: '209',
  pix: '205',
  deposit: '220',
  tariff: '105',
  supplier: '112',
};

function detail(bank: string, { what, cents, on, text, document }: Movement, at: number): string {
  return placedIn(LENGTH, [
    [1, 7, `${bank}0001`],
    [8, 8, '3'],
    [9, 13, at + 1],
    [14, 14, 'E'],
    ...COMPANY,
    [109, 111, 'DPV'],
    [112, 113, '00'],
    [134, 134, 'S'],
    [135, 142, ddmmyyyy(on)],
    [143, 150, ddmmyyyy(on)],
    [151, 168, Math.abs(cents)],
    [169, 169, cents < 0 ? 'D' : 'C'],
    [170, 172, CATEGORIES[what]],
    [173, 176, '0976'],
    [177, 201, text],
    [202, 240, document],
  ]);
}

export function segmentEFiles(seed: number): MadeFile[] {
  const random = seededRandom(seed + 900);
  const bank = '001';
  const told = movements(random, (on, second) => newEndToEndId(random, on, second));
  const sum = (sign: number) =>
    told.reduce((total, { cents }) => total + (Math.sign(cents) === sign ? Math.abs(cents) : 0), 0);
  const [credits, debits] = [sum(1), sum(-1)];
  const lines = [
    placedIn(LENGTH, [
      [1, 8, `${bank}00000`],
      ...COMPANY,
      [103, 132, 'BANCO DO BRASIL S.A.'],
      [143, 143, '2'],
      [144, 151, ddmmyyyy(CREATED_ON)],
      [152, 157, '060000'],
      [158, 163, 42],
      [164, 166, '050'],
    ]),
    placedIn(LENGTH, [
      [1, 8, `${bank}00011`],
      [9, 16, 'E0440033'],
      ...COMPANY,
      [143, 150, ddmmyyyy(told[0]?.on ?? CREATED_ON)],
      [151, 168, OPENING_CENTS],
      [169, 170, 'CF'],
      [171, 173, 'BRL'],
      [174, 178, 42],
    ]),
    ...told.map((movement, at) => detail(bank, movement, at)),
    placedIn(LENGTH, [
      [1, 8, `${bank}00015`],
      ...COMPANY.filter(([from]) => from < 73),
      [89, 142, 0],
      [143, 150, ddmmyyyy(CREATED_ON)],
      [151, 168, OPENING_CENTS + credits - debits],
      [169, 170, 'CF'],
      [171, 176, told.length + 2],
      [177, 194, debits],
      [195, 212, credits],
    ]),
    placedIn(LENGTH, [
      [1, 8, `${bank}99999`],
      [18, 23, 1],
      [24, 29, told.length + 4],
      [30, 35, 1],
    ]),
  ];
  const facts = factsOf({ format: 'segment-e', service: 'extrato', bank }, told.map(statedOfMovement));
  return [{ name: 'segment-e-001.ret', bytes: bytesOf(WINDOWS, lines), facts }];
}
