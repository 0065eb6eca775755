import { cents, count, date6, defineRecord, digits, filler, text, ymd8 } from '@baixa/fixed-width';
import { OPENING, RECORD_LENGTH, SEQUENCE } from './common.ts';

/**
 * Sicredi: no use of the company, dates in two orders. Source: Sicredi CNAB 400 manuals (2014 and ago/2019), delivered file.
 */
export const fileHeader = defineRecord('Sicredi file header', RECORD_LENGTH, [
  ...OPENING,
  digits('agreement', 27, 31, 'Código do beneficiário'),
  digits('companyTaxId', 32, 45, 'CPF or CNPJ of the company'),
  filler(46, 76),
  digits('bank', 77, 79, 'Bank code in the clearing'),
  text('bankName', 80, 94, 'Name of the bank'),
  ymd8('createdOn', 95, 102, 'Date the file was made'),
  filler(103, 110),
  count('sequenceNumber', 111, 117, 'Sequence number of the file'),
  filler(118, 389),
  text('layoutVersion', 390, 394, 'Version'),
  SEQUENCE,
]);

export const title = defineRecord('Sicredi título', RECORD_LENGTH, [
  digits('recordType', 1, 1, '1'),
  filler(2, 13),
  text('collectionKind', 14, 14, 'Kind of cobrança'),
  text('payerAtCooperative', 15, 19, 'Payer at the cooperativa'),
  text('payerCode', 20, 24, 'Payer at the company'),
  text('boletoDda', 25, 25, 'Boleto in the DDA'),
  filler(26, 47),
  text('nossoNumero', 48, 62, 'Nosso número: eight digits and the check digit, to the left'),
  filler(63, 108),
  text('occurrence', 109, 110, 'Ocorrência'),
  date6('occurredOn', 111, 116, 'Date of the occurrence: of the payment, when it is one'),
  text('seuNumero', 117, 126, 'Number of the document at the company'),
  text('channel', 127, 146, 'COMPE, or cooperativa and posto that received the payment'),
  date6('dueOn', 147, 152, 'Due date'),
  cents('face', 153, 165, 'Face value'),
  filler(166, 174),
  text('titleKind', 175, 175, 'Espécie of the título'),
  cents('fee', 176, 188, 'Tariff'),
  cents('otherExpenses', 189, 201, 'Other expenses, as of the cartório'),
  filler(202, 227),
  cents('rebate', 228, 240, 'Abatimento'),
  cents('discount', 241, 253, 'Desconto'),
  cents('paid', 254, 266, 'What the payer paid'),
  cents('interest', 267, 279, 'Juros de mora'),
  cents('fine', 280, 292, 'Multa'),
  filler(293, 294),
  text('protestAnswer', 295, 295, 'A accepted, D refused, of a protest'),
  filler(296, 318),
  text('reasons', 319, 328, 'Motivos of two characters'),
  ymd8('creditedOn', 329, 336, 'Date the credit is planned for'),
  filler(337, 394),
  SEQUENCE,
]);

export const fileTrailer = defineRecord('Sicredi file trailer', RECORD_LENGTH, [
  digits('recordType', 1, 1, '9'),
  digits('direction', 2, 2, '2 retorno'),
  digits('bank', 3, 5, 'Bank code in the clearing'),
  digits('agreement', 6, 10, 'Código do beneficiário'),
  filler(11, 394),
  SEQUENCE,
]);
