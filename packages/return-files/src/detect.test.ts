import { expect, test } from 'vitest';
import { detect } from './index.ts';
import { made, readAll } from './test-support/reading.ts';

const at = (width: number, places: Record<number, string>) => {
  let line = ' '.repeat(width);
  for (const [from, text] of Object.entries(places))
    line = line.slice(0, Number(from) - 1) + text + line.slice(Number(from) - 1 + text.length);
  return line;
};
const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('');

const header240 = at(240, { 1: '00100000', 143: '2' });
const lot = (operation: string, service: string, segments: string) =>
  lines(
    header240,
    at(240, { 1: '00100011', 9: `${operation}${service}` }),
    ...[...segments].map((segment) => at(240, { 1: '0010001300001', 14: segment })),
    at(240, { 1: '00100015' }),
    at(240, { 1: '00199999', 18: `00000100000${segments.length + 4}` }),
  );
const header150 = (service: string) =>
  at(150, { 1: 'A2CONV', 43: '104CAIXA', 66: '20261118', 74: '000123', 82: service });

test.each([
  ['payments', lot('C', '20', 'AB'), { format: 'cnab240', service: 'pagamento', bank: '001' }, 2],
  ['direct debits', lot('D', '05', 'A'), { format: 'cnab240', service: 'debito-automatico', bank: '001' }, 1],
  [
    'another service in CNAB 400',
    lines(at(400, { 1: '02RETORNO04VENDOR', 77: '353SANTANDER' }), at(400, { 1: '1' }), at(400, { 1: '9' })),
    { format: 'cnab400', service: 'outro', bank: '033' },
    1,
  ],
])('%s: named with its records, never an empty file', async (_, content, detection, records) => {
  expect(detect(Buffer.from(content))).toEqual(detection);
  for (const size of [3, 5000]) {
    const { header, entries, problems, totals } = await readAll(content, size);
    expect(header).toMatchObject(detection);
    expect(entries).toEqual([]);
    expect(problems.map((it) => it.code)).toEqual(['return-files.not-read-as-settlement']);
    expect(problems[0]?.severity).toBe('error');
    expect(problems[0]?.message).toContain(`its ${records} detail records`);
    expect(totals.lines).toBe(content.trimEnd().split('\n').length);
    expect(totals.bytes).toBe(Buffer.byteLength(content));
  }
});

test.each([
  ['CODIGO DE BARRAS', 'G', 'arrecadacao'],
  ['', 'G', 'arrecadacao'],
  ['', 'Z', 'arrecadacao'],
  ['DEBITO AUTOMATICO', 'Z', 'debito-automatico'],
  ['DÉBITO AUTOMÁTICO', 'Z', 'debito-automatico'],
  ['', 'F', 'debito-automatico'],
  ['', 'h', 'debito-automatico'],
])('FEBRABAN 150 that calls itself %j and has a record %s is %s', (name, type, service) => {
  const content = lines(header150(name), at(150, { 1: type }), at(150, { 1: 'Z' }));
  expect(detect(Buffer.from(content, 'latin1'))).toEqual({ format: 'febraban150', service, bank: '104' });
});

test.each([
  ['segment-e', lot('E', '04', 'EE'), '001'],
  ['ofx', lines('OFXHEADER:100', '<OFX><BANKMSGSRSV1>'), undefined],
  ['ofx', '<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?>', undefined],
  [
    'camt',
    '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">',
    undefined,
  ],
  ['camt', '<a:Document xmlns:a="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02">', undefined],
])('a statement is told from its beginning: %s', (format, content, bank) => {
  expect(detect(Buffer.from(content))).toEqual({ format, service: 'extrato', bank });
});

test('what is known is told from the beginning of a file', () => {
  expect(detect(made('cnab240-748.ret').subarray(0, 500))).toEqual({
    format: 'cnab240',
    service: 'cobranca',
    bank: '748',
  });
  expect(detect(Buffer.from('\ufeff\n\n {"pix":[]}'))).toEqual({ format: 'pix-json', service: 'pix' });
});

test.each([
  ['PK\x03\x04 a compressed file', 'return-files.unknown-format'],
  ['nome;valor\nx;1', 'return-files.unknown-format'],
  ['A2 too short', 'return-files.unknown-format'],
  ['', 'return-files.empty'],
  [' \r\n\x1a', 'return-files.empty'],
])('%j is nothing known, in one sentence', async (content, code) => {
  const { header, codes } = await readAll(content);
  expect(header).toEqual({ format: 'unknown', service: 'outro', agreementCodes: [] });
  expect(codes).toEqual([code]);
});

test.each([
  ['a return', '02RETORNO02PIX', 'cnab750'],
  ['a remessa', '01REMESSA02PIX', 'cnab750'],
  ['the service after a blank', '02RETORNO 2PIX', 'cnab750'],
  ['the service before a blank', '02RETORNO2 PIX', 'cnab750'],
  ['a blank service', '02RETORNO  PIX', 'cnab750'],
  ['lower case', '02retorno02Pix', 'cnab750'],
  ['another service', '02RETORNO01COBRANCA', 'cnab400'],
  ['the same number of a service', '02RETORNO02COBRANCA', 'cnab400'],
])('CNAB 750 is told from CNAB 400 by the name of its service: %s', (_, begin, format) => {
  expect(detect(Buffer.from(at(750, { 1: begin }))).format).toBe(format);
});
