import { cents, date8, digits, text } from '@baixa/fixed-width';
import { fileHeader, fileTrailer, lotHeader, lotTrailer, segmentT, segmentU } from './febraban.ts';
import { segmentYPix } from './pix.ts';

/** The records of one bank. Columns a bank does not send are there by name and read as undefined. */
export const febraban = {
  fileHeader,
  lotHeader,
  segmentT,
  segmentU,
  segmentYPix,
  lotTrailer,
  fileTrailer,
};

/**
 * Banco do Brasil: only the convênio has parts of its own; the trailer's totals and U 154-233 stay unfilled.
 * Source: BB CNAB 240 manual (ago/2017).
 */
const bancoDoBrasil = {
  ...febraban,
  fileHeader: fileHeader.override('BB file header', [
    text('agreement', 33, 41, 'Convênio, nine digits'),
    text('product', 42, 45, '0014 cobrança'),
    text('portfolio', 46, 47, 'Carteira'),
    text('portfolioVariation', 48, 50, 'Variação da carteira'),
  ]),
  lotHeader: lotHeader.override('BB lot header', [
    text('agreement', 34, 42, 'Convênio, nine digits'),
    text('product', 43, 46, '0014 cobrança'),
    text('portfolio', 47, 48, 'Carteira'),
    text('portfolioVariation', 49, 51, 'Variação da carteira'),
  ]),
};

/**
 * Santander: the header names the beneficiário at 53; in T the agência is narrower and all from the carteira on stands
 * four columns, from the use of the company on five columns, before FEBRABAN's.
 * Source: Santander H7815 v2.9 (abr/2018).
 */
const santander = {
  ...febraban,
  fileHeader: fileHeader.override('Santander file header', [
    digits('companyTaxIdType', 17, 17, '1 CPF, 2 CNPJ'),
    digits('companyTaxId', 18, 32, 'CPF or CNPJ of the company'),
    digits('branch', 33, 36, 'Agência'),
    text('branchDigit', 37, 37, 'Check digit of the agência'),
    digits('account', 38, 46, 'Conta corrente'),
    text('accountDigit', 47, 47, 'Check digit of the conta'),
    text('agreement', 53, 61, 'Código do beneficiário'),
  ]),
  lotHeader: lotHeader.override('Santander lot header', [
    text('agreement', 34, 42, 'Código do beneficiário'),
    digits('branch', 54, 57, 'Agência'),
    text('branchDigit', 58, 58, 'Check digit of the agência'),
    digits('account', 59, 67, 'Conta corrente'),
    text('accountDigit', 68, 68, 'Check digit of the conta'),
  ]),
  segmentT: segmentT.override('Santander segment T', [
    digits('branch', 18, 21, 'Agência'),
    text('branchDigit', 22, 22, 'Check digit of the agência'),
    digits('account', 23, 31, 'Conta corrente'),
    text('accountDigit', 32, 32, 'Check digit of the conta'),
    text('nossoNumero', 41, 53, 'Nosso número: twelve digits and the check digit'),
    text('portfolio', 54, 54, 'Carteira'),
    text('seuNumero', 55, 69, 'Number of the document at the company'),
    date8('dueOn', 70, 77, 'Due date'),
    cents('face', 78, 92, 'Face value'),
    digits('collectingBank', 93, 95, 'Bank that received the payment'),
    digits('collectingBranch', 96, 99, 'Agência that received the payment'),
    text('collectingBranchDigit', 100, 100, 'Its check digit'),
    text('companyUse', 101, 125, 'The título at the company'),
    digits('currency', 126, 127, '00 or 09 real'),
    digits('payerTaxIdType', 128, 128, '1 CPF, 2 CNPJ'),
    digits('payerTaxId', 129, 143, 'CPF or CNPJ of the payer'),
    text('payerName', 144, 183, 'Name of the payer'),
    digits('contract', 184, 193, 'Conta cobrança'),
    cents('fee', 194, 208, 'Tariff or costs'),
    text('reasons', 209, 218, 'Up to five motivos of two characters'),
  ]),
};

/**
 * Caixa (SIGCB): no convênio in the header but the código do beneficiário at 59; the nosso número is modalidade,
 * fifteen digits and check digit at 40-57. Newer layouts have a seventh digit of the beneficiário at 65.
 * Source: Caixa MO67118 v010 (2018).
 */
const caixa = {
  ...febraban,
  fileHeader: fileHeader.override('Caixa file header', [
    text('agreement', 59, 64, 'Código do beneficiário'),
    text('agreementSeventhDigit', 65, 65, 'Seventh digit of the beneficiário in newer layouts'),
    text('situation', 192, 211, 'RETORNO-PRODUCAO or RETORNO-TESTE'),
  ]),
  lotHeader: lotHeader.override('Caixa lot header', [
    text('agreement', 34, 39, 'Código do beneficiário'),
    text('agreementSeventhDigit', 40, 40, 'Seventh digit of the beneficiário in newer layouts'),
    digits('branch', 54, 58, 'Agência'),
    digits('account', 60, 65, 'Código do beneficiário'),
  ]),
  segmentT: segmentT.override('Caixa segment T', [
    digits('account', 24, 29, 'Código do beneficiário'),
    digits('payerBank', 33, 35, 'Number in the banco de pagadores'),
    digits('sincoMode', 39, 39, '9 where the nosso número has 18 positions (SINCO)'),
    text('nossoNumero', 40, 57, 'Nosso número: modalidade, fifteen digits, check digit'),
    text('seuNumero', 59, 69, 'Number of the document at the company, eleven characters'),
  ]),
  segmentU: segmentU.override('Caixa segment U', [
    date8('feeDebitedOn', 158, 165, 'Date the tariff is debited'),
    digits('payerCode', 166, 180, 'Payer in the banco de pagadores'),
  ]),
};

/**
 * Bradesco: FEBRABAN but for the parts of the nosso número.
 * Source: Bradesco manual 4008-524-0339; the parts are documented in segment P of the remessa only.
 */
const bradesco = {
  ...febraban,
  segmentT: segmentT.override('Bradesco segment T', [
    text('product', 38, 40, 'Product or carteira'),
    text('nossoNumeroZeros', 41, 45, 'Zeros'),
    text('nossoNumero', 46, 57, 'Nosso número: eleven digits and the check digit, which may be P'),
  ]),
};

/**
 * Itaú: no convênio, the account names the agreement; U has the credit in both places (see `readsNetAmounts`).
 * Source: Itaú CNAB 240 manual (mai/2014 and the version after it).
 */
const itau = {
  ...febraban,
  fileHeader: fileHeader.override('Itaú file header', [
    digits('branch', 54, 57, 'Agência'),
    digits('account', 66, 70, 'Conta corrente'),
    text('accountDigit', 72, 72, 'DAC'),
  ]),
  lotHeader: lotHeader.override('Itaú lot header', [
    digits('branch', 55, 58, 'Agência'),
    digits('account', 67, 71, 'Conta corrente'),
    text('accountDigit', 73, 73, 'DAC'),
  ]),
  segmentT: segmentT.override('Itaú segment T', [
    text('boletoDda', 15, 15, 'Boleto in the DDA'),
    digits('branch', 19, 22, 'Agência'),
    digits('account', 31, 35, 'Conta corrente'),
    text('accountDigit', 37, 37, 'DAC'),
    digits('itauPortfolio', 38, 40, 'Carteira of Itaú, three digits'),
    text('nossoNumero', 41, 49, 'Nosso número: eight digits and the DAC'),
    text('seuNumero', 59, 68, 'Number of the document at the company, ten characters'),
    text('payerName', 149, 178, 'Name of the payer'),
    text('reasons', 214, 221, 'Up to four motivos of two characters'),
    text('settlementCode', 222, 223, 'Código de liquidação: where the payer paid'),
  ]),
  segmentU: segmentU.override('Itaú segment U', [
    cents('paid', 78, 92, 'What is credited, after the tariff'),
    cents('net', 93, 107, 'What is credited, again'),
  ]),
};

/** Sicredi: FEBRABAN; the nosso número is nine digits from 38. Source: Sicredi CNAB 240 manual (ago/2019). */
const sicredi = { ...febraban };

/**
 * Sicoob: the nosso número (ten with its check digit) is followed by parcela, modalidade and kind of form.
 * Source: Sicoob layout sheets, two versions.
 */
const sicoob = {
  ...febraban,
  segmentT: segmentT.override('Sicoob segment T', [
    text('nossoNumero', 38, 47, 'Nosso número: nine digits and the check digit'),
    digits('instalment', 48, 49, 'Parcela'),
    digits('mode', 50, 51, 'Modalidade'),
    digits('form', 52, 52, 'Kind of form'),
  ]),
};

/** Banrisul: ten positions of nosso número. Source: Banrisul manual (out/2013). */
const banrisul = {
  ...febraban,
  segmentT: segmentT.override('Banrisul segment T', [
    text('nossoNumero', 38, 47, 'Nosso número: eight digits and two check digits'),
    text('seuNumero', 59, 71, 'Number of the document at the company, thirteen characters'),
    text('payerName', 149, 183, 'Name of the payer'),
  ]),
};

/**
 * Unicred: no use of the company and no payer in T, and columns of its own for the reasons.
 * Source: Unicred COB136, return CNAB 240 (2017).
 */
const unicred = {
  ...febraban,
  segmentT: segmentT.override('Unicred segment T', [
    digits('account', 24, 37, 'Código do beneficiário'),
    text('nossoNumero', 39, 57, 'Nosso número: ten digits and the check digit, zeros before'),
    text('portfolio', 58, 58, 'Always 1'),
    text('unicredZeros', 106, 198, 'Zeros'),
    text('reasons', 214, 221, 'Complement of the movement'),
    text('originInstruction', 222, 223, 'Instruction that a confirmation answers'),
  ]),
  segmentU: segmentU.override('Unicred segment U', [
    text('unicredBlanks', 108, 137, 'Blanks'),
    date8('creditedOn', 146, 153, 'Date the credit is planned for'),
    date8('feeDebitedOn', 158, 165, 'Date the tariff is debited'),
  ]),
};

/**
 * BNB: eighteen positions of nosso número. Source: one open-source reader (BoletoNetCore); no manual at hand.
 */
const bnb = {
  ...febraban,
  segmentT: segmentT.override('BNB segment T', [
    text('nossoNumero', 38, 55, 'Nosso número, with its check digit'),
  ]),
};

/**
 * Safra: seventeen positions of nosso número from 40. Source: one open-source reader (BoletoNetCore); the bank's own
 * manual is of CNAB 400.
 */
const safra = {
  ...febraban,
  segmentT: segmentT.override('Safra segment T', [text('nossoNumero', 40, 56, 'Nosso número')]),
};

/** The records of one bank, by the fields that FEBRABAN names. */
export type BankLayout = typeof febraban;

/** Banks that lay records out otherwise. Any other bank is read as FEBRABAN writes it. */
export const BANK_LAYOUTS = {
  '001': bancoDoBrasil,
  '004': bnb,
  '033': santander,
  '041': banrisul,
  '104': caixa,
  '136': unicred,
  '237': bradesco,
  '341': itau,
  '422': safra,
  '748': sicredi,
  '756': sicoob,
};

const LAYOUTS: ReadonlyMap<string, BankLayout> = new Map(
  Object.entries(BANK_LAYOUTS as unknown as Record<string, BankLayout>),
);

/** The layout to read the files of this bank (three digits) with. */
export function layoutOf(bank: string): BankLayout {
  return LAYOUTS.get(bank) ?? febraban;
}
