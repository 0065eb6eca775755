import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import { type Cnab400Bank, lookUp } from '../bank.ts';
import * as records from '../layouts/banrisul.ts';
import { each } from './codes.ts';

/** 30 and 31 announce a payment on its way; 25 was paid before. Source: Banrisul CNAB 400 manual (jul/2015). */
const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação normal', '08': 'baixa por pagamento do saldo' },
  'partial-payment': { '07': 'liquidação parcial' },
  'notary-payment': { '15': 'pagamento em cartório' },
  'advance-notice': each('30 31', 'liquidação em trânsito'),
  'paid-elsewhere': { '25': 'devolvido por já liquidado' },
  registration: { '02': 'entrada confirmada', '47': 'entrada confirmada, pagador no DDA' },
  rejection: { '03': 'entrada rejeitada' },
  'write-off': {
    '04': 'baixa de título liquidado por edital',
    '09': 'devolução',
    '10': 'baixa',
    '40': 'baixa de título protestado',
  },
  protest: {
    '19': 'protesto confirmado',
    ...each('20 22', 'sustação'),
    ...each('21 23 45', 'em cartório'),
  },
  change: each('12 13 14 16 18 42 68 69', 'dados alterados'),
  fee: each('41 44 46', 'despesas'),
  other: {
    ...each('11 43', 'título em ser'),
    '26': 'devolvido pelo cartório',
    ...each('32 33 34', 'reembolso'),
  },
});

const CHANNELS = lookUp({
  '1': 'branch',
  '2': 'self-service',
  '3': 'internet',
  '5': 'correspondent',
  '6': 'telephone',
  '7': 'file',
});

export const BANRISUL: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '041',
    name: 'Banrisul',
    source: 'CNAB 400 manual (jul/2015); trailer by one open-source reader',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 2 } },
  followOns: { '3': { meaning: 'rateio' } },
  occurrences: OCCURRENCES,
  paid: 'principal',
  reasonWidth: 2,
  channel: CHANNELS,
  agreement: codes(records.fileHeader, ['agreement']),
  totals: { of: 'portfolio', titles: ['simpleTitles'], face: ['simpleFace'] },
};
