import { cents, count, date6, defineRecord, digits, filler, text } from '@baixa/fixed-width';

/** Characters of every CNAB 400 record. */
export const RECORD_LENGTH = 400;

/** How the header of every bank begins: `01REMESSA01COBRANCA`. */
const OPENING = [
  digits('recordType', 1, 1, '0'),
  digits('direction', 2, 2, '1 remessa'),
  text('directionName', 3, 9, 'REMESSA'),
  digits('service', 10, 11, '01 cobrança'),
  text('serviceName', 12, 26, 'COBRANCA'),
] as const;

/** How every record ends. */
export const SEQUENCE = count('recordSequence', 395, 400, 'Number of the record in the file, from 1');

/** What the headers of all banks have in common. Each bank's own says who the company is at the bank. */
export const fileHeader = defineRecord('CNAB 400 remessa file header', RECORD_LENGTH, [
  ...OPENING,
  text('agreement', 27, 46, 'Who the company is at the bank'),
  text('companyName', 47, 76, 'Name of the company'),
  digits('bank', 77, 79, 'Bank code in the clearing'),
  text('bankName', 80, 94, 'Name of the bank'),
  date6('createdOn', 95, 100, 'Date the file was made'),
  count('sequenceNumber', 101, 107, 'Number of the remessa'),
  filler(108, 394),
  SEQUENCE,
]);

/** What the títulos of all banks have in common: from the instruction on they hardly differ. */
export const title = defineRecord('CNAB 400 remessa título', RECORD_LENGTH, [
  digits('recordType', 1, 1, '1'),
  digits('companyTaxIdType', 2, 3, '01 CPF, 02 CNPJ'),
  digits('companyTaxId', 4, 17, 'CPF or CNPJ of the company'),
  digits('companyAtBank', 18, 37, 'Agência and conta of the company'),
  text('companyUse', 38, 62, 'The título at the company (controle do participante)'),
  text('nossoNumero', 63, 74, 'The título at the bank, zeros where the bank is to number it'),
  filler(75, 106),
  text('portfolio', 107, 108, 'Carteira'),
  text('instruction', 109, 110, 'Ocorrência: 01 registers'),
  text('seuNumero', 111, 120, 'Number of the document at the company'),
  date6('dueOn', 121, 126, 'Due date'),
  cents('face', 127, 139, 'Face value'),
  digits('collectingBank', 140, 142, 'Bank that collects'),
  digits('collectingBranch', 143, 147, 'Agência that collects'),
  text('titleKind', 148, 149, 'Espécie of the título'),
  text('accepted', 150, 150, 'Aceite'),
  date6('issuedOn', 151, 156, 'Date of issue'),
  text('firstInstruction', 157, 158, 'First instruction of cobrança'),
  text('secondInstruction', 159, 160, 'Second instruction of cobrança'),
  cents('interest', 161, 173, 'Juros de mora: centavos a day'),
  date6('discountUntil', 174, 179, 'Last day of the discount'),
  cents('discount', 180, 192, 'Discount'),
  cents('iof', 193, 205, 'IOF'),
  cents('rebate', 206, 218, 'Abatimento'),
  digits('payerTaxIdType', 219, 220, '01 CPF, 02 CNPJ'),
  digits('payerTaxId', 221, 234, 'CPF or CNPJ of the payer'),
  text('payerName', 235, 274, 'Name of the payer'),
  text('payerAddress', 275, 314, 'Address'),
  text('payerDistrict', 315, 326, 'Bairro'),
  digits('payerPostalCode', 327, 334, 'CEP'),
  text('payerCity', 335, 349, 'City'),
  text('payerState', 350, 351, 'UF'),
  text('guarantorOrMessage', 352, 391, 'Beneficiário final, or a message'),
  text('protestDays', 392, 393, 'Days until it is protested or given back'),
  filler(394, 394),
  SEQUENCE,
]);

export const fileTrailer = defineRecord('CNAB 400 remessa file trailer', RECORD_LENGTH, [
  digits('recordType', 1, 1, '9'),
  filler(2, 394),
  SEQUENCE,
]);

export type TitleRecord = typeof title;
export type TrailerRecord = typeof fileTrailer;
