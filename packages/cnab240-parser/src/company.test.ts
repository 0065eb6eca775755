import { expect, test } from 'vitest';
import { BANK_LAYOUTS, companyOf, febraban, layoutOf, lotAgreementCodes } from './index.ts';

const company = { companyTaxIdType: '2', companyTaxId: '12345678000195' };

test('an agreement is given as it stands, and without leading zeros', () => {
  const header = febraban.fileHeader.write({ ...company, agreement: '00012345' });
  expect(companyOf('208', header)).toEqual({
    agreementCodes: ['00012345', '12345'],
    taxId: '12345678000195',
  });
});

test('Banco do Brasil joins convênio, product and carteira', () => {
  const { fileHeader, lotHeader } = BANK_LAYOUTS['001'];
  const parts = { agreement: '002356764', product: '0014', portfolio: '17', portfolioVariation: '019' };
  const codes = ['002356764001417019', '2356764001417019', '002356764', '2356764'];
  expect(companyOf('001', fileHeader.write({ ...company, ...parts })).agreementCodes).toEqual(codes);
  expect(lotAgreementCodes('001', lotHeader.write(parts))).toEqual(codes);
});

test('Caixa has six digits, or seven where the seventh is not zero', () => {
  const { fileHeader } = BANK_LAYOUTS['104'];
  expect(companyOf('104', fileHeader.write({ agreement: '011510' })).agreementCodes).toEqual([
    '011510',
    '11510',
  ]);
  const longer = companyOf('104', fileHeader.write({ agreement: '115101', agreementSeventhDigit: '7' }));
  expect(longer.agreementCodes).toEqual(['1151017']);
});

test('without convênio the lot says it, or else the account does', () => {
  const header = febraban.fileHeader.write({ branch: '03039', account: '000000048981', accountDigit: '6' });
  const lot = febraban.lotHeader.write({ agreement: '          3039000004' });
  expect(companyOf('756', header, lot).agreementCodes).toEqual(['3039000004']);
  expect(companyOf('756', header).agreementCodes).toEqual([
    '30390000000489816',
    '3039000000048981',
    '3039/48981-6',
  ]);
  const itau = layoutOf('341').fileHeader.write({ branch: '0730', account: '03511', accountDigit: '0' });
  expect(companyOf('341', itau).agreementCodes).toEqual(['0730035110', '073003511', '0730/3511-0']);
});

test('a CPF has eleven digits, zeros are nobody', () => {
  const header = (companyTaxId: string) => febraban.fileHeader.write({ companyTaxIdType: '1', companyTaxId });
  expect(companyOf('208', header('00011122233396')).taxId).toBe('11122233396');
  expect(companyOf('208', header('00000000000000')).taxId).toBeUndefined();
});
