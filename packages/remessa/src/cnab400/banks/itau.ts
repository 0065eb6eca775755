import { cents, count, date8, defineRecord, digits, filler, text } from '@baixa/fixed-width';
import { accountCodes } from '../account-codes.ts';
import type { RemessaBank } from '../bank.ts';
import { fileHeader as header, RECORD_LENGTH, SEQUENCE, title, fileTrailer as trailer } from '../common.ts';
import { codedFine, interestADay, oneDiscount } from '../terms.ts';
import { txidIn } from '../txid.ts';

const fileHeader = header.override('Itaú remessa file header', [
  digits('branch', 27, 30, 'Agência'),
  filler(31, 32),
  digits('account', 33, 37, 'Conta corrente'),
  text('accountDigit', 38, 38, 'DAC'),
  filler(101, 107),
]);

const itauTitle = title.override('Itaú remessa título', [
  digits('branch', 18, 21, 'Agência'),
  digits('account', 24, 28, 'Conta corrente'),
  text('accountDigit', 29, 29, 'DAC'),
  digits('cancelledInstruction', 34, 37, 'Instruction to cancel'),
  text('nossoNumero', 63, 70, 'Nosso número without its DAC'),
  count('currencyAmount', 71, 83, 'Amount of another currency, five decimals'),
  text('portfolio', 84, 86, 'Carteira'),
  text('bankUse', 87, 107, 'Operation at the bank'),
  text('portfolioCode', 108, 108, 'Code of the carteira'),
  text('payerName', 235, 264, 'Name of the payer'),
  text('guarantorOrMessage', 352, 381, 'Beneficiário final'),
  text('interestFrom', 386, 391, 'First day of interest'),
]);

const fine = defineRecord('Itaú remessa multa', RECORD_LENGTH, [
  digits('recordType', 1, 1, '2'),
  digits('fineCode', 2, 2, '1 amount, 2 per cent'),
  date8('fineFrom', 3, 10, 'First day of the fine'),
  cents('fine', 11, 23, 'Fine, by its code'),
  filler(24, 394),
  SEQUENCE,
]);

const pix = defineRecord('Itaú remessa Pix', RECORD_LENGTH, [
  digits('recordType', 1, 1, '3'),
  text('key', 2, 78, 'Pix key'),
  text('txid', 79, 142, 'Txid of the charge'),
  filler(143, 394),
  SEQUENCE,
]);

export const itau: RemessaBank = {
  layout: {
    format: 'cnab400',
    bank: '341',
    name: 'Itaú, remessa',
    source:
      'Itaú CNAB 400 by three open-source writers; type 3 and ocorrência 71 (boleto with Pix) by one of them, single source',
    records: { fileHeader, title: itauTitle, fine, pix, fileTrailer: trailer },
  },
  header: fileHeader,
  title: itauTitle,
  trailer,
  titleType: '1',
  registers: ['01', '71'],
  agreement: (line) => accountCodes(fileHeader, line),
  interest: interestADay(itauTitle),
  discounts: oneDiscount(itauTitle),
  followOns: {
    '2': (line, { told, amounts }) => {
      told.fine = codedFine(line, fine.field.fineCode, fine.field.fine, amounts);
    },
    '3': ({ text: line }, { told }) => {
      told.txid ??= txidIn(pix.field.txid, line);
    },
  },
  passedOver: '45678',
};
