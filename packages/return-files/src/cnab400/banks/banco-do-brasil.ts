import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import { type Cnab400Bank, lookUp } from '../bank.ts';
import * as records from '../layouts/banco-do-brasil.ts';
import { each } from './codes.ts';

const { longNumber } = records;

const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação normal', '08': 'liquidação por saldo' },
  'partial-payment': { '07': 'liquidação por conta' },
  'notary-payment': { '15': 'liquidação em cartório' },
  'unregistered-payment': { '05': 'liquidado sem registro' },
  reversal: { '44': 'pago com cheque devolvido' },
  'advance-notice': { '46': 'pago com cheque, aguardando compensação' },
  registration: { '02': 'entrada confirmada' },
  rejection: { '03': 'comando recusado' },
  'write-off': { '09': 'baixa', '10': 'baixa solicitada', '20': 'débito em conta' },
  protest: {
    '19': 'instrução de protesto recebida',
    '23': 'encaminhado a cartório',
    '24': 'sustação de protesto',
  },
  change: {
    '12': 'abatimento concedido',
    '13': 'abatimento cancelado',
    '14': 'vencimento alterado',
    '16': 'juros de mora alterados',
    '21': 'nome do pagador alterado',
    '22': 'endereço do pagador alterado',
    '26': 'seu número alterado',
    ...each('25 31 32 33 34 35 36 37 38 39 41 42 72 73', 'instrução confirmada'),
  },
  fee: { '28': 'manutenção de título vencido', ...each('96 97 98', 'despesas ou custas') },
  other: { '11': 'título em ser' },
});

/** Channels of 393-394 and natures of 87-88. Source: BB CBR643 (jan/2014). */
const CHANNELS = lookUp({
  '01': 'self-service',
  '02': 'internet',
  '03': 'telephone',
  '04': 'internet',
  '05': 'telephone',
  '06': 'self-service',
  '07': 'correspondent',
  '08': 'branch',
  '09': 'file',
  '10': 'clearing',
  '11': 'other',
});

export const BANCO_DO_BRASIL: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '001',
    name: 'Banco do Brasil',
    source: 'CBR643 (jan/2014) and delivered files; títulos of type 1 by readers of others',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: {
    '7': { record: records.title, checkDigits: 0 },
    '1': { record: records.olderTitle, checkDigits: 1 },
  },
  followOns: {
    '2': { meaning: 'partilha' },
    '3': { meaning: 'vendor' },
    '5': {
      meaning: 'cheque, or a seu número of fifteen characters',
      seuNumero: (line) =>
        longNumber.field.followService.raw(line) === '06'
          ? longNumber.field.longSeuNumero.read(line)
          : undefined,
    },
  },
  occurrences: OCCURRENCES,
  refinements: [
    { kinds: ['payment'], reason: '02', kind: 'partial-payment' },
    { kinds: ['payment'], reason: '10', kind: 'partial-payment' },
    { kinds: ['payment'], reason: '05', kind: 'unregistered-payment' },
    { kinds: ['payment'], reason: '09', kind: 'notary-payment' },
    { kinds: ['write-off'], reason: '31', kind: 'paid-elsewhere' },
  ],
  paid: 'gross',
  reasonWidth: 2,
  channel: CHANNELS,
  agreement: codes(records.fileHeader, ['agreement'], ['olderAgreement']),
  totals: {
    of: 'portfolio',
    titles: ['simpleTitles', 'boundTitles', 'pledgedTitles', 'discountedTitles', 'vendorTitles'],
    face: ['simpleFace', 'boundFace', 'pledgedFace', 'discountedFace', 'vendorFace'],
  },
};
