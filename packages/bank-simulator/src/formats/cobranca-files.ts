import { type EntryKind, invariant } from '@baixa/core';
import { seededRandom } from '../random.ts';
import type { Bank240 } from './cnab240/bank.ts';
import { AILOS, SICOOB, SICREDI, UNICRED } from './cnab240/banks-cooperative.ts';
import { BRADESCO, BTG, INTER, SAFRA, SANTANDER } from './cnab240/banks-private.ts';
import { BANCO_DO_BRASIL, BANRISUL, BNB, CAIXA } from './cnab240/banks-state.ts';
import { ITAU } from './cnab240/itau.ts';
import { type About, cnab240File } from './cnab240/write.ts';
import { BANCO_DO_BRASIL_1, BANCO_DO_BRASIL_7 } from './cnab400/banco-do-brasil.ts';
import type { Bank400 } from './cnab400/bank.ts';
import * as private400 from './cnab400/banks-private.ts';
import * as regional400 from './cnab400/banks-regional.ts';
import { cnab400File } from './cnab400/write.ts';
import { figuresOf } from './cobranca.ts';
import { factsOf, type MadeFile } from './facts.ts';
import { NOSSO_NUMERO } from './nosso-numeros.ts';
import { CREATED_ON, type Told, tell } from './told.ts';

/** The banks whose CNAB 240 is written. */
export const BANKS_240: readonly Bank240[] = [
  BANCO_DO_BRASIL,
  BNB,
  SANTANDER,
  BANRISUL,
  INTER,
  AILOS,
  CAIXA,
  UNICRED,
  BTG,
  BRADESCO,
  ITAU,
  SAFRA,
  SICREDI,
  SICOOB,
];

/** The banks whose CNAB 400 is written; Banco do Brasil has two. */
export const BANKS_400: readonly Bank400[] = [
  BANCO_DO_BRASIL_7,
  BANCO_DO_BRASIL_1,
  regional400.BNB,
  private400.SANTANDER,
  regional400.BANRISUL,
  private400.INTER,
  regional400.CAIXA,
  regional400.UNICRED,
  private400.BRADESCO,
  private400.ITAU,
  private400.SAFRA,
  regional400.SICREDI,
  regional400.SICOOB,
];

/** An invented company whose name tells encodings apart. */
export const COMPANY = { taxId: 12_345_678_000_195, company: 'ÁGUAS DA CONCEIÇÃO LTDA' };

const TITLES = 18;
/** So that numbers are not all zeros, and have check digits of all kinds. */
const FIRST_NUMBER = 10_137;

const aboutOf = (code: string): About => ({ ...COMPANY, code, sequence: 7, createdOn: CREATED_ON });

type Bank = Bank240 | Bank400;

const kindsOf = (bank: Bank) => Object.keys(bank.codes) as EntryKind[];

/** What is told of the títulos of a bank, with what each states. */
function titlesOf(bank: Bank, told: readonly Told[]) {
  return told.map((one) => {
    const code = bank.codes[one.kind];
    invariant(code !== undefined, `bank ${bank.bank} has a code for ${one.kind}`);
    const number = NOSSO_NUMERO[bank.numbers](FIRST_NUMBER + one.number - 1);
    return figuresOf(one, code, number, bank.money);
  });
}

/** Every third título has a Pix where the bank tells one. */
function file240(bank: Bank240, name: string, told: readonly Told[]): MadeFile {
  const titles = titlesOf(bank, told);
  return {
    name,
    bytes: cnab240File(bank, aboutOf(bank.code), titles, (_, at) => at % 3 === 0),
    facts: factsOf({ format: 'cnab240', service: 'cobranca', bank: bank.bank }, titles),
  };
}

function file400(bank: Bank400, name: string, told: readonly Told[]): MadeFile {
  const titles = titlesOf(bank, told);
  return {
    name,
    bytes: cnab400File(bank, aboutOf(bank.code), titles),
    facts: factsOf({ format: 'cnab400', service: 'cobranca', bank: bank.bank }, titles),
  };
}

const name240 = ({ bank }: Bank240): string => `cnab240-${bank}`;
const name400 = (bank: Bank400): string =>
  `cnab400-${bank.bank}${bank === BANCO_DO_BRASIL_1 ? '-type-1' : ''}`;

const manyOf = (bank: Bank, seed: number): Told[] =>
  tell(seededRandom(seed + Number(bank.bank)), kindsOf(bank), TITLES);

/** The CNAB 240 return of each bank. */
export function cnab240Files(seed: number): MadeFile[] {
  return BANKS_240.map((bank) => file240(bank, `${name240(bank)}.ret`, manyOf(bank, seed)));
}

/** The CNAB 400 return of each bank; that of Banco do Brasil with detail type 1 besides that with type 7. */
export function cnab400Files(seed: number): MadeFile[] {
  return BANKS_400.map((bank) => file400(bank, `${name400(bank)}.ret`, manyOf(bank, seed + 400)));
}

/** The second of two, which is late where it is a payment. */
const oneOf = (bank: Bank, kind: EntryKind, seed: number): Told[] =>
  tell(seededRandom(seed + Number(bank.bank)), [kind, kind], 2).slice(1);

/** For each kind that a bank tells, a file of one título. */
export function oneTitleFiles(seed: number): MadeFile[] {
  return [
    ...BANKS_240.flatMap((bank) =>
      kindsOf(bank).map((kind) => file240(bank, `${name240(bank)}-${kind}.ret`, oneOf(bank, kind, seed))),
    ),
    ...BANKS_400.flatMap((bank) =>
      kindsOf(bank).map((kind) => file400(bank, `${name400(bank)}-${kind}.ret`, oneOf(bank, kind, seed))),
    ),
  ];
}
