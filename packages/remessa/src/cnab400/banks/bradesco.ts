import { cents, count, date6, defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { codesOf } from '../account-codes.ts';
import type { RemessaBank } from '../bank.ts';
import { fileHeader as header, RECORD_LENGTH, SEQUENCE, title, fileTrailer as trailer } from '../common.ts';
import { amountUntil, interestADay, oneDiscount, percentFine } from '../terms.ts';

const fileHeader = header.override('Bradesco remessa file header', [
  text('agreement', 27, 46, 'Código da empresa'),
  text('system', 109, 110, 'MX'),
  count('sequenceNumber', 111, 117, 'Number of the remessa'),
]);

const bradescoTitle = title.override('Bradesco remessa título', [
  text('debitAccount', 2, 20, 'Agência, razão and conta of the payer, for débito automático'),
  digits('companyAtBank', 21, 37, 'Zero, carteira, agência, conta and digit of the company'),
  digits('debitBank', 63, 65, '237 for débito automático'),
  digits('fineCode', 66, 66, '2 per cent'),
  cents('fine', 67, 70, 'Fine, per cent with two decimals'),
  text('nossoNumero', 71, 82, 'Nosso número: eleven digits and the check digit, which may be P'),
  cents('discountADay', 83, 92, 'Discount for each day before the due date'),
  text('printedBy', 93, 93, 'Who prints the boleto'),
  text('debitRegistration', 94, 94, 'Whether the débito automático is registered'),
  text('bankUse', 95, 104, 'Operation at the bank'),
  text('splitMark', 105, 105, 'R where a rateio follows'),
  text('debitNotice', 106, 106, 'Notice of the débito automático'),
  text('partsAllowed', 107, 108, 'How many part payments are allowed'),
  text('firstMessage', 315, 326, 'Message'),
  text('guarantorOrMessage', 335, 394, 'Beneficiário final, or a message'),
]);

const discounts = defineRecord('Bradesco remessa mensagens', RECORD_LENGTH, [
  digits('recordType', 1, 1, '2'),
  text('messages', 2, 321, 'Four messages of 80 characters'),
  date6('secondDiscountUntil', 322, 327, 'Last day of the second discount'),
  cents('secondDiscount', 328, 340, 'Second discount'),
  date6('thirdDiscountUntil', 341, 346, 'Last day of the third discount'),
  cents('thirdDiscount', 347, 359, 'Third discount'),
  filler(360, 366),
  digits('portfolio', 367, 369, 'Carteira'),
  digits('branch', 370, 374, 'Agência'),
  digits('account', 375, 381, 'Conta corrente'),
  text('accountDigit', 382, 382, 'Check digit of the conta'),
  text('nossoNumero', 383, 394, 'Nosso número and its check digit'),
  SEQUENCE,
]);

const { field } = bradescoTitle;
const first = oneDiscount(bradescoTitle);

export const bradesco: RemessaBank = {
  layout: {
    format: 'cnab400',
    bank: '237',
    name: 'Bradesco, remessa',
    source: 'manual 4008-524-0121 by two open-source writers; type 2 by one of them, single source',
    records: { fileHeader, title: bradescoTitle, discounts, fileTrailer: trailer },
  },
  header: fileHeader,
  title: bradescoTitle,
  trailer,
  titleType: '1',
  registers: ['01'],
  agreement: (line) => codesOf(fileHeader.field.agreement.raw(line)),
  interest: interestADay(bradescoTitle),
  fine: (line, { amounts }) =>
    field.fineCode.raw(line.text) === '2' ? percentFine(line, field.fine, amounts) : undefined,
  discounts: (line, context) => {
    const found = first(line, context);
    const centsPerDayEarly = context.amounts.cents(line, field.discountADay);
    return centsPerDayEarly === undefined ? found : [...found, { centsPerDayEarly, days: 'calendar' }];
  },
  followOns: {
    '2': (line, { told }, context) => {
      const { secondDiscountUntil, secondDiscount, thirdDiscountUntil, thirdDiscount } = discounts.field;
      told.discounts.push(
        ...amountUntil(secondDiscountUntil, secondDiscount, line, context),
        ...amountUntil(thirdDiscountUntil, thirdDiscount, line, context),
      );
    },
  },
  passedOver: '34567',
};
