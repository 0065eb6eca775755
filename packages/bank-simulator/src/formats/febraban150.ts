import { addDays, type CivilDate } from '@baixa/core';
import { nextWeekday } from '../calendar.ts';
import { type Random, seededRandom } from '../random.ts';
import { placedIn } from './cells.ts';
import { arrecadacaoDigit } from './check-digits.ts';
import { factsOf, type MadeFile, type Stated } from './facts.ts';
import { bytesOf, type TextForm, WINDOWS } from './text.ts';
import { CREATED_ON } from './told.ts';

/**
 * FEBRABAN 150, arrecadação of bills with barcode. Sources: FEBRABAN v05 (2016), v06 (2020) and v07 (2023), which agree
 * on these positions.
 */
const LENGTH = 150;

const ymd = (date: CivilDate): string => date.replaceAll('-', '');

/** What tells one file from another of its service. */
export interface FileOf150 {
  code: string;
  createdOn: CivilDate;
  sequence: number;
}

/** A header of either service. */
export function header150(
  bank: string,
  bankName: string,
  version: string,
  service: string,
  { code, createdOn, sequence }: FileOf150 = { code: 'CONV0001', createdOn: CREATED_ON, sequence: 123 },
): string {
  return placedIn(LENGTH, [
    [1, 2, 'A2'],
    [3, 22, code],
    [23, 42, 'ÁGUAS DA CONCEIÇÃO'],
    [43, 45, bank],
    [46, 65, bankName],
    [66, 73, ymd(createdOn)],
    [74, 79, sequence],
    [80, 81, version],
    [82, 98, service],
  ]);
}

/** A trailer: all records, itself and the header included, and the sum that the details state. */
export function trailer150(details: number, cents: number): string {
  return placedIn(LENGTH, [
    [1, 1, 'Z'],
    [2, 7, details + 2],
    [8, 24, cents],
  ]);
}

/**
 * The barcode of a water bill: product 8, segment 2, value identifier 6 (módulo 10) or 8 (módulo 11), the amount, the
 * company's number, and a free field of due date, matrícula, month and three zeros.
 */
export function billBarcode(identifier: '6' | '8', cents: number, account: number, dueOn: CivilDate): string {
  const value = String(cents).padStart(11, '0');
  const free = `${ymd(dueOn)}${String(account).padStart(8, '0')}${dueOn.slice(0, 4)}${dueOn.slice(5, 7)}000`;
  const others = `82${identifier}${value}0123${free}`;
  return `${others.slice(0, 3)}${arrecadacaoDigit(others)}${others.slice(3)}`;
}

interface Arrecadacao {
  name: string;
  bank: string;
  bankName: string;
  version: string;
  /** Formas de arrecadação (G.10) that the version has. */
  channels: readonly string[];
  /** What the bank writes into position 150. */
  endMark: string;
  text: TextForm;
}

const FILES: readonly Arrecadacao[] = [
  {
    name: 'febraban150-arrecadacao-v07.ret',
    bank: '104',
    bankName: 'CAIXA ECON. FEDERAL',
    version: '07',
    channels: ['1', '2', '3', '5', '7', '9', 'a', 'i'],
    endMark: '',
    text: WINDOWS,
  },
  {
    name: 'febraban150-arrecadacao-v03.ret',
    bank: '001',
    bankName: 'BANCO DO BRASIL',
    version: '03',
    channels: ['1', '2', '3', '5'],
    endMark: '*',
    text: { ...WINDOWS, lineEnd: '\n' },
  },
];

/** 1 cash, 2 a cheque that is not cleared yet, 3 other, 4 credit card, 6 debit. */
const FORMS = ['1', '2', '3', '4', '6'];

/** A bill that was paid, as record G tells it. */
export interface PaidBill {
  barcode: string;
  on: CivilDate;
  creditedOn: CivilDate;
  paidCents: number;
  feeCents: number;
  /** From 1. */
  number: number;
  channel: string;
  authentication: string;
  form: string;
  endMark?: string;
}

/** Record G. */
export function detail150(bill: PaidBill): string {
  const { barcode, on, creditedOn, paidCents, feeCents, number, channel, authentication, form } = bill;
  return placedIn(LENGTH, [
    [1, 1, 'G'],
    [2, 21, '00101234000000056789'],
    [22, 29, ymd(on)],
    [30, 37, ymd(creditedOn)],
    [38, 81, barcode],
    [82, 93, paidCents],
    [94, 100, feeCents],
    [101, 108, number],
    [109, 116, '00012345'],
    [117, 117, channel],
    [118, 140, authentication],
    [141, 141, form],
    [150, 150, bill.endMark ?? ''],
  ]);
}

interface Bill {
  detail: string;
  stated: Stated;
}

function billPaid(random: Random, { channels, endMark }: Arrecadacao, at: number): Bill {
  const faceCents = random.int(2_345, 45_678);
  const dueOn = addDays('2026-11-01', random.int(0, 12));
  const on = addDays(dueOn, random.int(-2, 4));
  // One in five is paid late, with what the barcode does not have.
  const paidCents = faceCents + (at % 5 === 4 ? random.int(50, 500) : 0);
  const feeCents = random.int(60, 199);
  const barcode = billBarcode(at % 2 === 0 ? '6' : '8', faceCents, 10_000 + at, dueOn);
  const detail = detail150({
    barcode,
    on,
    creditedOn: nextWeekday(on),
    paidCents,
    feeCents,
    number: at + 1,
    channel: channels[at % channels.length] ?? '1',
    authentication: `AUT${random.text(12)}`,
    form: FORMS[at % FORMS.length] ?? '1',
    endMark,
  });
  return {
    detail,
    stated: { kind: 'payment', faceCents, paidCents, feeCents },
  };
}

const BILLS = 16;

/** Files of arrecadação, one with Pix and one of an old version. */
export function arrecadacaoFiles(seed: number): MadeFile[] {
  return FILES.map((file, index) => {
    const random = seededRandom(seed + 150 + index);
    const bills = Array.from({ length: BILLS }, (_, at) => billPaid(random, file, at));
    const total = bills.reduce((sum, { stated }) => sum + (stated.paidCents ?? 0), 0);
    const { name, bank, bankName, version, text } = file;
    return {
      name,
      bytes: bytesOf(text, [
        header150(bank, bankName, version, 'CODIGO DE BARRAS'),
        ...bills.map(({ detail }) => detail),
        trailer150(BILLS, total),
      ]),
      facts: factsOf(
        { format: 'febraban150', service: 'arrecadacao', bank },
        bills.map(({ stated }) => stated),
      ),
    };
  });
}
