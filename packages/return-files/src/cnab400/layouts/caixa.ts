import { cents, count, date6, defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { OPENING, RECORD_LENGTH, SEQUENCE, TRAILER_OPENING } from './common.ts';

/**
 * Caixa (SIGCB): ocorrências of its own, multa where others have other credits, the credit at 294, a trailer without
 * totals. Source: Caixa MO67126 v004 (2016) and v015.
 */
export const fileHeader = defineRecord('Caixa file header', RECORD_LENGTH, [
  ...OPENING,
  digits('branch', 27, 30, 'Agência'),
  digits('agreement', 31, 36, 'Código do beneficiário'),
  text('agreementSeventhDigit', 37, 37, 'Its seventh digit from version 007 on'),
  filler(38, 46),
  text('companyName', 47, 76, 'Name of the company'),
  digits('bank', 77, 79, 'Bank code in the clearing'),
  text('bankName', 80, 94, 'Name of the bank'),
  date6('createdOn', 95, 100, 'Date the file was made'),
  text('message', 101, 158, 'Message'),
  text('layoutVersion', 159, 161, 'Version'),
  filler(162, 389),
  count('sequenceNumber', 390, 394, 'Sequence number of the file'),
  SEQUENCE,
]);

export const title = defineRecord('Caixa título', RECORD_LENGTH, [
  digits('recordType', 1, 1, '1'),
  digits('companyTaxIdType', 2, 3, '01 CPF, 02 CNPJ'),
  digits('companyTaxId', 4, 17, 'CPF or CNPJ of the company'),
  filler(18, 20),
  digits('agreement', 21, 27, 'Código do beneficiário'),
  digits('issuedBy', 28, 28, 'Who printed the boleto'),
  digits('postedBy', 29, 29, 'Who posted the boleto'),
  filler(30, 31),
  text('companyUse', 32, 56, 'The título at the company (controle do participante)'),
  digits('mode', 57, 58, 'Modalidade: 11 and 14 registered, 21 and 24 not'),
  digits('nossoNumero', 59, 73, 'Nosso número after its modalidade'),
  text('sincoDigit', 74, 74, 'Last position of the nosso número where 57 is 9 (SINCO)'),
  filler(75, 79),
  text('reasons', 80, 82, 'Code of the rejection'),
  text('boletoDda', 83, 106, 'Payer or boleto in the DDA'),
  digits('portfolio', 107, 108, 'Carteira'),
  text('occurrence', 109, 110, 'Ocorrência'),
  date6('occurredOn', 111, 116, 'Date of the occurrence: of the payment, when it is one'),
  text('seuNumero', 117, 126, 'Number of the document at the company'),
  filler(127, 146),
  date6('dueOn', 147, 152, 'Due date'),
  cents('face', 153, 165, 'Face value'),
  digits('collectingBank', 166, 168, 'Bank that received the payment'),
  digits('collectingBranch', 169, 173, 'Agência that received the payment'),
  digits('titleKind', 174, 175, 'Espécie of the título'),
  cents('fee', 176, 188, 'Tariff'),
  digits('channel', 189, 191, 'Where the payer paid; 009 to 011 why it was written off'),
  digits('paymentForm', 192, 192, '1 cash, 2 cheque'),
  digits('floatDays', 193, 194, 'Days of float'),
  date6('feeDebitedOn', 195, 200, 'Date the tariff is debited'),
  filler(201, 214),
  cents('iof', 215, 227, 'IOF'),
  cents('rebate', 228, 240, 'Abatimento'),
  cents('discount', 241, 253, 'Desconto'),
  cents('paid', 254, 266, 'Principal paid; whether juros and multa are in it, the manual does not say'),
  cents('interest', 267, 279, 'Juros de mora'),
  cents('fine', 280, 292, 'Multa'),
  digits('currency', 293, 293, 'Moeda'),
  date6('creditedOn', 294, 299, 'Date of the credit'),
  filler(300, 394),
  SEQUENCE,
]);

export const fileTrailer = defineRecord('Caixa file trailer', RECORD_LENGTH, [
  ...TRAILER_OPENING,
  filler(18, 394),
  SEQUENCE,
]);
