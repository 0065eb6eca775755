/** Records of CNAB 750 by the positions of the manual, for tests: each value stands where its number says. */

type Places = Readonly<Record<number, string>>;

export function record(places: Places): string {
  let line = ' '.repeat(750);
  for (const [from, text] of Object.entries(places)) {
    const start = Number(from) - 1;
    line = line.slice(0, start) + text + line.slice(start + text.length);
  }
  return line;
}

const money = (cents: number) => String(cents).padStart(17, '0');

export const KEY = '00000000-0000-4000-8000-000000000001';
export const E2E = 'E60701190202611181732aBcDeFgHiJk';
export const TXID = 'EMB2026110000000000000000001';

export const header = (places: Places = {}) =>
  record({
    1: '02RETORNO02PIX',
    27: '60701190',
    35: '02',
    37: '12345678000195',
    51: '1234',
    55: '00000000000000567895',
    75: 'CACC',
    79: KEY,
    156: '20261119',
    164: '0001234567',
    254: 'AGUAS EXEMPLO',
    732: '0000000042',
    742: '002',
    ...places,
  });

/** 87.45 with 0.26 juros and 1.75 multa. */
export const receipt = (places: Places = {}) =>
  record({
    1: '5',
    2: TXID,
    37: '60701190',
    45: '02',
    47: '12345678000195',
    61: '1234',
    65: '00000000000000567895',
    85: 'CACC',
    89: KEY,
    166: '2',
    167: '06',
    169: '20261119',
    177: '20261115',
    185: '20261118235959',
    199: money(8745),
    216: money(26),
    233: money(175),
    250: money(0),
    267: money(0),
    284: money(8946),
    301: money(8946),
    318: '01',
    320: '00011122233396',
    334: '02',
    336: '12345678000276',
    350: 'PADARIA EXEMPLO',
    630: '02',
    632: E2E,
    664: '0001',
    728: money(95),
    ...places,
  });

export const charge = (places: Places = {}) =>
  record({
    1: '1',
    2: TXID,
    37: '02',
    39: '12345678000195',
    81: KEY,
    158: '2',
    159: '02',
    161: '00000000000000',
    175: '20261210',
    183: '0030',
    187: money(5000),
    204: '01',
    206: '00011122233396',
    220: 'MARIA EXEMPLO',
    560: '20261118',
    568: '0'.repeat(30),
    598: '0000',
    602: money(0),
    ...places,
  });

export const information = (places: Places = {}) =>
  record({ 1: '2', 2: TXID, 37: 'matricula', 87: '000010137', ...places });

export const qrCode = (places: Places = {}) =>
  record({ 1: '4', 2: TXID, 37: KEY, 114: '02', 116: '20261118', 124: '00020126EMV', ...places });

export const trailer = (faceCents: number, records: number, places: Places = {}) =>
  record({
    1: '9202',
    5: '60701190',
    13: '0'.repeat(30),
    713: money(faceCents),
    730: String(records).padStart(15, '0'),
    ...places,
  });

/** The records with their numbers, which end them. */
export function numbered(...records: string[]): string[] {
  return records.map((line, index) => line.slice(0, 744) + String(index + 1).padStart(6, '0'));
}

/** A file of lines. */
export function file750(...records: string[]): string {
  return numbered(...records)
    .map((line) => `${line}\r\n`)
    .join('');
}
