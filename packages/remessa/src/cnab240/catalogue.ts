import type { Layout } from '@baixa/fixed-width';
import { remessaLayoutOf } from './banks.ts';
import { febraban, type RemessaLayout } from './layouts.ts';

/** Banks by their three digits: name, and where their remessa of CNAB 240 was read. */
const BANKS: readonly (readonly [bank: string, name: string, source: string])[] = [
  ['001', 'Banco do Brasil', 'BB CNAB 240 manual (ago/2017); follows FEBRABAN'],
  ['004', 'Banco do Nordeste', 'nosso número as in the return; no manual at hand, single source'],
  [
    '033',
    'Santander',
    'H7815 (set/2009) and three open-source writers; percentages of interest with five decimals by two',
  ],
  ['041', 'Banrisul', 'Banrisul manual (out/2013); nosso número as in the return'],
  ['077', 'Inter', 'FEBRABAN v10.6; no manual of a CNAB 240 remessa is known'],
  ['085', 'Ailos', 'Ailos CNAB 240 v07 (2019): FEBRABAN records'],
  [
    '104',
    'Caixa (SIGCB)',
    'MO67118 v010 (2018) and three open-source writers, which differ in the check digit',
  ],
  ['136', 'Unicred', 'FEBRABAN v10.6; no manual of a CNAB 240 remessa at hand'],
  ['208', 'BTG Pactual', 'BTG guide: FEBRABAN v10.6'],
  ['237', 'Bradesco', 'manual 4008-524-0339 and two open-source writers'],
  ['341', 'Itaú', 'Itaú CNAB 240 manual (mai/2014) and two open-source writers'],
  ['422', 'Safra', 'nosso número as in the return; no manual at hand, single source'],
  ['748', 'Sicredi', 'Sicredi CNAB 240 manual (ago/2019): FEBRABAN records'],
  ['756', 'Sicoob', 'Sicoob layout sheets and two open-source writers'],
];

/** FEBRABAN's records of the remessa, then each bank's. */
export const CNAB240_REMESSA_LAYOUTS: readonly Layout<RemessaLayout>[] = [
  {
    format: 'cnab240',
    name: 'FEBRABAN, remessa',
    source: 'FEBRABAN CNAB 240 v10.6, cobrança; segment Y with Pix by three banks, not in v10.6',
    records: febraban,
  },
  ...BANKS.map(([bank, name, source]) => ({
    format: 'cnab240',
    bank,
    name: `${name}, remessa`,
    source,
    records: remessaLayoutOf(bank),
  })),
];
