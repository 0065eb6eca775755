import { cents, count, date6, defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { OPENING, RECORD_LENGTH, SEQUENCE, TRAILER_OPENING } from './common.ts';

/**
 * Inter: all from the ocorrência to the value stands nineteen positions before the others'. Source: open-source readers
 * and a delivered file; no manual of the return is at hand.
 */
export const fileHeader = defineRecord('Inter file header', RECORD_LENGTH, [
  ...OPENING,
  filler(27, 46),
  text('companyName', 47, 76, 'Name of the company'),
  digits('bank', 77, 79, 'Bank code in the clearing'),
  text('bankName', 80, 84, 'Name of the bank'),
  filler(85, 94),
  date6('createdOn', 95, 100, 'Date the file was made'),
  filler(101, 394),
  SEQUENCE,
]);

export const title = defineRecord('Inter título', RECORD_LENGTH, [
  digits('recordType', 1, 1, '1'),
  filler(2, 20),
  digits('portfolio', 21, 23, 'Carteira'),
  digits('branch', 24, 27, 'Agência'),
  digits('account', 28, 36, 'Conta corrente'),
  text('accountDigit', 37, 37, 'Check digit of the conta'),
  text('companyUse', 38, 62, 'The título at the company (controle do participante)'),
  filler(63, 70),
  digits('nossoNumero', 71, 80, 'Nosso número'),
  text('nossoNumeroDigit', 81, 81, 'Its check digit'),
  filler(82, 86),
  digits('portfolioAgain', 87, 89, 'Carteira again'),
  text('occurrence', 90, 91, 'Ocorrência'),
  date6('occurredOn', 92, 97, 'Date of the occurrence: of the payment, when it is one'),
  text('seuNumero', 98, 107, 'Number of the document at the company'),
  filler(108, 118),
  date6('dueOn', 119, 124, 'Due date'),
  cents('face', 125, 137, 'Face value'),
  filler(138, 159),
  cents('paid', 160, 172, 'What the payer paid'),
  date6('creditedOn', 173, 178, 'Date of the credit'),
  filler(179, 240),
  text('reasonText', 241, 380, 'Why it was refused, in words'),
  filler(381, 394),
  SEQUENCE,
]);

export const fileTrailer = defineRecord('Inter file trailer', RECORD_LENGTH, [
  ...TRAILER_OPENING,
  count('titles', 18, 25, 'Títulos of the file'),
  filler(26, 394),
  SEQUENCE,
]);
