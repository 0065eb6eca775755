import { readAll } from './reading.ts';

/** Texts by the column where each begins, from 1, as FEBRABAN's manual gives them. */
export type Places = Readonly<Record<number, string>>;

/** A record of 240 characters, blank but for its places. */
export function record(places: Places): string {
  let line = ' '.repeat(240);
  for (const [from, text] of Object.entries(places)) {
    const start = Number(from) - 1;
    line = line.slice(0, start) + text + line.slice(start + text.length);
  }
  if (line.length !== 240) throw new Error('A place is beyond the record');
  return line;
}

export const cents = (amount: number) => String(amount).padStart(18, '0');
export const E2E = 'E22222222202611181315AbAbAbAbAbA';
const ACCOUNT: Places = {
  18: '2',
  19: '12345678000195',
  33: 'CONV0001',
  53: '01234',
  58: '5',
  59: '000000056789',
  71: '0',
};

/** The records of one statement that agrees: a Pix and a tariff, each with what is to be otherwise. */
export const fileHeader = (change: Places = {}) =>
  record({ 1: '00100000', ...ACCOUNT, 143: '219112026', 158: '000042', ...change });
export const lotHeader = (change: Places = {}) =>
  record({
    1: '00100011E0440033',
    ...ACCOUNT,
    143: '17112026',
    151: cents(100_000),
    169: 'CFBRL00042',
    ...change,
  });
export const line = (change: Places = {}) =>
  record({
    1: '0010001300001E',
    ...ACCOUNT,
    109: 'DPV00',
    134: 'S',
    135: '1911202618112026',
    151: cents(2500),
    169: 'C',
    170: '2050821PIX RECEBIDO',
    202: E2E,
    ...change,
  });
export const tariff = line({ 151: cents(190), 169: 'D', 170: '1050435TARIFA PIX  ', 202: ' '.repeat(39) });
export const lotTrailer = (change: Places = {}) =>
  record({
    1: '00100015',
    ...ACCOUNT,
    143: '18112026',
    151: cents(102_310),
    169: 'CF000004',
    177: cents(190),
    195: cents(2500),
    ...change,
  });
export const fileTrailer = (change: Places = {}) =>
  record({ 1: '00199999', 18: '000001000006000001', ...change });

/** Reads a file of these records. */
export const read = (...lines: string[]) => readAll(lines.map((one) => `${one}\r\n`).join(''));
/** Reads these lines between the headers and trailers of the Pix and the tariff. */
export const whole = (...lines: string[]) =>
  read(fileHeader(), lotHeader(), ...lines, lotTrailer(), fileTrailer());
