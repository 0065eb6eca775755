import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import * as records from '../layouts/safra.ts';
import { each } from './codes.ts';

/** 07 is named only where the manual tells when a credit has a date. Source: Safra manual (2016). */
const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação' },
  'partial-payment': { '07': 'liquidação parcial' },
  'notary-payment': { '15': 'liquidação em cartório' },
  'unregistered-payment': { '41': 'liquidação de título baixado' },
  registration: { '02': 'entrada confirmada' },
  rejection: { '03': 'entrada rejeitada' },
  'write-off': { '09': 'baixa', '10': 'baixa pela agência', '40': 'baixa de título protestado' },
  protest: {
    '19': 'protesto confirmado',
    '20': 'sustação confirmada',
    '23': 'em cartório',
    '42': 'retirado de cartório',
  },
  change: { ...each('04 05 21', 'transferência'), ...each('12 13 14 51 52 53 54', 'dados alterados') },
  fee: { '43': 'despesa de cartório' },
  other: { '11': 'título em ser', ...each('44 45', 'DDA'), ...each('56 57 58', 'negativação') },
});

export const SAFRA: Cnab400Bank = {
  layout: { format: 'cnab400', bank: '422', name: 'Safra', source: 'Safra manuals (2010 and 2016)', records },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 1 } },
  occurrences: OCCURRENCES,
  paid: 'gross',
  reasonWidth: 3,
  agreement: codes(records.fileHeader, ['agreement']),
  totals: { of: 'portfolio', titles: ['simpleTitles', 'boundTitles'], face: ['simpleFace', 'boundFace'] },
};
