import { defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { RECORD_LENGTH } from './febraban.ts';

/**
 * Segment Y with the Pix of a hybrid boleto (optional record 03 or 04, by the bank).
 * Source: Santander H7815 v6 (fev/2023), Bradesco CNAB 240 v04 (dez/2024), Sicredi v29; not in FEBRABAN v10.6. In all
 * three the key is at 82 and the txid at 159; Santander leaves 20-80 blank, the others put the payer's contact there.
 */
export const segmentYPix = defineRecord('CNAB 240 segment Y, Pix', RECORD_LENGTH, [
  digits('bank', 1, 3, 'Bank code in the clearing, G001'),
  digits('lot', 4, 7, 'Lot, G002'),
  digits('recordType', 8, 8, '3, G003'),
  digits('lotSequence', 9, 13, 'Number of the record in its lot, G038'),
  text('segment', 14, 14, 'Y, G039'),
  filler(15, 15),
  text('occurrence', 16, 17, 'Código de movimento retorno, C044'),
  digits('optionalRecord', 18, 19, '03 or 04, G067'),
  text('payerEmail', 20, 69, 'E-mail of the payer'),
  digits('payerAreaCode', 70, 71, 'Area code of the mobile'),
  digits('payerMobile', 72, 80, 'Mobile of the payer'),
  digits('keyType', 81, 81, '0 none, then the kind of Pix key, numbered by each bank'),
  text('key', 82, 158, 'Pix key or address of the QR code'),
  text('txid', 159, 193, 'txid of the charge'),
  filler(194, 240),
]);
