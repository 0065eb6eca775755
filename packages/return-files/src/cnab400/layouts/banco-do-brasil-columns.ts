import { cents, date6, digits, filler, text } from '@baixa/fixed-width';

/**
 * Columns 111 to 332 of a título, the same at Banco do Brasil, in both of its record types, and at Sicoob.
 * Source: BB CBR643 (jan/2014); Sicoob layout sheets.
 */
export const AMOUNTS_AND_DATES = [
  date6('occurredOn', 111, 116, 'Date of the occurrence: of the payment, when it is one'),
  text('seuNumero', 117, 126, 'Number of the document at the company'),
  filler(127, 146),
  date6('dueOn', 147, 152, 'Due date'),
  cents('face', 153, 165, 'Face value'),
  digits('collectingBank', 166, 168, 'Bank that received the payment'),
  digits('collectingBranch', 169, 172, 'Agência that received the payment'),
  text('collectingBranchDigit', 173, 173, 'Its check digit'),
  digits('titleKind', 174, 175, 'Espécie of the título'),
  date6('creditedOn', 176, 181, 'Date of the credit'),
  cents('fee', 182, 188, 'Tariff'),
  cents('otherExpenses', 189, 201, 'Other expenses, as of the cartório'),
  cents('discountInterest', 202, 214, 'Interest of the operation of discount'),
  cents('iof', 215, 227, 'IOF of the operation of discount'),
  cents('rebate', 228, 240, 'Abatimento'),
  cents('discount', 241, 253, 'Desconto'),
  cents('paid', 254, 266, 'What the payer paid'),
  cents('lateCharges', 267, 279, 'Juros de mora and multa in one figure'),
  cents('otherCredits', 280, 292, 'Other credits'),
  cents('unusedRebate', 293, 305, 'Abatimento that was not used'),
  cents('net', 306, 318, 'What is booked in the account'),
  text('netSign', 319, 319, '0 nothing booked, 1 debit, 2 credit'),
  digits('valueIndicator', 320, 320, 'Indicator of the value'),
  cents('adjustment', 321, 332, 'Adjustment'),
] as const;
