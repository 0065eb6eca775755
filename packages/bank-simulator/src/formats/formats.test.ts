import { describe, expect, test } from 'vitest';
import { brCode } from './br-code.ts';
import { over, placedIn } from './cells.ts';
import { arrecadacaoDigit, elevenLess, modulo10, modulo11 } from './check-digits.ts';
import { billBarcode } from './febraban150.ts';
import { makeFiles, makeOneTitleFiles } from './index.ts';
import { bancoDoBrasilDigit, NOSSO_NUMERO } from './nosso-numeros.ts';

const files = makeFiles();
const linesOf = (name: string): string[] => {
  const file = files.find((one) => one.name === name);
  return Buffer.from(file?.bytes ?? [])
    .toString('latin1')
    .split(/\r?\n/);
};
/** Positions as the manuals count them. */
const at = (line: string | undefined, from: number, to: number) => line?.slice(from - 1, to);

describe('check digits are those of manuals and of files of banks', () => {
  test('arrecadação, both módulos', () => {
    expect(modulo10('01230067896')).toBe(3);
    expect(elevenLess(modulo11('01230067896'))).toBe('0');
    const bill = '0000215048200974123220154098290108605940';
    expect(modulo10(`822${bill}`)).toBe(1);
    expect(elevenLess(modulo11(`822${bill}`))).toBe('0');
  });

  test('Itaú: 0730/03511, carteira 109, 00000011 ends in 4', () => {
    expect(modulo10('07300351110900000011')).toBe(4);
  });

  test('Banrisul: 00009274 ends in 22, 00009194 in 38', () => {
    expect(NOSSO_NUMERO['041'](9274)).toEqual({ nosso: '00009274', digit: '22' });
    expect(NOSSO_NUMERO['041'](9194)).toEqual({ nosso: '00009194', digit: '38' });
  });

  test('Banco do Brasil: 05009401448 ends in 1, its remainder', () => {
    expect(bancoDoBrasilDigit('05009401448')).toBe('1');
  });

  test('Bradesco has a P where the remainder is 1', () => {
    const digits = Array.from({ length: 40 }, (_, sequence) => NOSSO_NUMERO['237'](sequence).digit);
    expect(digits).toContain('P');
    expect(digits.every((digit) => /^[0-9P]$/.test(digit))).toBe(true);
  });
});

test('a barcode has 44 digits, its amount at 5 to 15, and a due date before its matrícula', () => {
  const barcode = billBarcode('6', 8_745, 123, '2026-11-03');
  expect(barcode).toMatch(/^826\d00000008745012320261103000001232026110{2}0$/);
  expect(arrecadacaoDigit(barcode.slice(0, 3) + barcode.slice(4))).toBe(barcode[3]);
});

test('a BR Code has the txid in 62-05, the location in 26-25, and ends in its CRC', () => {
  const code = brCode('pix.exemplo.com.br/1', 'TX1');
  expect(code).toContain('2520pix.exemplo.com.br/1');
  expect(code).toContain('62070503TX1');
  expect(code).toMatch(/6304[0-9A-F]{4}$/);
});

test('cells of a bank take the place of those they overlap', () => {
  expect(
    over(
      [
        [1, 4, 'base'],
        ['face', 5, 9],
      ],
      [['paid', 4, 6]],
    ),
  ).toEqual([['paid', 4, 6]]);
  expect(() => placedIn(4, [[1, 2, 'abc']])).toThrow('fits 1-2');
});

test('the same seed gives the same bytes, another one others', () => {
  expect(makeFiles(1)).toEqual(files);
  expect(makeFiles(2).map(({ name }) => name)).toEqual(files.map(({ name }) => name));
  expect(makeFiles(2)[0]?.bytes).not.toEqual(files[0]?.bytes);
});

test('there are fourteen banks of CNAB 240, twelve of CNAB 400, and every other format', () => {
  const banks = (format: string) =>
    new Set(files.filter(({ facts }) => facts.format === format).map(({ facts }) => facts.bank));
  expect(banks('cnab240').size).toBe(14);
  expect(banks('cnab400').size).toBe(12);
  expect(new Set(files.map(({ facts }) => facts.format))).toEqual(
    new Set(['cnab240', 'cnab400', 'febraban150', 'cnab750', 'pix-json', 'segment-e', 'ofx', 'camt']),
  );
});

test('what a file amounts to is the sum of its kinds, and each kind is there', () => {
  for (const { name, facts } of [...files, ...makeOneTitleFiles()]) {
    const kinds = Object.values(facts.byKind);
    expect(
      kinds.reduce((sum, { count }) => sum + count, 0),
      name,
    ).toBe(facts.entries);
    expect(
      kinds.reduce((sum, { paidCents }) => sum + paidCents, 0),
      name,
    ).toBe(facts.paidCents);
    expect(facts.moneyInCents, name).toBeLessThanOrEqual(facts.paidCents);
  }
});

describe('what a bank means by its columns', () => {
  test('Itaú states what is credited, after the tariff', () => {
    const [, , t, u] = linesOf('cnab240-341.ret');
    const [face, fee, paid] = [at(t, 82, 96), at(t, 199, 213), at(u, 78, 92)].map(Number);
    expect(paid).toBe((face ?? 0) - (fee ?? 0));
    expect(at(u, 93, 107)).toBe(at(u, 78, 92));
    const [, detail] = linesOf('cnab400-341.ret');
    const of = (from: number, to: number) => Number(at(detail, from, to));
    expect(of(254, 266)).toBe(of(153, 165) - of(176, 188));
  });

  test('Banco do Brasil states gross, and what it books less the tariff', () => {
    const [, detail] = linesOf('cnab400-001.ret');
    const of = (from: number, to: number) => Number(at(detail, from, to));
    expect(of(254, 266)).toBe(of(153, 165));
    expect(of(306, 318)).toBe(of(254, 266) - of(182, 188));
  });

  test('Banrisul states no fine and interest in its amount paid', () => {
    const late = linesOf('cnab400-041.ret').filter((line) => Number(at(line, 267, 279)) > 0);
    expect(late.length).toBeGreaterThan(0);
    for (const line of late) expect(at(line, 254, 266)).toBe(at(line, 153, 165));
  });

  test('Bradesco adds the rebate to the discount', () => {
    const details = linesOf('cnab400-237.ret').filter((line) => line.startsWith('1'));
    expect(details.every((line) => Number(at(line, 228, 240)) === 0)).toBe(true);
    expect(details.some((line) => Number(at(line, 241, 253)) > 0)).toBe(true);
  });
});

test('a Pix stands where each bank has it', () => {
  const follow = (name: string, type: string) => linesOf(name).find((line) => line.startsWith(type));
  expect(at(follow('cnab400-341.ret', '3'), 2, 15)).toBe('00020101021226');
  expect(at(follow('cnab400-237.ret', '4'), 106, 110)).toBe('BAIXA');
  expect(at(follow('cnab400-033.ret', '2'), 80, 114)?.trim()).toMatch(/^BAIXA\d{25}$/);
  const y = linesOf('cnab240-033.ret').find((line) => line[13] === 'Y');
  expect(at(y, 18, 19)).toBe('03');
  expect(at(y, 159, 163)).toBe('BAIXA');
});
