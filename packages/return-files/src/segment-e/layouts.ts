import { fileHeader, fileTrailer, RECORD_LENGTH } from '@baixa/cnab240-parser';
import { cents, count, date8, defineRecord, digits, filler, type Layout, text } from '@baixa/fixed-width';

/**
 * The records of an account statement for conciliation (extrato para conciliação bancária), which all banks lay out
 * alike. Amounts are centavos. The identification of company and account stands where the file header has it, one
 * position further to the left than in the lots of cobrança.
 * Sources: FEBRABAN CNAB 240 v10.6, conciliação bancária; Caixa v005 (mai/2022); delivered file of Inter (2020).
 */
export const lotHeader = defineRecord('CNAB 240 lot header of a statement', RECORD_LENGTH, [
  digits('bank', 1, 3, 'Bank code in the clearing, G001'),
  digits('lot', 4, 7, 'Lot, G002'),
  digits('recordType', 8, 8, '1, G003'),
  text('operation', 9, 9, 'E, statement for conciliation, G028'),
  digits('service', 10, 11, '04 conciliação bancária, G025'),
  digits('form', 12, 13, '40 statement of a conta corrente, G029'),
  digits('layoutVersion', 14, 16, 'Layout version of the lot, G030'),
  filler(17, 17),
  digits('companyTaxIdType', 18, 18, '1 CPF, 2 CNPJ, G005'),
  digits('companyTaxId', 19, 32, 'CPF or CNPJ of the company, G006'),
  text('agreement', 33, 52, 'Convênio, G007'),
  digits('branch', 53, 57, 'Agência, G008'),
  text('branchDigit', 58, 58, 'Check digit of the agência, G009'),
  digits('account', 59, 70, 'Conta corrente, G010'),
  text('accountDigit', 71, 71, 'Check digit of the conta, G011'),
  text('branchAccountDigit', 72, 72, 'Check digit of agência and conta, G012'),
  text('companyName', 73, 102, 'Name of the company, G013'),
  filler(103, 142),
  date8('openingOn', 143, 150, 'Date of the opening balance, G080'),
  cents('opening', 151, 168, 'Opening balance, E002'),
  text('openingSide', 169, 169, 'D below zero, C above, G081'),
  text('openingStatus', 170, 170, 'P partial, F final, I intraday, G082'),
  text('currency', 171, 173, 'BRL, G040'),
  count('sequenceNumber', 174, 178, 'Number of the statement, G083'),
  filler(179, 240),
]);

/** One movement of the account. */
export const segmentE = defineRecord('CNAB 240 segment E', RECORD_LENGTH, [
  digits('bank', 1, 3, 'Bank code in the clearing, G001'),
  digits('lot', 4, 7, 'Lot, G002'),
  digits('recordType', 8, 8, '3, G003'),
  digits('lotSequence', 9, 13, 'Number of the record in its lot, G038'),
  text('segment', 14, 14, 'E, G039'),
  text('bankUse', 15, 17, 'Blank; Itaú has 1, 2 or 5 by the natureza in 15, Bradesco an O'),
  digits('companyTaxIdType', 18, 18, '1 CPF, 2 CNPJ, G005'),
  digits('companyTaxId', 19, 32, 'CPF or CNPJ of the company, G006'),
  text('agreement', 33, 52, 'Convênio, G007'),
  digits('branch', 53, 57, 'Agência, G008'),
  text('branchDigit', 58, 58, 'Check digit of the agência, G009'),
  digits('account', 59, 70, 'Conta corrente, G010'),
  text('accountDigit', 71, 71, 'Check digit of the conta, G011'),
  text('branchAccountDigit', 72, 72, 'Check digit of agência and conta, G012'),
  text('companyName', 73, 102, 'Name of the company, G013'),
  filler(103, 108),
  text('availability', 109, 111, 'DPV available, SCR bound, SSR blocked, CDS several balances, G084'),
  digits('complementType', 112, 113, '00 none, 01 the account it came from, G085'),
  text('complement', 114, 133, 'Where it came from: bank of 3, agência of 5, conta of 12 digits, G086'),
  text('cpmfExempt', 134, 134, 'S or N, of a tax that is no more, G087'),
  date8('accountedOn', 135, 142, 'Accounting date: of the value, G088'),
  date8('postedOn', 143, 150, 'Date of the movement, G089'),
  cents('amount', 151, 168, 'Amount of the movement, G090'),
  text('side', 169, 169, 'D debit, C credit, G091'),
  digits('category', 170, 172, 'Category, G092'),
  text('historyCode', 173, 176, "The bank's own code of the movement, G093"),
  text('history', 177, 201, "The bank's own text of the movement, G094"),
  text('document', 202, 240, 'Document number and complement; an identifier of 32 characters fits, G095'),
]);

export const lotTrailer = defineRecord('CNAB 240 lot trailer of a statement', RECORD_LENGTH, [
  digits('bank', 1, 3, 'Bank code in the clearing, G001'),
  digits('lot', 4, 7, 'Lot, G002'),
  digits('recordType', 8, 8, '5, G003'),
  filler(9, 17),
  digits('companyTaxIdType', 18, 18, '1 CPF, 2 CNPJ, G005'),
  digits('companyTaxId', 19, 32, 'CPF or CNPJ of the company, G006'),
  text('agreement', 33, 52, 'Convênio, G007'),
  digits('branch', 53, 57, 'Agência, G008'),
  text('branchDigit', 58, 58, 'Check digit of the agência, G009'),
  digits('account', 59, 70, 'Conta corrente, G010'),
  text('accountDigit', 71, 71, 'Check digit of the conta, G011'),
  text('branchAccountDigit', 72, 72, 'Check digit of agência and conta, G012'),
  filler(73, 88),
  cents('blockedLonger', 89, 106, 'Blocked for more than 24 hours, E016'),
  cents('limit', 107, 124, 'Limit of the account, G096'),
  cents('blocked', 125, 142, 'Blocked up to 24 hours, E018'),
  date8('closingOn', 143, 150, 'Date of the closing balance, G097'),
  cents('closing', 151, 168, 'Closing balance, E020'),
  text('closingSide', 169, 169, 'D below zero, C above, G098'),
  text('closingStatus', 170, 170, 'P partial, F final, I intraday, G099'),
  count('records', 171, 176, 'Records of the lot with header and trailer, G057'),
  cents('debits', 177, 194, 'Sum of the debits, E023'),
  cents('credits', 195, 212, 'Sum of the credits, E024'),
  filler(213, 240),
]);

export const SEGMENT_E_LAYOUTS: readonly Layout[] = [
  {
    format: 'segment-e',
    name: 'FEBRABAN',
    source: 'FEBRABAN CNAB 240 v10.6, conciliação bancária; Caixa v005 (mai/2022)',
    records: { fileHeader, lotHeader, segmentE, lotTrailer, fileTrailer },
  },
];
