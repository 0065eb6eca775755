import { cents, count, defineRecord, digits, filler, type Line, text, ymd8 } from '@baixa/fixed-width';
import type { Discount } from '../../title.ts';
import { codesOf } from '../account-codes.ts';
import type { RemessaBank, TitleContext } from '../bank.ts';
import { fileHeader as header, RECORD_LENGTH, SEQUENCE, title, fileTrailer as trailer } from '../common.ts';
import { interestADay, oneDiscount, percentFine } from '../terms.ts';
import { txidIn } from '../txid.ts';

const PERCENT = 'B';
const DECIMALS = 2;

const fileHeader = header.override('Sicredi remessa file header', [
  text('agreement', 27, 31, 'Código do beneficiário'),
  digits('companyTaxId', 32, 45, 'CPF or CNPJ of the company'),
  filler(46, 76),
  ymd8('createdOn', 95, 102, 'Date the file was made'),
  count('sequenceNumber', 111, 117, 'Number of the remessa'),
  text('layoutVersion', 391, 394, 'Version'),
]);

const sicrediTitle = title.override('Sicredi remessa título', [
  text('collectionKind', 2, 2, 'A: cobrança com registro'),
  text('portfolioKind', 3, 3, 'A: simples'),
  text('printKind', 4, 4, 'Kind of print'),
  filler(5, 16),
  text('currencyKind', 17, 17, 'A: real'),
  text('discountKind', 18, 18, 'A amount, B per cent'),
  text('interestKind', 19, 19, 'A centavos a day, B per cent a day'),
  filler(20, 47),
  text('nossoNumero', 48, 56, 'Nosso número: eight digits and the check digit'),
  filler(57, 62),
  ymd8('instructedOn', 63, 70, 'Date of the instruction'),
  text('changedField', 71, 71, 'Which field is to change'),
  text('sentBy', 72, 72, 'Whether it is posted to the payer'),
  text('printedBy', 74, 74, 'Who prints the boleto'),
  digits('instalment', 75, 76, 'Parcela of a carnê'),
  digits('instalments', 77, 78, 'Parcelas of the carnê'),
  cents('discountADay', 83, 92, 'Discount for each day before the due date'),
  cents('fine', 93, 96, 'Fine, per cent with two decimals'),
  filler(97, 108),
  filler(140, 148),
  text('titleKind', 149, 149, 'Espécie of the título'),
  cents('interest', 161, 173, 'Juros de mora, by its kind'),
  cents('discount', 180, 192, 'Discount, by its kind'),
  digits('payerTaxIdType', 219, 219, '1 CPF, 2 CNPJ'),
  filler(220, 220),
  text('payerCode', 315, 319, 'Payer at the cooperativa'),
  filler(320, 326),
  text('payerAtCompany', 335, 339, 'Payer at the company'),
  text('guarantorTaxId', 340, 353, 'CPF or CNPJ of the beneficiário final'),
  text('guarantorOrMessage', 354, 394, 'Its name'),
]);

const pix = defineRecord('Sicredi remessa Pix', RECORD_LENGTH, [
  digits('recordType', 1, 1, '8'),
  text('nossoNumero', 2, 16, 'Nosso número'),
  filler(17, 17),
  text('hybridMark', 18, 18, 'H: boleto with Pix'),
  filler(19, 30),
  text('seuNumero', 31, 40, 'Number of the document at the company'),
  text('txid', 41, 75, 'Txid of the charge, where the company gives it'),
  filler(76, 394),
  SEQUENCE,
]);

const fileTrailer = trailer.override('Sicredi remessa file trailer', [
  digits('direction', 2, 2, '1 remessa'),
  digits('bank', 3, 5, 'Bank code in the clearing'),
  digits('agreement', 6, 10, 'Código do beneficiário'),
]);

const { field } = sicrediTitle;
const amountADay = interestADay(sicrediTitle);
const amount = oneDiscount(sicrediTitle);

/** Some programs repeat the discount of 180-192 here, so it counts only where it stands alone. */
function aDay(line: Line, { amounts }: TitleContext): Discount[] {
  const centsPerDayEarly = amounts.cents(line, field.discountADay);
  return centsPerDayEarly === undefined ? [] : [{ centsPerDayEarly, days: 'calendar' }];
}

export const sicredi: RemessaBank = {
  layout: {
    format: 'cnab400',
    bank: '748',
    name: 'Sicredi, remessa',
    source:
      'Sicredi CNAB 400 manual (ago/2019) by two open-source writers; per cent of interest a day, and type 8, by one, single source',
    records: { fileHeader, title: sicrediTitle, pix, fileTrailer },
  },
  header: fileHeader,
  title: sicrediTitle,
  trailer: fileTrailer,
  titleType: '1',
  registers: ['01'],
  agreement: (line) => codesOf(fileHeader.field.agreement.raw(line)),
  interest: (line, context) => {
    if (field.interestKind.raw(line.text) !== PERCENT) return amountADay(line, context);
    const percentPerDay = context.amounts.percent(line, field.interest, DECIMALS);
    return percentPerDay === undefined ? undefined : { percentPerDay };
  },
  fine: (line, { amounts }) => percentFine(line, field.fine, amounts),
  discounts: (line, context) => {
    if (field.discountKind.raw(line.text) !== PERCENT) {
      const found = amount(line, context);
      return found.length > 0 ? found : aDay(line, context);
    }
    const percent = context.amounts.percent(line, field.discount, DECIMALS);
    const until = context.dated(field.discountUntil.read(line.text)) ?? context.dueOn;
    return percent === undefined || until === undefined ? [] : [{ until, percent }];
  },
  followOns: {
    '8': ({ text: line }, { told }) => {
      told.txid ??= txidIn(pix.field.txid, line);
    },
  },
  passedOver: '234567',
};
