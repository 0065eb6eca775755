import { occurrenceTable } from '@baixa/cnab240-parser';
import { codes } from '../agreement.ts';
import { type Cnab400Bank, lookUp } from '../bank.ts';
import * as records from '../layouts/caixa.ts';
import { each } from './codes.ts';

const header = records.fileHeader.field;

/**
 * Codes of its own. 33 undoes a baixa or a liquidação with one code. Source: MO67126 v004 (2016) and v015; 24 in older
 * manuals only.
 */
const OCCURRENCES = occurrenceTable({
  payment: { '21': 'liquidação', '35': 'liquidação on-line' },
  'notary-payment': { '22': 'liquidação em cartório' },
  reversal: { '33': 'estorno de baixa ou liquidação', '36': 'estorno de liquidação on-line' },
  registration: { '01': 'entrada confirmada' },
  rejection: { '99': 'rejeição' },
  'write-off': {
    '02': 'baixa manual confirmada',
    '23': 'baixa por devolução',
    '24': 'baixa por franco pagamento',
    '25': 'baixa por protesto',
  },
  protest: { '26': 'enviado a cartório', '27': 'sustação de protesto' },
  change: {
    '03': 'abatimento concedido',
    '04': 'abatimento cancelado',
    ...each('05 06 07 08 09 10 11 12 30', 'dados alterados'),
    ...each('37 38', 'transferência entre cobrança simples e descontada'),
  },
  fee: each('31 32 34', 'tarifas'),
  other: {
    '20': 'título em ser',
    '28': 'estorno de protesto',
    '29': 'estorno de sustação de protesto',
    ...each('51 52 53 A4', 'DDA'),
  },
});

const CHANNELS = lookUp({
  '002': 'lottery',
  '003': 'branch',
  '004': 'clearing',
  '005': 'clearing',
  '006': 'internet',
  '007': 'correspondent',
  '008': 'notary',
});

const six = codes(records.fileHeader, ['agreement']);
const seven = codes(records.fileHeader, ['agreement', 'agreementSeventhDigit']);

/** Modalidade and number, seventeen positions. Where the modalidade begins with 9 (SINCO), the number is all after it. */
function nossoNumero(line: string): string {
  const { mode, nossoNumero: number, sincoDigit } = records.title.field;
  const whole = mode.raw(line) + number.raw(line);
  return whole.startsWith('9') ? whole.slice(1) + sincoDigit.raw(line) : whole;
}

/** Older versions have a beneficiário of six positions, and nothing or a zero after it. */
function agreement(line: string): string[] {
  const seventh = header.agreementSeventhDigit.read(line) ?? '0';
  return header.layoutVersion.read(line) === '007' || seventh !== '0' ? seven(line) : six(line);
}

export const CAIXA: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '104',
    name: 'Caixa (SIGCB)',
    source: 'MO67126 v004 (2016) and v015',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, nossoNumero, checkDigits: 0 } },
  occurrences: OCCURRENCES,
  undoWithAmount: ['33'],
  paid: 'unclear',
  reasonWidth: 3,
  channel: CHANNELS,
  agreement,
};
