import type { Layout } from '@baixa/fixed-width';
import { type BankLayout, febraban, layoutOf } from './banks.ts';

/** Banks by their three digits: name, and the manual their CNAB 240 cobrança return was read in. */
const BANKS: readonly (readonly [bank: string, name: string, source: string])[] = [
  ['001', 'Banco do Brasil', 'BB CNAB 240 manual (ago/2017), delivered files'],
  ['004', 'Banco do Nordeste', 'one open-source reader; no manual at hand'],
  ['033', 'Santander', 'H7815 v2.9 (abr/2018); Pix: H7815 v6 (fev/2023)'],
  ['041', 'Banrisul', 'Banrisul manual (out/2013)'],
  ['077', 'Inter', 'FEBRABAN v10.6; no manual of a CNAB 240 return is known, the bank delivers CNAB 400'],
  ['085', 'Ailos', 'Ailos CNAB 240 v07 (2019): FEBRABAN records, nosso número of 17 digits from 38'],
  ['104', 'Caixa (SIGCB)', 'MO67118 v010 (2018), delivered files'],
  ['136', 'Unicred', 'COB136, return CNAB 240 (2017)'],
  ['208', 'BTG Pactual', 'BTG guide (follows FEBRABAN v10.6): nosso número of 20 digits with zeros before'],
  ['237', 'Bradesco', 'manual 4008-524-0339; Pix: CNAB 240 v04 (dez/2024)'],
  ['341', 'Itaú', 'Itaú CNAB 240 manual (mai/2014) and the version after it'],
  ['422', 'Safra', 'one open-source reader; the manual of the bank is of CNAB 400'],
  ['748', 'Sicredi', 'Sicredi CNAB 240 manual (ago/2019); Pix: v29'],
  ['756', 'Sicoob', 'Sicoob layout sheets, two versions; delivered files'],
];

/** FEBRABAN's records, then each bank's: those a bank does not lay out otherwise are FEBRABAN's own. */
export const CNAB240_LAYOUTS: readonly Layout<BankLayout>[] = [
  {
    format: 'cnab240',
    name: 'FEBRABAN',
    source: 'FEBRABAN CNAB 240 v10.6, cobrança; segment Y with Pix by three banks, not in v10.6',
    records: febraban,
  },
  ...BANKS.map(([bank, name, source]) => ({
    format: 'cnab240',
    bank,
    name,
    source,
    records: layoutOf(bank),
  })),
];
