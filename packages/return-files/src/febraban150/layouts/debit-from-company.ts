import { cents, defineRecord, digits, filler, text, ymd8 } from '@baixa/fixed-width';
import { RECORD_LENGTH } from './common.ts';
import { CLIENT, MOVEMENT, TAX_ID } from './debit-client.ts';

/** From the company: an option that it refuses. */
export const refusedOption = defineRecord('Débito automático refused option', RECORD_LENGTH, [
  text('recordType', 1, 1, 'C'),
  ...CLIENT,
  text('occurrence1', 45, 84, 'Why, in words (C05)'),
  text('occurrence2', 85, 124, 'More of why (C06)'),
  filler(125, 149),
  MOVEMENT,
]);

/** From the company: a client who has another number there. */
export const newNumber = defineRecord('Débito automático new number', RECORD_LENGTH, [
  text('recordType', 1, 1, 'D'),
  ...CLIENT,
  text('newClient', 45, 69, 'The client at the company from now on (D05)'),
  text('occurrence', 70, 129, 'Why, in words (D06)'),
  filler(130, 149),
  MOVEMENT,
]);

/** From the company: an order to debit, as v05 has it. */
export const order = defineRecord('Débito automático order', RECORD_LENGTH, [
  text('recordType', 1, 1, 'E'),
  ...CLIENT,
  ymd8('on', 45, 52, 'Due date (E05)'),
  cents('value', 53, 67, 'What to debit (E06)'),
  text('currency', 68, 69, 'Currency; 03 real (E07)'),
  text('companyUse', 70, 128, 'Of the company, for itself (E08)'),
  text('treatment', 129, 129, 'How the company use is to be treated'),
  ...TAX_ID,
  filler(146, 149),
  MOVEMENT,
]);

/** From the company: a client who might want débito automático. */
export const prospect = defineRecord('Débito automático prospect', RECORD_LENGTH, [
  text('recordType', 1, 1, 'I'),
  text('client', 2, 26, 'The client at the company (I02)'),
  text('taxIdType', 27, 27, '1 CNPJ, 2 CPF (I03)'),
  digits('taxId', 28, 41, 'CPF or CNPJ (I04)'),
  text('name', 42, 81, 'Name (I05)'),
  text('city', 82, 111, 'City (I06)'),
  text('state', 112, 113, 'State (I07)'),
  filler(114, 150),
]);

/** From the company: taxes withheld with an order. */
export const withheldTax = defineRecord('Débito automático withheld tax', RECORD_LENGTH, [
  text('recordType', 1, 1, 'K'),
  ...CLIENT,
  text('treatment', 45, 46, 'How it is treated (K05)'),
  cents('value', 47, 61, 'What is withheld (K06)'),
  text('revenueCode', 62, 65, 'Código de receita (K07)'),
  text('taxIdType', 66, 66, '1 CNPJ, 2 CPF (K08)'),
  text('taxId', 67, 81, 'CPF or CNPJ (K09)'),
  filler(82, 150),
]);

/** From the company: when it bills. */
export const schedule = defineRecord('Débito automático schedule', RECORD_LENGTH, [
  text('recordType', 1, 1, 'L'),
  ymd8('billedOn', 2, 9, 'Date the bills are made (L02)'),
  ymd8('dueOn', 10, 17, 'Due date (L03)'),
  ymd8('sentToBankOn', 18, 25, 'Date the file goes to the bank (L04)'),
  ymd8('sentToClientsOn', 26, 33, 'Date the bills go to the clients (L05)'),
  filler(34, 150),
]);
