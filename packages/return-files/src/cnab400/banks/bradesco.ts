import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import { type Cnab400Bank, lookUp } from '../bank.ts';
import { asTxid } from '../br-code.ts';
import * as records from '../layouts/bradesco.ts';
import { each } from './codes.ts';

const { pix, title } = records;

const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação normal' },
  'notary-payment': { '15': 'liquidação em cartório' },
  'unregistered-payment': { '17': 'liquidação após baixa ou sem registro' },
  reversal: { '22': 'pagamento cancelado', '40': 'estorno de pagamento' },
  registration: { '02': 'entrada confirmada' },
  rejection: {
    '03': 'entrada rejeitada',
    '24': 'CEP irregular',
    '27': 'baixa rejeitada',
    '30': 'alteração rejeitada',
    '32': 'instrução rejeitada',
  },
  'write-off': { '09': 'baixa por arquivo', '10': 'baixa pela agência' },
  protest: {
    '19': 'protesto recebido',
    '20': 'sustação recebida',
    '23': 'entrada em cartório',
    '25': 'protesto falimentar recebido',
    '34': 'retirado de cartório',
    '55': 'sustado judicialmente',
  },
  change: {
    '12': 'abatimento concedido',
    '13': 'abatimento cancelado',
    '14': 'vencimento alterado',
    '18': 'acerto de depositária',
    '21': 'acerto do controle do participante',
    '33': 'outros dados alterados',
    ...each('68 69', 'rateio'),
  },
  fee: { '28': 'tarifas e custas' },
  other: {
    '11': 'título em ser',
    '16': 'pago em cheque, vinculado',
    '29': 'ocorrência do pagador',
    '35': 'débito automático desagendado',
    ...each('73 74', 'negativação'),
  },
});

/** Origins of 302-304. Source: manual 4008-524-0121. */
const CHANNELS = lookUp({
  ...each('001 007 010 074 075 076', 'branch'),
  ...each('002 024 027', 'self-service'),
  ...each('014 035 052 073', 'internet'),
  '013': 'telephone',
  '067': 'direct-debit',
  '077': 'card',
  '078': 'clearing',
  '082': 'correspondent',
});

export const BRADESCO: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '237',
    name: 'Bradesco',
    source: 'manual 4008-524-0121 and delivered files; Pix by open-source readers and a delivered file',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: title, checkDigits: 1 } },
  followOns: {
    '3': { meaning: 'rateio' },
    '4': { meaning: 'Pix', txid: (line) => asTxid(pix.field.txid.read(line)) },
  },
  occurrences: OCCURRENCES,
  refinements: [{ kinds: ['payment'], reason: '18', kind: 'partial-payment' }],
  paid: 'gross',
  reasonWidth: 2,
  channel: CHANNELS,
  agreement: codes(records.fileHeader, ['agreement']),
  /** A delivered file has its carteira, 09, in column 108 only. */
  digitParts: [
    (line, number) => ({ number, portfolio: title.field.companyPortfolio.raw(line).slice(-2) }),
    (line, number) => ({ number, portfolio: `0${title.field.portfolio.raw(line)}` }),
  ],
  occurrenceTotals: [
    { occurrences: ['02'], titles: 'registrationTitles', values: ['registrationValue'] },
    { occurrences: ['06'], titles: 'paymentTitles', values: ['paymentValueFirst', 'paymentValue'] },
    { occurrences: ['09', '10'], titles: 'writeOffTitles', values: ['writeOffValue'] },
    { occurrences: ['13'], titles: 'rebateCancelledTitles', values: [] },
    { occurrences: ['14'], titles: 'dueChangedTitles', values: ['dueChangedValue'] },
    { occurrences: ['12'], titles: 'rebateGrantedTitles', values: [] },
    { occurrences: ['19'], titles: 'protestTitles', values: ['protestValue'] },
  ],
};

/** Cresol writes what Bradesco writes. Source: one open-source reader; the bank's own manual is not at hand. */
export const CRESOL: Cnab400Bank = {
  ...BRADESCO,
  layout: { ...BRADESCO.layout, bank: '133', name: 'Cresol', source: 'one open-source reader: as Bradesco' },
};
