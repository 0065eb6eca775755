import { cents, count, defineRecord, filler, text, ymd8 } from '@baixa/fixed-width';
import { RECORD_LENGTH } from './common.ts';
import { CLIENT, MOVEMENT, TAX_ID } from './debit-client.ts';

/** From the bank: a client wants débito automático, or wants it no more. */
export const option = defineRecord('Débito automático option', RECORD_LENGTH, [
  text('recordType', 1, 1, 'B'),
  ...CLIENT,
  ymd8('chosenOn', 45, 52, 'Date of the option or of its end (B05)'),
  filler(53, 149),
  MOVEMENT,
]);

/** From the bank: what became of an order to debit, as v05 has it. */
export const result = defineRecord('Débito automático result', RECORD_LENGTH, [
  text('recordType', 1, 1, 'F'),
  ...CLIENT,
  ymd8('on', 45, 52, 'Date of the debit where there was one, otherwise the due date (F05)'),
  cents('value', 53, 67, 'What was debited, or was to be (F06)'),
  text('returnCode', 68, 69, 'Código de retorno (F07)'),
  text('companyUse', 70, 129, 'Of the company, as the order had it (F08)'),
  ...TAX_ID,
  filler(146, 149),
  MOVEMENT,
]);

/** From the bank: why it did not take a client's new number. */
export const refusedNumber = defineRecord('Débito automático refused number', RECORD_LENGTH, [
  text('recordType', 1, 1, 'H'),
  ...CLIENT,
  text('newClient', 45, 69, 'The new number of the client at the company (H05)'),
  text('occurrence', 70, 127, 'Why, in words (H06)'),
  filler(128, 149),
  MOVEMENT,
]);

/** Either way: a file was taken. */
export const acknowledgement = defineRecord('Débito automático acknowledgement', RECORD_LENGTH, [
  text('recordType', 1, 1, 'J'),
  count('sequenceNumber', 2, 7, 'NSA of the file (J02)'),
  ymd8('createdOn', 8, 15, 'Date that file was made (J03)'),
  count('records', 16, 21, 'Its records (J04)'),
  cents('value', 22, 38, 'Its value (J05)'),
  ymd8('processedOn', 39, 46, 'Date it was processed (J06)'),
  filler(47, 150),
]);

/** From the bank: what was debited in all, sent where the records F tell only of what was not. */
export const debitedTotal = defineRecord('Débito automático total debited', RECORD_LENGTH, [
  text('recordType', 1, 1, 'T'),
  count('debits', 2, 7, 'Orders that were debited (T02)'),
  cents('value', 8, 24, 'What was debited (T03)'),
  filler(25, 150),
]);

/** From the bank: its agências. */
export const branch = defineRecord('Débito automático agência', RECORD_LENGTH, [
  text('recordType', 1, 1, 'X'),
  text('branch', 2, 5, 'Agência (X02)'),
  text('name', 6, 35, 'Its name (X03)'),
  text('street', 36, 65, 'Street (X04)'),
  text('number', 66, 70, 'Number (X05)'),
  text('postalCode', 71, 78, 'CEP (X06)'),
  text('city', 79, 98, 'City (X07)'),
  text('state', 99, 100, 'State (X08)'),
  text('situation', 101, 101, 'Whether it is open (X09)'),
  filler(102, 150),
]);
