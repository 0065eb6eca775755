import { allZeros } from '@baixa/cnab240-parser';
import { cents, date6, defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { codesOf } from '../account-codes.ts';
import type { RemessaBank } from '../bank.ts';
import { fileHeader as header, RECORD_LENGTH, SEQUENCE, title, fileTrailer as trailer } from '../common.ts';
import { codedFine, interestADay, oneDiscount } from '../terms.ts';

const AGREEMENT_DIGITS = 7;

const fileHeader = header.override('Banco do Brasil remessa file header', [
  digits('branch', 27, 30, 'Agência'),
  text('branchDigit', 31, 31, 'Check digit of the agência'),
  digits('account', 32, 39, 'Conta corrente'),
  text('accountDigit', 40, 40, 'Check digit of the conta'),
  digits('olderAgreement', 41, 46, 'Zeros, or a convênio of six digits'),
  text('agreement', 130, 136, 'Convênio that leads, seven digits'),
]);

const bbTitle = title.override('Banco do Brasil remessa título', [
  digits('recordType', 1, 1, '7'),
  digits('branch', 18, 21, 'Agência'),
  text('branchDigit', 22, 22, 'Check digit of the agência'),
  digits('account', 23, 30, 'Conta corrente'),
  text('accountDigit', 31, 31, 'Check digit of the conta'),
  digits('agreement', 32, 38, 'Convênio of seven digits'),
  text('companyUse', 39, 63, 'The título at the company (controle do participante)'),
  text('nossoNumero', 64, 80, 'Nosso número: convênio and ten digits'),
  digits('instalment', 81, 82, 'Parcela'),
  digits('valueGroup', 83, 84, 'Group of the value'),
  text('guarantorMark', 88, 88, 'A where 352-391 name the beneficiário final'),
  text('titlePrefix', 89, 91, 'Prefix of the título'),
  digits('portfolioVariation', 92, 94, 'Variação da carteira'),
  digits('pledgeAccount', 95, 95, 'Conta caução'),
  digits('bordero', 96, 101, 'Borderô'),
  text('collectionKind', 102, 106, 'Kind of cobrança'),
  text('payerName', 235, 271, 'Name of the payer'),
]);

const fine = defineRecord('Banco do Brasil remessa multa', RECORD_LENGTH, [
  digits('recordType', 1, 1, '5'),
  digits('followService', 2, 3, '99: multa'),
  digits('fineCode', 4, 4, '1 amount, 2 per cent'),
  date6('fineFrom', 5, 10, 'First day of the fine'),
  cents('fine', 11, 22, 'Fine, by its code'),
  filler(23, 394),
  SEQUENCE,
]);

const agreementIn = (line: string) => codesOf(bbTitle.field.agreement.raw(line))[0];

export const bancoDoBrasil: RemessaBank = {
  layout: {
    format: 'cnab400',
    bank: '001',
    name: 'Banco do Brasil, remessa',
    source: 'CBR641 of type 7 by three open-source writers; the fine (type 5) by two. Type 1 is not read.',
    records: { fileHeader, title: bbTitle, fine, fileTrailer: trailer },
  },
  header: fileHeader,
  title: bbTitle,
  trailer,
  titleType: '7',
  registers: ['01'],
  agreement: (line, first) =>
    codesOf(
      first === undefined ? '' : bbTitle.field.agreement.raw(first),
      fileHeader.field.agreement.raw(line),
    ),
  ownAgreement: agreementIn,
  isUnnumbered: (number) => allZeros(number.slice(AGREEMENT_DIGITS)),
  interest: interestADay(bbTitle),
  discounts: oneDiscount(bbTitle),
  followOns: {
    '5': (line, { told, amounts }) => {
      const { followService, fineCode, fine: value } = fine.field;
      if (followService.raw(line.text) === '99') told.fine = codedFine(line, fineCode, value, amounts);
    },
  },
  passedOver: '2346',
};
