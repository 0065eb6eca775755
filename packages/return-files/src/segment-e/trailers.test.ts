import { describe, expect, test } from 'vitest';
import {
  cents,
  fileHeader,
  fileTrailer,
  line,
  lotHeader,
  lotTrailer,
  type Places,
  read,
  tariff,
} from '../test-support/statement-lines.ts';

describe('a trailer that differs', () => {
  test.each<[string, Places, object[]]>([
    [
      'in its credits',
      { 195: cents(2501) },
      [{ code: 'segment-e.trailer-amount', severity: 'error', where: { line: 5, column: 195 } }],
    ],
    [
      'in its debits',
      { 177: cents(0) },
      [{ code: 'segment-e.trailer-amount', severity: 'error', where: { line: 5, column: 177 } }],
    ],
    [
      'in its closing balance',
      { 151: cents(102_311) },
      [{ code: 'segment-e.balance-differs', severity: 'error', where: { line: 5, column: 151 } }],
    ],
    [
      'in the side of its closing balance',
      { 169: 'D' },
      [{ code: 'segment-e.balance-differs', where: { line: 5 } }],
    ],
    [
      'in its count',
      { 171: '000005' },
      [{ code: 'segment-e.trailer-count', severity: 'warning', where: { line: 5, column: 171 } }],
    ],
    [
      'in nothing, because it is unfilled',
      { 151: '0'.repeat(18), 169: '  000000', 177: cents(0), 195: cents(0) },
      [],
    ],
  ])('%s', async (_, change, expected) => {
    const { problems } = await read(
      fileHeader(),
      lotHeader(),
      line(),
      tariff,
      lotTrailer(change),
      fileTrailer(),
    );
    expect(problems).toMatchObject(expected);
    expect(problems).toHaveLength(expected.length);
  });

  test('only by lines of blocked balances is right', async () => {
    const blocked = line({ 109: 'SSR', 151: cents(7000) });
    const { codes } = await read(
      fileHeader(),
      lotHeader(),
      line(),
      blocked,
      tariff,
      lotTrailer({ 171: '000005' }),
      fileTrailer({ 24: '000007' }),
    );
    expect(codes).toEqual([]);
  });

  test('of a file in its lots and records is a warning each', async () => {
    const { problems } = await read(
      fileHeader(),
      lotHeader(),
      line(),
      tariff,
      lotTrailer(),
      fileTrailer({ 18: '000002000007' }),
    );
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['segment-e.trailer-count', 'warning'],
      ['segment-e.trailer-count', 'warning'],
    ]);
  });

  test('an account below zero is counted from there', async () => {
    const { codes } = await read(
      fileHeader(),
      lotHeader({ 151: cents(3000), 169: 'D' }),
      line(),
      tariff,
      lotTrailer({ 151: cents(690), 169: 'D' }),
      fileTrailer(),
    );
    expect(codes).toEqual([]);
  });
});
