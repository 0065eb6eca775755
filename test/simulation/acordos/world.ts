import {
  AGREEMENTS,
  AGUAS_PIX,
  COMPANIES,
  newPortfolio,
  PIX_KEY,
  type Pix,
  type Random,
  type Receivable,
  writePixPages,
} from '@baixa/bank-simulator';
import type { CivilDate } from '@baixa/core';
import { fileOf } from '../world/files.ts';
import { newPix } from '../world/pix.ts';
import type { World } from '../world/world.ts';

/** An account with what it owes, and the acordo by which it is to pay that. */
export interface Debtor {
  account: string;
  /** Oldest first. Their terms have no charges, so that what is owed is what is not paid. */
  bills: Receivable[];
  wish: {
    id: string;
    receivables: string[];
    on: CivilDate;
    discountCents: number;
    downPayment: { cents: number; dueOn: CivilDate; identifiers: object };
    instalments: { dueOn: CivilDate; identifiers: object }[];
    reason: string;
  };
  /** What is paid, of parts and of bills. */
  pix: Pix[];
}

export interface AcordoWorld {
  world: World;
  debtors: Debtor[];
}

const BILLS_DUE: CivilDate[] = ['2024-01-10', '2024-02-14', '2024-03-13'];
const AGREED_ON = '2024-03-18';
const PARTS_DUE: CivilDate[] = ['2024-03-25', '2024-04-25', '2024-05-27'];
/** Days after which an acordo with an unpaid part is broken: on the day of the run, one with none paid is. */
export const BREAK_AFTER_DAYS = 20;
export const CONFIRM_ABOVE_CENTS = 1_000;
/** The parts that one pays in time, by what becomes of the acordo. */
const PAID_PARTS = { kept: 3, some: 2, down: 1, none: 0 } as const;
const FATES = ['some', 'kept', 'down', 'none'] as const;

/** Accounts in debt, with the acordos they ask for, and all that they pay by Pix, some of it given back. */
export function makeAcordos(random: Random): AcordoWorld {
  const portfolio = newPortfolio(random);
  const debtors = Array.from({ length: random.int(3, 5) }, (_, index): Debtor => {
    const account = portfolio.newAccount();
    const bills = BILLS_DUE.slice(0, random.int(2, 3)).map((dueOn) => {
      const bill = portfolio.addWaterBill({ account, dueOn });
      delete bill.terms;
      return bill;
    });
    const face = bills.reduce((sum, { faceCents }) => sum + faceCents, 0);
    const id = `AC-${index + 1}`;
    const txids = PARTS_DUE.map((__, part) => `ACORDO${index + 1}PARTE${part}`.padEnd(30, '0'));
    const identifiers = txids.map((txid) => ({ agreement: AGUAS_PIX.id, txid }));
    const discountCents = random.pick([0, 0, random.int(1, 900), random.int(1_001, 2_000)]);
    const down = random.int(500, Math.floor(face / 3));
    const each = Math.floor((face - discountCents - down) / 2);
    const amounts = [down, each, face - discountCents - down - each];
    const parts = PARTS_DUE.map(
      (dueOn, part): Receivable => ({
        id: `${id}.${part}`,
        company: 'aguas',
        account,
        identifiers: identifiers[part]!,
        faceCents: amounts[part]!,
        dueOn,
      }),
    );
    const paid = PAID_PARTS[FATES[index] ?? random.pick(FATES)];
    const pix = parts.slice(0, paid).map((part) => {
      const off = random.pick([0, 0, 0, -random.int(1, 300), random.int(1, 300)]);
      return paymentOf(random, part, part.dueOn, part.faceCents + off);
    });
    // Some pay a bill as if there were no acordo.
    if (random.chance(30)) {
      const bill = random.pick(bills);
      pix.push(paymentOf(random, bill, '2024-03-20', bill.faceCents));
    }
    return {
      account,
      bills,
      pix,
      wish: {
        id,
        receivables: bills.map((bill) => bill.id),
        on: AGREED_ON,
        discountCents,
        downPayment: { cents: down, dueOn: PARTS_DUE[0]!, identifiers: identifiers[0]! },
        instalments: [1, 2].map((part) => ({ dueOn: PARTS_DUE[part]!, identifiers: identifiers[part]! })),
        reason: 'The simulation says so.',
      },
    };
  });
  const all = random.shuffle(debtors.flatMap(({ pix }) => pix));
  const [aguas, ...others] = COMPANIES;
  const limits = { confirmAboveCents: CONFIRM_ABOVE_CENTS, breakAcordosAfterDays: BREAK_AFTER_DAYS };
  return {
    debtors,
    world: {
      profile: { companies: [{ ...aguas!, ...limits }, ...others], agreements: AGREEMENTS, contracts: [] },
      receivables: portfolio.receivables,
      charges: [],
      actions: [],
      files: [
        fileOfPix('pix-early.json', '2024-06-01', all.slice(0, all.length >> 1)),
        fileOfPix('pix-all.json', '2024-06-02', all),
        fileOfPix('pix-late.json', '2024-06-03', all.slice(all.length >> 1)),
      ].filter(({ lines }) => lines.length > 0),
    },
  };
}

/** A Pix, one in four of which is given back: in one go, or in two. */
function paymentOf(random: Random, receivable: Receivable, on: CivilDate, cents: number): Pix {
  const line = { kind: 'payment' as const, receivable, on, cents };
  if (!random.chance(25)) return newPix(random, line);
  const first = random.chance(50) ? cents : random.int(1, cents - 1);
  const back = (part: number) => newPix(random, line, { ...line, kind: 'reversal', cents: part });
  const made = back(first);
  if (first === cents) return made;
  const { endToEndId } = made.payment;
  const rest = back(cents - first).refunds.map((refund) => ({ ...refund, endToEndId }));
  return { ...made, refunds: [...made.refunds, ...rest] };
}

function fileOfPix(name: string, to: CivilDate, pix: Pix[]) {
  const [page] = writePixPages(PIX_KEY, pix, { from: '2024-03-12', to, pageSize: 100 });
  const lines = pix.flatMap(({ payment, refunds }) => [payment, ...refunds]);
  return fileOf(name, AGUAS_PIX, page!.bytes, lines);
}
