import { cents, defineRecord, digits, filler, text, ymd8 } from '@baixa/fixed-width';
import { RECORD_LENGTH, SEQUENCE } from './layout-frame.ts';

/**
 * What became of a charge: issued, changed, refused or cancelled. Money is no record 1.
 * Source: FEBRABAN CNAB 750 Pix v2.1 (2021-02-22) as Itaú publishes it, record 1.
 */
export const charge = defineRecord('charge', RECORD_LENGTH, [
  digits('type', 1, 1, 'Type of record: 1'),
  text('txid', 2, 36, 'Identifier of the charge'),
  digits('taxIdType', 37, 38, 'Type of inscrição of the receiver: 01 CPF, 02 CNPJ'),
  digits('taxId', 39, 52, 'CPF or CNPJ of the receiver'),
  digits('branch', 53, 56, 'Agência of the receiver'),
  digits('account', 57, 76, 'Account of the receiver with its digit'),
  text('accountType', 77, 80, 'Type of account: CACC checking or payment, SVGS savings'),
  text('key', 81, 157, 'Pix key of the receiver'),
  digits('chargeType', 158, 158, 'Type of charge: 1 static QR, 2 dynamic QR'),
  digits('movement', 159, 160, 'Movement'),
  digits('expiresAt', 161, 174, 'Moment from which the QR cannot be paid, AAAAMMDDHHMMSS'),
  ymd8('dueOn', 175, 182, 'Due date'),
  digits('daysAfterDue', 183, 186, 'Days after the due date in which it can be paid'),
  cents('face', 187, 203, 'Original value'),
  digits('payerTaxIdType', 204, 205, 'Type of inscrição of the debtor: 01 CPF, 02 CNPJ'),
  digits('payerTaxId', 206, 219, 'CPF or CNPJ of the debtor'),
  text('payerName', 220, 359, 'Name of the debtor'),
  text('request', 360, 499, 'What the payer is asked'),
  text('bankUse', 500, 559, 'For the institution'),
  ymd8('occurredOn', 560, 567, 'Day of the movement'),
  digits('errors', 568, 597, 'Codes of why it was refused, ten of three digits'),
  digits('revision', 598, 601, 'Revision of the charge'),
  cents('fee', 602, 618, 'Tarifa'),
  filler(619, 744),
  SEQUENCE,
]);

/** What the company wrote beside a charge. Source: as above, record 2. */
export const information = defineRecord('information', RECORD_LENGTH, [
  digits('type', 1, 1, 'Type of record: 2'),
  text('txid', 2, 36, 'Identifier of the charge'),
  text('firstName', 37, 86, 'Name of the first information'),
  text('firstValue', 87, 286, 'First information'),
  text('secondName', 287, 336, 'Name of the second information'),
  text('secondValue', 337, 536, 'Second information'),
  filler(537, 744),
  SEQUENCE,
]);

/** The QR code of a charge. Source: as above, record 4. */
export const qrCode = defineRecord('qrCode', RECORD_LENGTH, [
  digits('type', 1, 1, 'Type of record: 4'),
  text('txid', 2, 36, 'Identifier of the charge'),
  text('key', 37, 113, 'Pix key of the receiver'),
  digits('movement', 114, 115, 'Movement'),
  ymd8('occurredOn', 116, 123, 'Day of the movement'),
  text('emv', 124, 623, 'Content of the QR code (copia e cola)'),
  text('location', 624, 700, 'Address of the charge'),
  filler(701, 744),
  SEQUENCE,
]);

/** A Pix that was received: the money of the file. Source: as above, record 5. */
export const receipt = defineRecord('receipt', RECORD_LENGTH, [
  digits('type', 1, 1, 'Type of record: 5'),
  text('txid', 2, 36, 'Identifier of the charge; blank for a transfer to the key'),
  digits('ispb', 37, 44, 'ISPB of the receiving institution'),
  digits('taxIdType', 45, 46, 'Type of inscrição of the receiver: 01 CPF, 02 CNPJ'),
  digits('taxId', 47, 60, 'CPF or CNPJ of the receiver'),
  digits('branch', 61, 64, 'Agência of the receiver'),
  digits('account', 65, 84, 'Account of the receiver with its digit'),
  text('accountType', 85, 88, 'Type of account: CACC checking or payment, SVGS savings'),
  text('key', 89, 165, 'Pix key of the receiver'),
  digits('chargeType', 166, 166, 'Type of charge: 1 static QR, 2 dynamic QR, 3 transfer'),
  digits('movement', 167, 168, 'Movement: 06 received'),
  ymd8('occurredOn', 169, 176, 'Day of the movement'),
  ymd8('dueOn', 177, 184, 'Due date'),
  ymd8('paidOn', 185, 192, 'Day of the payment'),
  digits('paidAt', 193, 198, 'Time of the payment, HHMMSS'),
  cents('face', 199, 215, 'Original value'),
  cents('interest', 216, 232, 'Juros'),
  cents('fine', 233, 249, 'Multa'),
  cents('rebate', 250, 266, 'Abatimento'),
  cents('discount', 267, 283, 'Desconto'),
  cents('final', 284, 300, 'Final value: original and charges without abatimento and desconto'),
  cents('paid', 301, 317, 'What was paid'),
  digits('debtorTaxIdType', 318, 319, 'Type of inscrição of the debtor: 01 CPF, 02 CNPJ'),
  digits('debtorTaxId', 320, 333, 'CPF or CNPJ of the debtor'),
  digits('payerTaxIdType', 334, 335, 'Type of inscrição of who paid: 01 CPF, 02 CNPJ'),
  digits('payerTaxId', 336, 349, 'CPF or CNPJ of who paid'),
  text('payerName', 350, 489, 'Name of who paid'),
  text('message', 490, 629, 'Message of who paid'),
  digits(
    'settlement',
    630,
    631,
    'Where it was paid: 01 internet, 02 mobile, 03 API, 04 file, 05 other institutions',
  ),
  text('endToEndId', 632, 663, 'Identifier of the payment'),
  digits('revision', 664, 667, 'Revision of the charge'),
  text('bankUse', 668, 727, 'For the institution'),
  cents('fee', 728, 744, 'Tarifa'),
  SEQUENCE,
]);
