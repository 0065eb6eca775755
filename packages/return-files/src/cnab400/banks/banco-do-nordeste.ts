import { occurrenceTable } from '@baixa/cnab240-parser';
import { accounts } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import * as records from '../layouts/banco-do-nordeste.ts';
import { each } from './codes.ts';

/** 51 and up are 50 and the code of the instruction that was refused. Source: BNB manual v2 (2011). */
const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação' },
  'partial-payment': { '07': 'pagamento por conta' },
  'notary-payment': { '08': 'liquidação em cartório' },
  registration: { '02': 'entrada confirmada' },
  rejection: {
    '51': 'entrada rejeitada',
    ...each('52 54 56 57 58 59 60 61 62 63 64 65 68 69 70 71 72', 'instrução rejeitada'),
  },
  'write-off': { '09': 'baixa', '10': 'devolvido ou protestado', '15': 'baixa por instrução' },
  protest: { '19': 'protesto confirmado', '20': 'sustação confirmada' },
  change: each('04 12 13 14 18 21 22', 'dados alterados'),
  other: { '11': 'título em ser' },
});

export const BANCO_DO_NORDESTE: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '004',
    name: 'Banco do Nordeste',
    source: 'manual v2 (2011), delivered file',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 1 } },
  occurrences: OCCURRENCES,
  paid: 'gross',
  reasonWidth: 2,
  agreement: accounts(records.fileHeader),
  totals: { of: 'portfolio', titles: ['simpleTitles'], face: ['simpleFace'] },
};
