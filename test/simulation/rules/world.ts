import {
  AGREEMENTS,
  AGUAS_BB,
  type BankLine,
  COMPANIES,
  newPortfolio,
  type Random,
  type Receivable,
  writeCnab240,
} from '@baixa/bank-simulator';
import { addDays } from '@baixa/core';
import { DUE, fileOf } from '../world/files.ts';
import type { World, WorldFile } from '../world/world.ts';

/** A payment whose número the bank writes so that nothing finds its bill, until it is known where that stands. */
export interface Odd {
  bill: Receivable;
  /** Its place among the entries of the file. */
  index: number;
}

/** A file with payments that anybody finds and such that only a rule does. */
export interface RuleFile {
  file: WorldFile;
  odd: Odd[];
}

export interface RuleWorld {
  world: World;
  /** Of before a rule is learned, while it is, and after it was forgotten. */
  first: RuleFile;
  meanwhile: RuleFile;
  after: RuleFile;
  /** Whether an entry of a file stands on another bill than a rule would find. */
  contradicts: 'first' | 'meanwhile' | 'never';
}

/** What a bank puts around the company's number. */
const around = (number = ''): string => `ZZ${number}9`;

/** The bill that a naive reader takes such a number to mean. */
export function meantBy<T extends { identifiers: { seuNumero?: string | undefined } }>(
  text: string,
  bills: T[],
): T | undefined {
  const number = text.slice(2, -1);
  return bills.find(({ identifiers }) => identifiers.seuNumero === number);
}

export function makeRules(random: Random): RuleWorld {
  const portfolio = newPortfolio(random);
  const add = () => portfolio.addWaterBill({ account: portfolio.newAccount(), dueOn: DUE });
  const paid = (bill: Receivable): BankLine => ({
    kind: 'payment',
    receivable: bill,
    on: addDays(DUE, -random.int(4, 8)),
    cents: bill.faceCents,
  });
  const writtenOddly = (bill: Receivable): BankLine => {
    const { receivable: _, ...line } = paid(bill);
    const stranger = portfolio.stranger(bill);
    const identifiers = { ...stranger.identifiers, seuNumero: around(bill.identifiers.seuNumero) };
    return { ...line, stranger: { ...stranger, identifiers } };
  };
  const contradicts = random.pick(['first', 'meanwhile', 'never', 'never'] as const);
  const fileWith = (sequence: number, odds: number, isContradiction: boolean): RuleFile => {
    const bills = Array.from({ length: odds }, add);
    const lines = [
      ...bills.map((bill) => ({ bill, line: writtenOddly(bill) })),
      ...Array.from({ length: random.int(1, 4) }, () => ({ bill: undefined, line: paid(add()) })),
    ];
    // A bill is found by the bank's number, and a rule would read its own number as that of another one.
    const [one, other] = [add(), add()];
    const seuNumero = around(other.identifiers.seuNumero);
    const told = { ...one, identifiers: { ...one.identifiers, seuNumero } };
    if (isContradiction) lines.push({ bill: undefined, line: paid(told) });
    const order = random.shuffle(lines);
    const file = { agreement: AGUAS_BB, sequence, createdOn: addDays('2024-04-10', sequence) };
    const all = order.map(({ line }) => line);
    return {
      file: fileOf(`bills-${sequence}.ret`, AGUAS_BB, writeCnab240({ ...file, lines: all }), all),
      odd: order.flatMap(({ bill }, index) => (bill === undefined ? [] : [{ bill, index }])),
    };
  };
  const first = fileWith(1, random.int(3, 6), contradicts === 'first');
  const meanwhile = fileWith(2, random.int(1, 4), contradicts === 'meanwhile');
  const after = fileWith(3, random.int(1, 3), false);
  return {
    first,
    meanwhile,
    after,
    contradicts,
    world: {
      profile: { companies: COMPANIES, agreements: AGREEMENTS, contracts: [] },
      receivables: portfolio.receivables,
      charges: [],
      actions: [],
      files: [first, meanwhile, after].map(({ file }) => file),
    },
  };
}
