import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import * as records from '../layouts/sicoob.ts';

const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação normal' },
  'notary-payment': { '15': 'liquidação em cartório' },
  'unregistered-payment': { '05': 'liquidação sem registro' },
  registration: { '02': 'entrada confirmada' },
  'write-off': { '09': 'baixa', '10': 'baixa solicitada' },
  protest: { '23': 'encaminhado a protesto' },
  change: {
    '04': 'transferência de carteira',
    '14': 'vencimento alterado',
    '27': 'dados alterados',
    '48': 'transferência de carteira confirmada',
  },
  other: { '11': 'título em ser' },
});

export const SICOOB: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '756',
    name: 'Sicoob',
    source: 'layout sheets, three versions; delivered file',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 1 } },
  occurrences: OCCURRENCES,
  paid: 'gross',
  reasonWidth: 2,
  agreement: codes(records.fileHeader, ['leadAgreement'], ['agreement', 'agreementDigit'], ['agreement']),
  totals: { of: 'file', titles: ['titles'], face: [] },
};
