import { expect, test } from 'vitest';
import { detectRemessa } from './index.ts';
import * as cnab240 from './test-support/cnab240.ts';
import * as cnab400 from './test-support/cnab400.ts';
import { reading } from './test-support/lines.ts';

const told = (text: string) => detectRemessa(Buffer.from(text, 'latin1'));

test('a remessa is known by its first line, after a byte order mark and blank lines', () => {
  expect(told(cnab240.header('104'))).toEqual({ format: 'cnab240', bank: '104' });
  expect(told(`\r\n\r\n${cnab400.header('341')}\r\n`)).toEqual({ format: 'cnab400', bank: '341' });
  expect(told(cnab400.header('033', { 77: '353' }))).toEqual({ format: 'cnab400', bank: '033' });
  expect(detectRemessa(Buffer.from(`\ufeff${cnab400.header('237')}`))).toMatchObject({ bank: '237' });
});

test.each([
  ['a return file of CNAB 240', cnab240.header('104', { 143: '2' })],
  ['a return file of CNAB 400', cnab400.header('341').replace('01REMESSA', '02RETORNO')],
  ['NDJSON', '{"id":"F-1"}'],
  ['CSV', 'id,company,account\nF-1,a,b\n'],
  ['nothing', ''],
])('%s is none', async (_, text) => {
  expect(told(text)).toBeUndefined();
  const { codes, titles } = await reading([text]);
  expect({ codes, titles }).toEqual({ codes: ['remessa.unknown-format'], titles: [] });
});
