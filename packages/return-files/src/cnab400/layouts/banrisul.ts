import { cents, count, date6, defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { OPENING, RECORD_LENGTH, SEQUENCE } from './common.ts';

/**
 * Banrisul: a due date may be the word SEMREG, and the amount paid is without juros unless the company chose otherwise.
 * Source: Banrisul CNAB 400 manual (jul/2015); the trailer by one open-source reader.
 */
export const fileHeader = defineRecord('Banrisul file header', RECORD_LENGTH, [
  ...OPENING,
  digits('agreement', 27, 39, 'Código do beneficiário: agência and nine digits'),
  filler(40, 46),
  text('companyName', 47, 76, 'Name of the company'),
  digits('bank', 77, 79, 'Bank code in the clearing'),
  text('bankName', 80, 87, 'Name of the bank'),
  filler(88, 94),
  date6('createdOn', 95, 100, 'Date the file was made'),
  filler(101, 385),
  count('sequenceNumber', 386, 394, 'Sequence number of the file (NSA)'),
  SEQUENCE,
]);

export const title = defineRecord('Banrisul título', RECORD_LENGTH, [
  digits('recordType', 1, 1, '1'),
  digits('companyTaxIdType', 2, 3, '01 CPF, 02 CNPJ'),
  digits('companyTaxId', 4, 17, 'CPF or CNPJ of the company'),
  digits('agreement', 18, 30, 'Código do beneficiário: agência and nine digits'),
  digits('collectionKind', 31, 36, 'Kind of cobrança'),
  filler(37, 37),
  text('companyUse', 38, 62, 'The título at the company (controle do participante)'),
  digits('nossoNumero', 63, 72, 'Nosso número: eight digits and two check digits'),
  text('optionalNossoNumero', 73, 82, 'Nosso número of the company'),
  filler(83, 83),
  text('contract', 84, 104, 'Contract'),
  filler(105, 107),
  text('portfolio', 108, 108, 'Carteira'),
  text('occurrence', 109, 110, 'Ocorrência'),
  date6('occurredOn', 111, 116, 'Date of the occurrence: of the payment, when it is one'),
  text('seuNumero', 117, 126, 'Number of the document at the company'),
  text('nossoNumeroAgain', 127, 146, 'Nosso número again'),
  date6('dueOn', 147, 152, 'Due date, or SEMREG'),
  cents('face', 153, 165, 'Face value'),
  digits('collectingBank', 166, 168, 'Bank that received the payment'),
  digits('collectingBranch', 169, 173, 'Agência that received the payment'),
  digits('titleKind', 174, 175, 'Espécie of the título'),
  cents('fee', 176, 188, 'Tariff'),
  cents('otherExpenses', 189, 201, 'Other expenses, as of the cartório'),
  filler(202, 227),
  cents('rebate', 228, 240, 'Abatimento'),
  cents('discount', 241, 253, 'Desconto'),
  cents('paid', 254, 266, 'What the payer paid, without juros unless the company chose otherwise'),
  cents('lateCharges', 267, 279, 'Juros de mora and multa in one figure'),
  cents('otherCredits', 280, 292, 'Other credits'),
  filler(293, 295),
  date6('creditedOn', 296, 301, 'Date of the credit'),
  text('shared', 302, 342, 'Partilha, where it was agreed on'),
  digits('paymentForm', 343, 343, '1 cash, 2 cheque'),
  digits('channel', 344, 344, 'Where the payer paid'),
  filler(345, 382),
  text('reasons', 383, 392, 'Motivos of two characters'),
  filler(393, 394),
  SEQUENCE,
]);

/** Follows a título of a shared cobrança. Which banks write it is documented, its columns are not. */
export const split = defineRecord('Banrisul rateio', RECORD_LENGTH, [
  digits('recordType', 1, 1, '3'),
  filler(2, 394),
  SEQUENCE,
]);

export const fileTrailer = defineRecord('Banrisul file trailer', RECORD_LENGTH, [
  digits('recordType', 1, 1, '9'),
  filler(2, 17),
  count('simpleTitles', 18, 25, 'Títulos in cobrança'),
  cents('simpleFace', 26, 39, 'Their value'),
  filler(40, 394),
  SEQUENCE,
]);
