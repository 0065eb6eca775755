import { cents, digits, text } from '@baixa/fixed-width';
import { codesOf } from '../account-codes.ts';
import type { RemessaBank } from '../bank.ts';
import { fileHeader as header, title, fileTrailer as trailer } from '../common.ts';
import { oneDiscount, percentFine } from '../terms.ts';

const RATE_DECIMALS = 4;

const fileHeader = header.override('Sicoob remessa file header', [
  digits('branch', 27, 30, 'Cooperativa'),
  text('branchDigit', 31, 31, 'Its check digit'),
  text('agreement', 32, 39, 'Código do beneficiário'),
  text('agreementDigit', 40, 40, 'Its check digit'),
]);

const sicoobTitle = title.override('Sicoob remessa título', [
  digits('branch', 18, 21, 'Cooperativa'),
  text('branchDigit', 22, 22, 'Its check digit'),
  digits('account', 23, 30, 'Conta corrente'),
  text('accountDigit', 31, 31, 'Its check digit'),
  digits('leadAgreement', 32, 37, 'Zeros'),
  text('nossoNumero', 63, 74, 'Nosso número and its check digit'),
  digits('instalment', 75, 76, 'Parcela'),
  digits('valueGroup', 77, 78, 'Group of the value'),
  text('guarantorMark', 82, 82, 'A where 352-391 name the beneficiário final'),
  text('titlePrefix', 83, 85, 'Prefix of the título'),
  digits('portfolioVariation', 86, 88, 'Variação da carteira'),
  digits('pledgeAccount', 89, 89, 'Conta caução'),
  text('guaranteeContract', 90, 95, 'Contract of the guarantee and its digit'),
  digits('bordero', 96, 101, 'Borderô'),
  text('printedBy', 106, 106, 'Who prints the boleto'),
  cents('interest', 161, 166, 'Juros de mora: per cent a month with four decimals'),
  cents('fine', 167, 172, 'Fine: per cent with four decimals'),
  text('sentBy', 173, 173, 'Who sends the boleto'),
  digits('currency', 193, 193, '9 real'),
  cents('iof', 194, 205, 'IOF'),
  text('payerAddress', 275, 311, 'Address'),
  text('payerDistrict', 312, 326, 'Bairro'),
]);

const { field } = sicoobTitle;

export const sicoob: RemessaBank = {
  layout: {
    format: 'cnab400',
    bank: '756',
    name: 'Sicoob, remessa',
    source: 'Sicoob layout sheet by three open-source writers; four decimals of the rates by two of them',
    records: { fileHeader, title: sicoobTitle, fileTrailer: trailer },
  },
  header: fileHeader,
  title: sicoobTitle,
  trailer,
  titleType: '1',
  registers: ['01'],
  agreement: (line) => {
    const { agreement, agreementDigit } = fileHeader.field;
    return codesOf(agreement.raw(line) + agreementDigit.raw(line), agreement.raw(line));
  },
  interest: (line, { amounts }) => {
    const percentPerMonth = amounts.percent(line, field.interest, RATE_DECIMALS);
    return percentPerMonth === undefined ? undefined : { percentPerMonth };
  },
  fine: (line, { amounts }) => percentFine(line, field.fine, amounts, RATE_DECIMALS),
  discounts: oneDiscount(sicoobTitle),
  followOns: {},
  passedOver: '25',
};
