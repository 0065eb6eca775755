import { allZeros } from '@baixa/cnab240-parser';
import { cents, count, date6, digits, filler, text } from '@baixa/fixed-width';
import { codesOf } from '../account-codes.ts';
import type { RemessaBank } from '../bank.ts';
import { fileHeader as header, title, fileTrailer as trailer } from '../common.ts';
import { interestADay, oneDiscount } from '../terms.ts';

const MODE_DIGITS = 2;

const fileHeader = header.override('Caixa remessa file header', [
  digits('branch', 27, 30, 'Agência'),
  text('agreement', 31, 37, 'Código do beneficiário, of six digits or, from version 007 on, seven'),
  text('layoutVersion', 101, 103, 'Version'),
  filler(104, 107),
  count('sequenceNumber', 390, 394, 'Number of the remessa'),
]);

const caixaTitle = title.override('Caixa remessa título', [
  digits('branch', 18, 20, 'First digits of the agência, or zeros from version 007 on'),
  digits('companyAtBank', 21, 27, 'Código do beneficiário'),
  text('printedBy', 28, 28, 'Who prints the boleto'),
  text('sentBy', 29, 29, 'Who sends it'),
  digits('permanenceCode', 30, 31, 'Rate of permanence'),
  text('companyUse', 32, 56, 'The título at the company'),
  text('nossoNumero', 57, 73, 'Nosso número: modalidade and fifteen digits, without the check digit'),
  date6('fineFrom', 352, 357, 'First day of the fine'),
  cents('fine', 358, 367, 'Fine'),
  text('guarantorOrMessage', 368, 389, 'Beneficiário final'),
  digits('thirdInstruction', 390, 391, 'Third instruction of cobrança'),
  digits('currency', 394, 394, '1 real'),
]);

/** Before version 007 the seventh position is no part of it, and may be a zero. */
function agreementIn(line: string): string {
  const { agreement, layoutVersion } = fileHeader.field;
  const code = agreement.raw(line);
  return layoutVersion.read(line) === '007' || !code.endsWith('0') ? code : code.slice(0, -1);
}

export const caixa: RemessaBank = {
  layout: {
    format: 'cnab400',
    bank: '104',
    name: 'Caixa, remessa',
    source: 'MO67126 by two open-source writers, which agree but for the width of the código do beneficiário',
    records: { fileHeader, title: caixaTitle, fileTrailer: trailer },
  },
  header: fileHeader,
  title: caixaTitle,
  trailer,
  titleType: '1',
  registers: ['01'],
  agreement: (line) => codesOf(agreementIn(line)),
  isUnnumbered: (number) => allZeros(number.slice(MODE_DIGITS)),
  interest: interestADay(caixaTitle),
  fine: (line, { amounts }) => {
    const fine = amounts.cents(line, caixaTitle.field.fine);
    return fine === undefined ? undefined : { cents: fine };
  },
  discounts: oneDiscount(caixaTitle),
  followOns: {},
  passedOver: '2',
};
