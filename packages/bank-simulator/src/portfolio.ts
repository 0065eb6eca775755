import type { CivilDate } from '@baixa/core';
import { bbNossoNumero, caixaNossoNumero } from './nosso-numero.ts';
import type { Random } from './random.ts';
import type { Agreement, Receivable, Terms } from './receivable.ts';

/** Two invented companies: a water utility, and a school that a BPO bills for. */
export const COMPANIES = [
  { id: 'aguas', name: 'Águas do Exemplo' },
  { id: 'escola', name: 'Escola do Exemplo' },
];

export const AGUAS_BB: Agreement = {
  id: 'aguas-bb',
  company: 'aguas',
  bank: '001',
  code: '7654321',
  account: '1234-0/567890-0',
  tolerance: { cents: 5 },
};

export const PIX_KEY = '00000000-0000-4000-8000-000000000001';

export const AGUAS_PIX: Agreement = {
  id: 'aguas-pix',
  company: 'aguas',
  bank: 'pix',
  code: 'aguas-pix',
  account: '1234-0/567890-0',
  pixKeys: [PIX_KEY],
  tolerance: { cents: 0 },
};

export const ESCOLA_CAIXA: Agreement = {
  id: 'escola-caixa',
  company: 'escola',
  bank: '104',
  code: '654321',
  account: '0123-0/654321',
  tolerance: { cents: 1, percent: '0.10' },
};

export const AGREEMENTS = [AGUAS_BB, AGUAS_PIX, ESCOLA_CAIXA];

const MUNICIPALITIES = {
  'Vila Clara': ['Centro', 'Lagoa'],
  'Porto Manso': ['Cais', 'Morro Alto'],
  'Serra Azul': ['Nascente', 'Mirante'],
};

/** Makes receivables one after the other, each with numbers of its own. */
export interface Portfolio {
  receivables: Receivable[];
  newAccount(): string;
  /** A water bill: boleto of Banco do Brasil that also carries a Pix charge. */
  addWaterBill(facts: { account: string; dueOn: CivilDate; discounts?: Terms['discounts'] }): Receivable;
  /** A school fee: boleto of Caixa. */
  addSchoolFee(facts: { account: string; dueOn: CivilDate; discounts?: Terms['discounts'] }): Receivable;
  /** A título of the same form that is in nobody's books. */
  stranger(like: Receivable): Receivable;
}

export function newPortfolio(random: Random): Portfolio {
  const receivables: Receivable[] = [];
  let numbers = 0;
  let accounts = 0;

  const identifiersOf = (agreement: Agreement, number: number): Receivable['identifiers'] => {
    const own = { agreement: agreement.id, seuNumero: `F${String(number).padStart(7, '0')}` };
    if (agreement.bank === '104') {
      const full = caixaNossoNumero(number);
      // Companies write it with its digit and without.
      const written = number % 2 === 0 ? `${full.slice(0, 17)}-${full.slice(17)}` : full.slice(0, 17);
      return { ...own, nossoNumero: written };
    }
    const txid = `AGUAS${String(number).padStart(25, '0')}`;
    return { ...own, nossoNumero: bbNossoNumero(agreement.code, number), txid };
  };

  const add = (
    agreement: Agreement,
    { account, dueOn, discounts }: { account: string; dueOn: CivilDate; discounts?: Terms['discounts'] },
    terms: Terms,
    strata: Receivable['strata'],
  ): Receivable => {
    numbers += 1;
    const receivable: Receivable = {
      id: `${agreement.company}-${String(numbers).padStart(6, '0')}`,
      company: agreement.company,
      account,
      identifiers: identifiersOf(agreement, numbers),
      faceCents: random.int(3_500, 45_000),
      dueOn,
      terms: discounts === undefined ? terms : { ...terms, discounts },
      ...(strata === undefined ? {} : { strata }),
    };
    receivables.push(receivable);
    return receivable;
  };

  return {
    receivables,
    newAccount() {
      accounts += 1;
      return String(100_000 + accounts);
    },
    addWaterBill(facts) {
      const municipality = random.pick(Object.keys(MUNICIPALITIES)) as keyof typeof MUNICIPALITIES;
      return add(
        AGUAS_BB,
        facts,
        { fine: { percent: '2.00' }, interest: { percentPerMonth: '1.00' } },
        {
          municipality,
          district: random.pick(MUNICIPALITIES[municipality]),
          tariffCategory: random.pick(['residential', 'commercial', 'social']),
        },
      );
    },
    addSchoolFee: (facts) =>
      add(ESCOLA_CAIXA, facts, { fine: { cents: 990 }, interest: { centsPerDay: 12 } }, undefined),
    stranger(like) {
      numbers += 1;
      const agreement = like.company === 'escola' ? ESCOLA_CAIXA : AGUAS_BB;
      return { ...like, id: `nobody-${numbers}`, identifiers: identifiersOf(agreement, numbers) };
    },
  };
}
