import { cents, defineRecord, digits, type Layout, text, ymd8 } from '@baixa/fixed-width';
import { header, RECORD_LENGTH, trailer } from './common.ts';

/** A bill that was paid by its barcode. */
export const bill = defineRecord('Arrecadação bill', RECORD_LENGTH, [
  text('recordType', 1, 1, 'G'),
  text('account', 2, 21, 'Agência, conta and digit that is credited (G02)'),
  ymd8('paidOn', 22, 29, 'Date of the payment (G03)'),
  ymd8('creditedOn', 30, 37, 'Date of the credit (G04)'),
  text('barcode', 38, 81, 'Barcode of the bill (G05)'),
  cents('paid', 82, 93, 'What the payer paid (G06)'),
  cents('fee', 94, 100, 'Tariff of the bank; the contract says whether the credit is net of it (G07)'),
  digits('recordNumber', 101, 108, 'NSR: the number of the record in the file (G08)'),
  text('branch', 109, 116, 'Agência that received the payment (G09)'),
  text('channel', 117, 117, 'Forma de arrecadação: where it was paid (G10); 8, 9, h and i since v06'),
  text('authentication', 118, 140, 'Authentication, or code of the transaction (G11)'),
  text('paidBy', 141, 141, 'Forma de pagamento: with what it was paid (G12)'),
  text('reserved', 142, 150, 'Reserved; some banks end it with an asterisk'),
]);

/** The same record with what is read out of its barcode in columns of their own. */
export const billOpened = bill.override('Arrecadação bill, its barcode opened', [
  text('segment', 39, 39, 'Segment of the barcode'),
  text('valueId', 40, 40, 'Value identifier of the barcode'),
  cents('barcodeValue', 42, 52, 'Value of the barcode'),
  ymd8('freeDate', 57, 64, 'The due date, where the free field begins with one'),
]);

/** The same for segment 6, whose free field begins after the root of the CNPJ. */
export const billByCnpjOpened = bill.override('Arrecadação bill, its barcode by CNPJ opened', [
  ymd8('freeDate', 61, 68, 'The due date, where the free field begins with one'),
]);

/** The newest version whose layout is known. */
export const NEWEST_ARRECADACAO_VERSION = 7;

export const arrecadacaoRecords = { header, bill, trailer };

export const ARRECADACAO_LAYOUT: Layout<typeof arrecadacaoRecords> = {
  format: 'febraban150',
  name: 'Arrecadação',
  source:
    'FEBRABAN arrecadação com código de barras v05 (01.08.2016), v06 (01.11.2020) and v07 (01.03.2023), delivered files of v03 to v05: the positions are the same',
  records: arrecadacaoRecords,
};
