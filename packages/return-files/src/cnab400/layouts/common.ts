import { count, digits, filler, text } from '@baixa/fixed-width';

/** Characters of every CNAB 400 record. */
export const RECORD_LENGTH = 400;

/** How the header of every bank begins: `02RETORNO01COBRANCA`. */
export const OPENING = [
  digits('recordType', 1, 1, '0'),
  digits('direction', 2, 2, '1 remessa, 2 retorno'),
  text('directionName', 3, 9, 'RETORNO'),
  digits('service', 10, 11, '01 cobrança'),
  text('serviceName', 12, 26, 'COBRANCA'),
] as const;

/** How the trailer of most banks begins: `9201` and the bank. */
export const TRAILER_OPENING = [
  digits('recordType', 1, 1, '9'),
  digits('direction', 2, 2, '2 retorno'),
  digits('service', 3, 4, '01 cobrança'),
  digits('bank', 5, 7, 'Bank code in the clearing'),
  filler(8, 17),
] as const;

/** How every record ends. */
export const SEQUENCE = count('recordSequence', 395, 400, 'Number of the record in the file, from 1');
