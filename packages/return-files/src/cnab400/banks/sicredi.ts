import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import * as records from '../layouts/sicredi.ts';
import { each } from './codes.ts';

const OCCURRENCES = occurrenceTable({
  payment: { '06': 'liquidação normal' },
  'notary-payment': { '15': 'liquidação em cartório' },
  'unregistered-payment': { '17': 'liquidação após baixa' },
  registration: { '02': 'entrada confirmada' },
  rejection: {
    ...each('03 24', 'entrada rejeitada'),
    '27': 'baixa rejeitada',
    '30': 'alteração rejeitada',
    '32': 'instrução rejeitada',
    ...each('81 83', 'negativação rejeitada'),
  },
  'write-off': { '09': 'baixado por arquivo', '10': 'baixado pela cooperativa' },
  protest: {
    '19': 'instrução de protesto recebida',
    '20': 'sustação recebida',
    '23': 'em cartório',
    '34': 'retirado de cartório',
  },
  change: {
    '12': 'abatimento concedido',
    '13': 'abatimento cancelado',
    '14': 'vencimento alterado',
    '33': 'outros dados alterados',
  },
  fee: { '28': 'tarifa' },
  other: {
    '29': 'rejeição do pagador no DDA',
    '35': 'aceite do pagador no DDA',
    ...each('78 79 80 82 84 85', 'negativação'),
  },
});

/** Motivos of a payment that came through the clearing. Source: Sicredi CNAB 400 manual (ago/2019). */
const CLEARING = ['A8', 'H5', 'H6', 'H8'];

function channel(place: string | undefined, reasons: readonly string[]): string | undefined {
  if (place === 'COMPE' || reasons.some((reason) => CLEARING.includes(reason))) return 'clearing';
  return place !== undefined && /^\d{6}$/.test(place) ? 'branch' : undefined;
}

export const SICREDI: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '748',
    name: 'Sicredi',
    source: 'CNAB 400 manuals (2014 and ago/2019), delivered file',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 1 } },
  occurrences: OCCURRENCES,
  paid: 'gross',
  feeInFace: true,
  reasonWidth: 2,
  channel,
  agreement: codes(records.fileHeader, ['agreement']),
};
