import { cents, count, defineRecord, digits, filler, text, ymd8 } from '@baixa/fixed-width';

/** Characters of every FEBRABAN 150 record. */
export const RECORD_LENGTH = 150;

/** The first record of a file, alike in arrecadação and débito automático and in all versions. */
export const header = defineRecord('FEBRABAN 150 header', RECORD_LENGTH, [
  text('recordType', 1, 1, 'A; some banks write it in lower case'),
  digits('direction', 2, 2, '1 remessa, 2 retorno (A02)'),
  text('agreement', 3, 22, 'Convênio (A03)'),
  text('companyName', 23, 42, 'Name of the company (A04)'),
  digits('bank', 43, 45, 'Bank code in the clearing (A05)'),
  text('bankName', 46, 65, 'Name of the bank (A06)'),
  ymd8('createdOn', 66, 73, 'Date the file was made (A07)'),
  count('sequenceNumber', 74, 79, 'NSA: the number of the file in its convênio, one more each time (A08)'),
  digits('version', 80, 81, 'Version of the layout (A09)'),
  text('serviceName', 82, 98, 'CODIGO DE BARRAS or DEBITO AUTOMATICO; often blank (A10)'),
  filler(99, 150),
]);

/**
 * The last record of a file. In arrecadação the value adds up what was received; in débito automático it adds up all
 * that was to be debited, whether it was or not.
 */
export const trailer = defineRecord('FEBRABAN 150 trailer', RECORD_LENGTH, [
  text('recordType', 1, 1, 'Z'),
  count('records', 2, 7, 'Records of the file, header and trailer included (Z02)'),
  cents('value', 8, 24, 'Sum of the values of the details (Z03)'),
  filler(25, 150),
]);
