import { amount, at } from './lines.ts';

type Cells = Readonly<Record<number, string>>;

const NO_CELLS: Cells = {};

/** Banks of CNAB 400 by their three digits: what stands in the header and in a título before the instruction. */
export const BANKS: Readonly<Record<string, { header: Cells; title: Cells }>> = {
  '001': {
    header: { 27: '12344000567890000000', 101: '0000042', 130: '1234567' },
    title: { 1: '7', 18: '12344000567890', 32: '1234567', 39: 'LIG-1000123', 64: '12345670000000001' },
  },
  '033': {
    header: { 27: '12340987654300556677', 101: '0'.repeat(16), 392: '000' },
    title: { 18: '12340987654300556677', 38: 'LIG-1000123', 63: '00012345', 71: '000000', 108: '5' },
  },
  '104': {
    header: { 27: '1234654321', 101: '007', 390: '00042' },
    title: { 18: '1234654321', 28: '20', 32: 'LIG-1000123', 57: '14000000000000123', 107: '01' },
  },
  '237': {
    header: { 27: '00000000000004321098', 109: 'MX0000042' },
    title: { 21: '00090123400567891', 38: 'LIG-1000123', 63: '000', 71: '00000000123P' },
  },
  '341': {
    header: { 27: '123400567890' },
    title: { 18: '123400567890', 38: 'LIG-1000123', 63: '00000123', 84: '109', 108: 'I' },
  },
  '748': {
    header: { 27: '12345', 32: '12345678000195', 95: '20260105', 111: '0000042', 391: '2.00' },
    title: { 2: 'AAA', 17: 'AAA', 48: '262000018', 63: '20260105' },
  },
  '756': {
    header: { 27: '12340001234567      ', 101: '0000042' },
    title: { 18: '12340005678900000000', 38: 'LIG-1000123', 63: '000000012345', 75: '01', 107: '01' },
  },
};

export const header = (bank: string, more: Cells = {}) =>
  at(400, {
    1: '01REMESSA01COBRANCA',
    47: 'EMPRESA DE EXEMPLO',
    77: bank,
    95: '050126',
    395: '000001',
    ...BANKS[bank]?.header,
    ...more,
  });

/** A título of R$ 123.45 due on 20 February 2026, without interest, discount and abatimento. */
export const title = (bank: string, more: Cells = {}) =>
  at(400, {
    1: '1',
    2: '0212345678000195',
    109: '01',
    111: 'FAT-1',
    121: '200226',
    127: amount(13, 123_45),
    151: '100126',
    161: amount(13, 0),
    174: '000000',
    180: amount(13, 0),
    206: amount(13, 0),
    219: bank === '748' ? '10' : '01',
    221: '00011122233396',
    235: 'MARIA DE EXEMPLO',
    395: '000002',
    ...(bank === '748' || bank === '237' ? NO_CELLS : { 335: 'SAO PAULO', 350: 'SP' }),
    ...BANKS[bank]?.title,
    ...more,
  });

export const trailer = (records: number, more: Cells = {}) =>
  at(400, { 1: '9', 395: amount(6, records), ...more });

/** A whole remessa around these records. */
export const remessa = (bank: string, details: readonly string[]) => [
  header(bank),
  ...details,
  trailer(details.length + 2),
];
