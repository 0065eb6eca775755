import { cents, count, date6, defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { codesOf } from '../account-codes.ts';
import type { RemessaBank } from '../bank.ts';
import { fileHeader as header, RECORD_LENGTH, SEQUENCE, title, fileTrailer as trailer } from '../common.ts';
import { amountUntil, interestADay, oneDiscount, percentFine } from '../terms.ts';
import { txidIn } from '../txid.ts';

const fileHeader = header.override('Santander remessa file header', [
  digits('branch', 27, 30, 'Agência, first part of the código de transmissão'),
  digits('account', 31, 38, 'Conta movimento or código do beneficiário, second part'),
  digits('collectionAccount', 39, 46, 'Conta cobrança, third part'),
  text('layoutVersion', 392, 394, 'Version'),
  filler(101, 116),
]);

const santanderTitle = title.override('Santander remessa título', [
  digits('companyAtBank', 18, 37, 'Código de transmissão'),
  text('nossoNumero', 63, 70, 'Nosso número: seven digits and the check digit'),
  date6('secondDiscountUntil', 71, 76, 'Last day of the second discount'),
  digits('fineCode', 78, 78, '4 where there is a fine'),
  cents('fine', 79, 82, 'Fine, per cent with two decimals'),
  digits('currency', 83, 84, '00 real'),
  count('currencyAmount', 85, 97, 'Value in another currency, five decimals'),
  date6('fineFrom', 102, 107, 'First day of the fine'),
  text('portfolio', 108, 108, 'Carteira'),
  cents('rebate', 206, 218, 'Abatimento, or the second discount where it has a day'),
  text('guarantorOrMessage', 352, 381, 'Beneficiário final'),
  text('complementMark', 383, 383, 'I'),
  text('complement', 384, 385, 'Last digit of the conta and its check digit'),
]);

const pix = defineRecord('Santander remessa Pix', RECORD_LENGTH, [
  digits('recordType', 1, 1, '8'),
  digits('paymentKind', 2, 3, 'Which amounts may be paid'),
  digits('payments', 4, 5, 'How many payments may be made'),
  digits('valueKind', 6, 6, '1 per cent, 2 amount'),
  cents('most', 7, 19, 'Most that may be paid'),
  cents('mostPercent', 20, 24, 'The same per cent'),
  cents('least', 25, 37, 'Least that may be paid'),
  cents('leastPercent', 38, 42, 'The same per cent'),
  digits('keyType', 43, 43, '1 CPF, 2 CNPJ, 3 mobile, 4 e-mail, 5 random'),
  text('key', 44, 120, 'Pix key'),
  text('txid', 121, 155, 'Txid of the charge'),
  filler(156, 394),
  SEQUENCE,
]);

const fileTrailer = trailer.override('Santander remessa file trailer', [
  count('titles', 2, 7, 'Documents of the file'),
  cents('totalFace', 8, 20, 'Their face value'),
]);

const { field } = santanderTitle;
const first = oneDiscount(santanderTitle);
const hasSecondDiscount = (line: string) => field.secondDiscountUntil.read(line) !== undefined;

export const santander: RemessaBank = {
  layout: {
    format: 'cnab400',
    bank: '033',
    name: 'Santander, remessa',
    source:
      'CNAB 400 v2.0 (out/2009) by three open-source writers; the second discount in 206-218 by three; type 8 (Pix) by three',
    records: { fileHeader, title: santanderTitle, pix, fileTrailer },
  },
  header: fileHeader,
  title: santanderTitle,
  trailer: fileTrailer,
  titleType: '1',
  registers: ['01'],
  agreement: (line) => {
    const { branch, account, collectionAccount } = fileHeader.field;
    const parts = [branch, account, collectionAccount].map((each) => each.raw(line));
    return codesOf(parts.join(''), ...parts.slice(1));
  },
  interest: interestADay(santanderTitle),
  fine: (line, { amounts }) =>
    field.fineCode.raw(line.text) === '4' ? percentFine(line, field.fine, amounts) : undefined,
  discounts: (line, context) => [
    ...first(line, context),
    ...(hasSecondDiscount(line.text)
      ? amountUntil(field.secondDiscountUntil, field.rebate, line, context)
      : []),
  ],
  hasRebate: (line) => !hasSecondDiscount(line),
  followOns: {
    '8': ({ text: line }, { told }) => {
      told.txid ??= txidIn(pix.field.txid, line);
    },
  },
  passedOver: '234567',
  totals: { titles: 'titles', face: 'totalFace' },
};
