import { amount, at } from './lines.ts';

type Cells = Readonly<Record<number, string>>;

/** Records of a remessa of CNAB 240 by the columns of FEBRABAN's manual. `more` are other columns, or other texts. */
export const header = (bank: string, more: Cells = {}) =>
  at(240, {
    1: `${bank}00000`,
    18: '212345678000195',
    33: '00123456700141735019',
    143: '1',
    144: '05012026',
    152: '101112',
    158: '000042',
    164: '103',
    ...more,
  });

export const lotHeader = (bank: string, more: Cells = {}) =>
  at(240, { 1: `${bank}00011R01`, 14: '060', 18: '2012345678000195', 34: '00123456700141735019', ...more });

export const p = (bank: string, more: Cells = {}) =>
  at(240, {
    1: `${bank}00013`,
    9: '00001P',
    16: '01',
    18: '01234',
    24: '000000056789',
    38: '12345670000000001',
    63: 'FAT-1',
    78: '20022026',
    86: amount(15, 123_45),
    107: '02N10012026',
    118: '1',
    119: '21022026',
    127: amount(15, 41),
    142: '1',
    143: '15022026',
    151: amount(15, 5_00),
    181: amount(15, 1_00),
    196: 'LIG-1000123',
    ...more,
  });

export const q = (bank: string, more: Cells = {}) =>
  at(240, {
    1: `${bank}00013`,
    9: '00002Q',
    16: '01',
    18: '1000011122233396',
    34: 'MARIA DE EXEMPLO',
    74: 'RUA DO EXEMPLO 1',
    129: '01001000',
    137: 'SAO PAULO',
    152: 'SP',
    ...more,
  });

export const r = (bank: string, more: Cells = {}) =>
  at(240, {
    1: `${bank}00013`,
    9: '00003R',
    16: '01',
    18: '2',
    19: '10022026',
    27: amount(15, 2_50),
    42: '0',
    66: '2',
    67: '21022026',
    75: amount(15, 2_00),
    ...more,
  });

export const lotTrailer = (bank: string, records: number, more: Cells = {}) =>
  at(240, { 1: `${bank}00015`, 18: amount(6, records), ...more });

export const fileTrailer = (bank: string, records: number, more: Cells = {}) =>
  at(240, { 1: `${bank}99999`, 18: amount(6, 1), 24: amount(6, records), ...more });

/** A whole remessa of one lot around these details. */
export function remessa(bank: string, details: readonly string[]): string[] {
  const lot = details.length + 2;
  return [header(bank), lotHeader(bank), ...details, lotTrailer(bank, lot), fileTrailer(bank, lot + 2)];
}
