import {
  AGREEMENTS,
  AGUAS_BB,
  type Agreement,
  billBarcode,
  COMPANIES,
  type CounterLine,
  newPortfolio,
  type Random,
  type Receivable,
  writeArrecadacao,
  writeCnab240,
} from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import { fileOf } from '../world/files.ts';
import type { World } from '../world/world.ts';

/** The agreement by which bills are paid at the counter. */
export const COUNTER: Agreement = {
  id: 'aguas-balcao',
  company: 'aguas',
  bank: '104',
  code: 'AGUASBALCAO',
  account: '0123-0/654321',
  tolerance: { cents: 0 },
};

/** What becomes of a bill that somebody pays with a cheque, on time and exactly. */
const STORIES = ['clears', 'clears', 'told', 'returned', 'returned', 'cash', 'late', 'lateReturned'] as const;
export type ChequeStory = (typeof STORIES)[number];

export interface Cheque {
  story: ChequeStory;
  bill: Receivable;
  /** In the order of their files: the day of the file that tells the cheque, and its place in it. */
  toldOn: CivilDate;
  paidOn: CivilDate;
  clearsOn: CivilDate;
}

export interface ChequeWorld {
  world: World;
  cheques: Cheque[];
  /** Bills that are registered while their cheques are on the way. */
  late: Receivable[];
}

/** Days of the counter's files; the last comes when all else is done, and every cheque has cleared by it. */
const DAYS: CivilDate[] = ['2024-03-12', '2024-03-13', '2024-03-15', '2024-03-18'];
const LAST_DAY = '2024-04-05';
const RETURNS_ON = '2024-03-21';
const DUE = '2024-03-20';

/** Cheques of every fate, in files of several days; those that come back are told of by the bank of the boleto. */
export function makeCheques(random: Random): ChequeWorld {
  const portfolio = newPortfolio(random);
  const add = (): Receivable => {
    const account = portfolio.newAccount();
    const bill = portfolio.addWaterBill({ account, dueOn: DUE });
    bill.identifiers.barcode = billBarcode('8', bill.faceCents, Number(account), DUE);
    return bill;
  };
  const count = random.int(5, 10);
  const cheques = Array.from({ length: count }, (_, index): Cheque => {
    const story = STORIES[index] ?? random.pick(STORIES);
    const toldOn = random.pick(DAYS.slice(0, 3));
    const clearsOn = addDays(toldOn, story === 'told' ? -random.int(0, 1) : random.int(1, 6));
    return { story, bill: add(), toldOn, paidOn: addDays(toldOn, -random.int(0, 1)), clearsOn };
  });
  const isLate = ({ story }: Cheque) => story === 'late' || story === 'lateReturned';
  const late = cheques.filter(isLate).map(({ bill }) => bill);
  const linesOf = (day: CivilDate): CounterLine[] => [
    // Nothing is in a file but what somebody pays that day: one pays cash on each.
    { kind: 'payment', receivable: add(), on: day, cents: 0 },
    ...cheques.flatMap(({ story, bill, toldOn, paidOn, clearsOn }): CounterLine[] => {
      const paid = { kind: 'payment' as const, receivable: bill, cents: bill.faceCents };
      const cash = { ...paid, on: day };
      return [
        ...(toldOn === day ? [{ ...paid, on: paidOn, clearsOn }] : []),
        ...(story === 'cash' && day === DAYS[3] ? [cash] : []),
      ];
    }),
  ];
  const counter = [...DAYS, LAST_DAY].map((createdOn, index) => {
    const [cash, ...others] = linesOf(createdOn);
    const lines = [{ ...cash!, cents: cash!.receivable?.faceCents ?? 0 }, ...others];
    const bytes = writeArrecadacao({ agreement: COUNTER, sequence: index + 1, createdOn, lines });
    return fileOf(`counter-${createdOn}.ret`, COUNTER, bytes, lines);
  });
  const back = cheques
    .filter(({ story }) => story === 'returned' || story === 'lateReturned')
    .map(({ bill }) => ({
      kind: 'reversal' as const,
      receivable: bill,
      on: RETURNS_ON,
      cents: bill.faceCents,
    }));
  const returns =
    back.length === 0
      ? []
      : [
          fileOf(
            'returns.ret',
            AGUAS_BB,
            writeCnab240({ agreement: AGUAS_BB, sequence: 1, createdOn: RETURNS_ON, lines: back }),
            back,
          ),
        ];
  const agreements = [...AGREEMENTS, COUNTER];
  return {
    cheques,
    late,
    world: {
      profile: { companies: COMPANIES, agreements, contracts: [] },
      receivables: portfolio.receivables.filter((bill) => !late.includes(bill)),
      charges: [],
      actions: [],
      files: [...counter.slice(0, -1), ...returns, ...counter.slice(-1)],
    },
  };
}
