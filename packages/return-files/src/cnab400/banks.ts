import type { Layout } from '@baixa/fixed-width';
import type { Cnab400Bank } from './bank.ts';
import { BANCO_DO_BRASIL } from './banks/banco-do-brasil.ts';
import { BANCO_DO_NORDESTE } from './banks/banco-do-nordeste.ts';
import { BANRISUL } from './banks/banrisul.ts';
import { BRADESCO, CRESOL } from './banks/bradesco.ts';
import { CAIXA } from './banks/caixa.ts';
import { INTER } from './banks/inter.ts';
import { ITAU } from './banks/itau.ts';
import { SAFRA } from './banks/safra.ts';
import { SANTANDER } from './banks/santander.ts';
import { SICOOB } from './banks/sicoob.ts';
import { SICREDI } from './banks/sicredi.ts';
import { UNICRED } from './banks/unicred.ts';

/** The banks whose CNAB 400 return is read, by their three digits. No bank is read by the layout of another. */
export const BANKS: ReadonlyMap<string, Cnab400Bank> = new Map(
  [
    BANCO_DO_BRASIL,
    BANCO_DO_NORDESTE,
    SANTANDER,
    BANRISUL,
    INTER,
    CAIXA,
    CRESOL,
    UNICRED,
    BRADESCO,
    ITAU,
    SAFRA,
    SICREDI,
    SICOOB,
  ].map((bank) => [bank.layout.bank, bank]),
);

/** Every bank's records. */
export const CNAB400_LAYOUTS: readonly Layout[] = [...BANKS.values()].map((bank) => bank.layout);
