import {
  fileTrailer,
  lotTrailer,
  RECORD_LENGTH,
  fileHeader as returnFileHeader,
  lotHeader as returnLotHeader,
  segmentYPix,
} from '@baixa/cnab240-parser';
import { cents, date8, defineRecord, digits, filler, text } from '@baixa/fixed-width';

const DETAIL = [
  digits('bank', 1, 3, 'Bank code in the clearing, G001'),
  digits('lot', 4, 7, 'Lot, G002'),
  digits('recordType', 8, 8, '3, G003'),
  digits('lotSequence', 9, 13, 'Number of the record in its lot, G038'),
  text('segment', 14, 14, 'P, Q or R, G039'),
  filler(15, 15),
  text('instruction', 16, 17, 'Código de movimento remessa: 01 registers, C004'),
] as const;

/** Segment P: the título, its amount and terms. Amounts are centavos, percentages have two decimals. */
export const segmentP = defineRecord('CNAB 240 segment P', RECORD_LENGTH, [
  ...DETAIL,
  digits('branch', 18, 22, 'Agência, G008'),
  text('branchDigit', 23, 23, 'Check digit of the agência, G009'),
  digits('account', 24, 35, 'Conta corrente, G010'),
  text('accountDigit', 36, 36, 'Check digit of the conta, G011'),
  text('branchAccountDigit', 37, 37, 'Check digit of agência and conta, G012'),
  text('nossoNumero', 38, 57, 'The título at the bank, zeros where the bank is to number it, G069'),
  text('portfolio', 58, 58, 'Carteira, C006'),
  text('registrationKind', 59, 59, '1 registered, 2 not, C007'),
  text('documentKind', 60, 60, 'Kind of document, C008'),
  text('printedBy', 61, 61, 'Who prints the boleto, C009'),
  text('sentBy', 62, 62, 'Who sends it, C010'),
  text('seuNumero', 63, 77, 'Number of the document at the company, C011'),
  date8('dueOn', 78, 85, 'Due date, C012'),
  cents('face', 86, 100, 'Face value, G070'),
  digits('collectingBranch', 101, 105, 'Agência that collects, C014'),
  text('collectingBranchDigit', 106, 106, 'Its check digit, G009'),
  text('titleKind', 107, 108, 'Espécie of the título, C015'),
  text('accepted', 109, 109, 'Aceite, C016'),
  date8('issuedOn', 110, 117, 'Date of issue, G071'),
  text('interestCode', 118, 118, '1 centavos a day, 2 per cent a month, 3 none, C018'),
  date8('interestFrom', 119, 126, 'First day of interest, C019'),
  cents('interest', 127, 141, 'Interest, by its code, C020'),
  text('discountCode', 142, 142, '1 amount and 2 per cent up to a day, 3 to 6 by day, 7 cancelled, C021'),
  date8('discountUntil', 143, 150, 'Last day of the discount, C022'),
  cents('discount', 151, 165, 'Discount, by its code, C023'),
  cents('iof', 166, 180, 'IOF, C024'),
  cents('rebate', 181, 195, 'Abatimento, G045'),
  text('companyUse', 196, 220, 'The título at the company, G072'),
  text('protestCode', 221, 221, 'Whether to protest, C026'),
  digits('protestDays', 222, 223, 'After how many days, C027'),
  text('writeOffCode', 224, 224, 'Whether to write off, C028'),
  text('writeOffDays', 225, 227, 'After how many days, C029'),
  digits('currency', 228, 229, '09 real, G065'),
  digits('contract', 230, 239, 'Contract of the credit operation, C030'),
  text('freeUse', 240, 240, 'Free use, as whether part payments are allowed'),
]);

/** Segment Q: who will pay. */
export const segmentQ = defineRecord('CNAB 240 segment Q', RECORD_LENGTH, [
  ...DETAIL,
  digits('payerTaxIdType', 18, 18, '1 CPF, 2 CNPJ, G005'),
  digits('payerTaxId', 19, 33, 'CPF or CNPJ of the payer, G006'),
  text('payerName', 34, 73, 'Name of the payer, G013'),
  text('payerAddress', 74, 113, 'Address, G032'),
  text('payerDistrict', 114, 128, 'Bairro, G032'),
  digits('payerPostalCode', 129, 136, 'CEP, G034 and G035'),
  text('payerCity', 137, 151, 'City, G033'),
  text('payerState', 152, 153, 'UF, G036'),
  digits('guarantorTaxIdType', 154, 154, '1 CPF, 2 CNPJ of the beneficiário final, G005'),
  digits('guarantorTaxId', 155, 169, 'CPF or CNPJ of the beneficiário final, G006'),
  text('guarantorName', 170, 209, 'Its name, G013'),
  digits('correspondentBank', 210, 212, 'Correspondent bank, C031'),
  text('correspondentNossoNumero', 213, 232, 'The título at the correspondent bank, C032'),
  filler(233, 240),
]);

/** Segment R: two more discounts and the fine. */
export const segmentR = defineRecord('CNAB 240 segment R', RECORD_LENGTH, [
  ...DETAIL,
  text('secondDiscountCode', 18, 18, 'As that of the P, C021'),
  date8('secondDiscountUntil', 19, 26, 'Last day of the second discount, C022'),
  cents('secondDiscount', 27, 41, 'Second discount, by its code, C023'),
  text('thirdDiscountCode', 42, 42, 'As that of the P, C021'),
  date8('thirdDiscountUntil', 43, 50, 'Last day of the third discount, C022'),
  cents('thirdDiscount', 51, 65, 'Third discount, by its code, C023'),
  text('fineCode', 66, 66, '1 amount, 2 per cent, G073'),
  date8('fineFrom', 67, 74, 'First day of the fine, G074'),
  cents('fine', 75, 89, 'Fine, by its code, G075'),
  text('payerInformation', 90, 99, 'Information to the payer, C036'),
  text('message3', 100, 139, 'Message, C037'),
  text('message4', 140, 179, 'Message, C037'),
  filler(180, 199),
  digits('payerOccurrences', 200, 207, 'Ocorrências of the payer, C038'),
  text('debitAccount', 208, 230, 'Bank, agência and conta to debit'),
  text('debitNotice', 231, 231, 'Notice of the debit, C039'),
  filler(232, 240),
]);

const fileHeader = returnFileHeader.override('CNAB 240 remessa file header', []);
const lotHeader = returnLotHeader.override('CNAB 240 remessa lot header', [
  text('operation', 9, 9, 'R in a remessa of cobrança, G028'),
]);

/** The records of one bank. Columns a bank does not take are there by name and read as undefined. */
export const febraban = {
  fileHeader,
  lotHeader,
  segmentP,
  segmentQ,
  segmentR,
  segmentYPix,
  lotTrailer,
  fileTrailer,
};

export type RemessaLayout = typeof febraban;
