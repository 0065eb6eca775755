import { cents, digits, text } from '@baixa/fixed-width';
import { febraban, type RemessaLayout } from './layouts.ts';

const { fileHeader, lotHeader, segmentP, segmentQ } = febraban;

const nossoNumero = (from: number, to: number, meaning: string) => text('nossoNumero', from, to, meaning);

/** Santander: the file names a código de transmissão (agência and beneficiário), and a P has two accounts. */
const santander = {
  ...febraban,
  fileHeader: fileHeader.override('Santander remessa file header', [
    digits('companyTaxIdType', 17, 17, '1 CPF, 2 CNPJ'),
    digits('companyTaxId', 18, 32, 'CPF or CNPJ of the company'),
    text('agreement', 33, 47, 'Código de transmissão: agência and código do beneficiário'),
  ]),
  lotHeader: lotHeader.override('Santander remessa lot header', [
    text('agreement', 54, 68, 'Código de transmissão: agência and código do beneficiário'),
  ]),
  segmentP: segmentP.override('Santander segment P', [
    digits('branch', 18, 21, 'Agência'),
    text('branchDigit', 22, 22, 'Check digit of the agência'),
    digits('account', 23, 31, 'Conta corrente'),
    text('accountDigit', 32, 32, 'Check digit of the conta'),
    digits('collectionAccount', 33, 41, 'Conta cobrança'),
    text('collectionAccountDigit', 42, 42, 'Check digit of the conta cobrança'),
    nossoNumero(45, 57, 'Nosso número: twelve digits and the check digit'),
    cents('interest', 127, 141, 'Centavos a day, or per cent a month with five decimals'),
    digits('writeOffDays', 226, 227, 'After how many days'),
  ]),
};

/** Caixa: some programs write the nosso número without its check digit, one column further to the right. */
const caixa = {
  ...febraban,
  segmentP: segmentP.override('Caixa segment P', [
    digits('account', 24, 30, 'Código do beneficiário'),
    nossoNumero(40, 57, 'Nosso número: modalidade, fifteen digits, and mostly the check digit'),
    text('seuNumero', 63, 73, 'Number of the document at the company, eleven characters'),
  ]),
};

const bradesco = {
  ...febraban,
  segmentP: segmentP.override('Bradesco segment P', [
    digits('product', 38, 40, 'Product or carteira'),
    digits('nossoNumeroZeros', 41, 45, 'Zeros'),
    nossoNumero(46, 57, 'Nosso número: eleven digits and the check digit, which may be P'),
  ]),
};

/** Itaú: no codes of interest and discount, which are centavos a day and an amount up to a day. */
const itau = {
  ...febraban,
  segmentP: segmentP.override('Itaú segment P', [
    digits('branch', 19, 22, 'Agência'),
    digits('account', 31, 35, 'Conta corrente'),
    text('accountDigit', 37, 37, 'DAC'),
    digits('itauPortfolio', 38, 40, 'Carteira of Itaú, three digits'),
    nossoNumero(41, 49, 'Nosso número: eight digits and the DAC'),
    text('seuNumero', 63, 72, 'Number of the document at the company, ten characters'),
    text('interestCode', 118, 118, '0: centavos a day'),
    text('discountCode', 142, 142, '0: an amount up to a day'),
  ]),
  segmentQ: segmentQ.override('Itaú segment Q', [
    text('payerName', 34, 63, 'Name of the payer'),
    text('guarantorName', 170, 199, 'Name of the beneficiário final'),
  ]),
};

const sicoob = {
  ...febraban,
  segmentP: segmentP.override('Sicoob segment P', [
    nossoNumero(38, 47, 'Nosso número: nine digits and the check digit'),
    digits('instalment', 48, 49, 'Parcela'),
    digits('mode', 50, 51, 'Modalidade'),
    digits('form', 52, 52, 'Kind of form'),
  ]),
};

const asInTheReturn = (name: string, from: number, to: number) => ({
  ...febraban,
  segmentP: segmentP.override(`${name} segment P`, [nossoNumero(from, to, 'Nosso número')]),
});

/** Banks that lay records out otherwise. Any other bank is read as FEBRABAN writes it. */
const BANK_LAYOUTS = new Map<string, unknown>([
  ['004', asInTheReturn('BNB', 38, 55)],
  ['033', santander],
  ['041', asInTheReturn('Banrisul', 38, 47)],
  ['104', caixa],
  ['237', bradesco],
  ['341', itau],
  ['422', asInTheReturn('Safra', 40, 56)],
  ['756', sicoob],
]);

/** The layout to read the remessa to this bank (three digits) with. */
export function remessaLayoutOf(bank: string): RemessaLayout {
  return (BANK_LAYOUTS.get(bank) as RemessaLayout | undefined) ?? febraban;
}
