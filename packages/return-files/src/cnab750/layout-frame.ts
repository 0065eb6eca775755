import { cents, count, defineRecord, digits, filler, text, ymd8 } from '@baixa/fixed-width';

/** Characters of a record of CNAB 750. */
export const RECORD_LENGTH = 750;

/** The number of a record in its file, which ends every record. */
export const SEQUENCE = count('sequence', 745, 750, 'Sequential number of the record, from 1');

/** The header of a CNAB 750 file. Source: FEBRABAN CNAB 750 Pix v2.1 (2021-02-22) as Itaú publishes it, record 0. */
export const header = defineRecord('header', RECORD_LENGTH, [
  digits('type', 1, 1, 'Type of record: 0'),
  digits('direction', 2, 2, 'Direction: 1 remessa, 2 retorno'),
  text('directionName', 3, 9, 'Direction in words'),
  digits('service', 10, 11, 'Service: 02'),
  text('serviceName', 12, 26, 'Service in words: PIX'),
  digits('ispb', 27, 34, 'ISPB of the receiving institution'),
  digits('taxIdType', 35, 36, 'Type of inscrição of the receiver: 01 CPF, 02 CNPJ'),
  digits('taxId', 37, 50, 'CPF or CNPJ of the receiver'),
  digits('branch', 51, 54, 'Agência of the receiver'),
  digits('account', 55, 74, 'Account of the receiver with its digit'),
  text('accountType', 75, 78, 'Type of account: CACC checking or payment, SVGS savings'),
  text('key', 79, 155, 'Pix key of the receiver'),
  ymd8('createdOn', 156, 163, 'Day the file was made'),
  text('agreement', 164, 193, 'Convênio'),
  text('bankUse', 194, 253, 'For the institution'),
  text('company', 254, 353, 'Name of the receiver'),
  digits('errors', 354, 383, 'Codes of what is wrong with the remessa, ten of three digits'),
  filler(384, 731),
  count('sequenceNumber', 732, 741, 'Sequential number of the return file (NSA)'),
  digits('version', 742, 744, 'Version of the layout: 002'),
  SEQUENCE,
]);

/** The trailer of a CNAB 750 file. Source: as above, record 9. */
export const trailer = defineRecord('trailer', RECORD_LENGTH, [
  digits('type', 1, 1, 'Type of record: 9'),
  digits('direction', 2, 2, 'Direction: 1 remessa, 2 retorno'),
  digits('service', 3, 4, 'Service: 02'),
  digits('ispb', 5, 12, 'ISPB of the receiving institution'),
  digits('errors', 13, 42, 'Codes of what is wrong with the remessa, ten of three digits'),
  filler(43, 712),
  cents('face', 713, 729, 'Sum of the original values of the details, not of what was paid'),
  count('records', 730, 744, 'Number of records of transactions'),
  SEQUENCE,
]);
