import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import { asTxid } from '../br-code.ts';
import * as records from '../layouts/santander.ts';
import { each } from './codes.ts';

const { pix } = records;

/**
 * 93 announces a payment that 06 makes, 94 takes the announcement back, 16 tells that nothing was left to do: none of
 * them moves money. 17 is the cartório here, and not in this bank's CNAB 240. Source: H7800 v2.17 (out/2017).
 */
const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação', '08': 'liquidação por saldo' },
  'partial-payment': { '07': 'liquidação por conta' },
  'notary-payment': { '17': 'liquidado em cartório' },
  'advance-notice': { '93': 'baixa operacional' },
  registration: { '02': 'entrada confirmada' },
  rejection: { '03': 'entrada rejeitada', '39': 'espécie não permite a instrução' },
  'write-off': { '09': 'baixa automática', '10': 'baixa conforme instrução' },
  protest: {
    '15': 'confirmação de protesto',
    '21': 'enviado a cartório',
    '22': 'retirado do cartório',
    '25': 'protestar',
    ...each('26 38', 'sustar ou não protestar'),
  },
  change: {
    '12': 'abatimento concedido',
    '13': 'abatimento cancelado',
    '14': 'vencimento alterado',
    ...each('61 62 63', 'valor nominal, mínimo ou máximo alterado'),
  },
  fee: { '24': 'custas de cartório' },
  other: {
    '01': 'título não existe',
    '11': 'título em ser',
    '16': 'título já baixado ou liquidado',
    '94': 'cancelamento da baixa operacional',
    ...each('35 36 37', 'DDA'),
  },
});

export const SANTANDER: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '033',
    name: 'Santander',
    source: 'H7800 v2.17 (out/2017) and abr/2018; Pix by open-source readers',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 1 } },
  followOns: { '2': { meaning: 'Pix', txid: (line) => asTxid(pix.field.txid.read(line)) } },
  occurrences: OCCURRENCES,
  paid: 'gross',
  reasonWidth: 3,
  agreement: codes(
    records.fileHeader,
    ['branch', 'account', 'collectionAccount'],
    ['account'],
    ['collectionAccount'],
  ),
  totals: {
    of: 'portfolio',
    titles: ['simpleTitles', 'pledgedTitles', 'discountedTitles'],
    face: ['simpleFace', 'pledgedFace', 'discountedFace'],
  },
};
