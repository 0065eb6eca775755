import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boletoDigit, boletoLine, readBoletoBarcode, readBoletoLine } from './boleto.ts';
import { dueOfFactor, factorOf } from './due-factor.ts';

const TODAY = '2025-03-01';

test('a boleto tells bank, due date, amount and free field', () => {
  expect(readBoletoBarcode('00191999900000087450000001234567000010137172', TODAY)).toEqual({
    problems: [],
    value: {
      barcode: '00191999900000087450000001234567000010137172',
      bank: '001',
      amountCents: 8745,
      dueOn: '2025-02-21',
      freeField: '0000001234567000010137172',
    },
  });
});

describe('the fator de vencimento', () => {
  test.each([
    [9999, '2025-02-21', '2025-02-21'],
    [1000, '2025-02-22', '2025-02-22'],
    [1001, '2025-02-22', '2025-02-23'],
    [1638, '2025-02-22', '2026-11-22'],
    [1000, '2000-07-01', '2000-07-03'],
    [9999, '2049-10-13', '2049-10-13'],
    [1000, '2049-10-13', '2049-10-14'],
    [500, '1998-01-01', '1999-02-19'],
    [500, '2025-02-22', undefined],
  ])('%i seen on %s is %s', (factor, today, dueOn) => {
    expect(dueOfFactor(factor, today)).toBe(dueOn);
  });

  test('is understood from 3000 days before to 5500 days after the day it is read on', () => {
    const today = '2026-03-25';
    const factor = (days: number) => ((10_396 + days - 1000) % 9000) + 1000;
    expect(dueOfFactor(factor(-3000), today)).toBe('2018-01-06');
    expect(dueOfFactor(factor(5500), today)).toBe('2041-04-15');
    expect(dueOfFactor(factor(-3001), today)).toBeUndefined();
    expect(dueOfFactor(factor(5501), today)).toBeUndefined();
  });

  test('of any day is understood on that day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const day = new Date(Date.UTC(2000, 6, 3 + days)).toISOString().slice(0, 10);
        expect(dueOfFactor(factorOf(day) ?? 0, day)).toBe(day);
      }),
    );
    expect(factorOf('2000-07-02')).toBeUndefined();
  });

  test('that stands for no day near leaves the due date out with a warning', () => {
    const { value, problems } = readBoletoBarcode(
      '00191999900000087450000001234567000010137172',
      '2034-01-01',
    );
    expect(value?.dueOn).toBeUndefined();
    expect(value?.amountCents).toBe(8745);
    expect(problems).toMatchObject([
      { code: 'barcode.due-factor', severity: 'warning', where: { column: 6 } },
    ]);
  });

  test('of zeros is no due date, and an amount of zeros no amount', () => {
    const others = `0019${'0000'}${'0000000000'}${'0000001234567000010137172'}`;
    const barcode = `${others.slice(0, 4)}${boletoDigit(others)}${others.slice(4)}`;
    const { value, problems } = readBoletoBarcode(barcode, TODAY);
    expect(problems).toEqual([]);
    expect([value?.dueOn, value?.amountCents]).toEqual([undefined, undefined]);
  });
});

test.each([
  ['00190000090123456700400101371722199990000008745', '2025-02-21'],
  ['00190.00009 01234.567004 00101.371722 5 10000000008745', '2025-02-22'],
  ['00190000090123456700400101371722616310000008745', '2026-11-15'],
])('the typed line %s is a boleto due on %s', (line, dueOn) => {
  const { value, problems } = readBoletoLine(line, TODAY);
  expect(problems).toEqual([]);
  expect(value).toMatchObject({ bank: '001', amountCents: 8745, dueOn });
  expect(boletoLine(value?.barcode ?? '')).toBe(line.replace(/\D/g, ''));
});

test.each([
  ['0019', 'barcode.length', 5],
  ['0019199990000008745000000123456700001013717X', 'barcode.not-digits', 44],
  ['81630000002418502990000000000100222031701000', 'barcode.not-boleto', 1],
  ['00101999900000087450000001234567000010137172', 'barcode.currency', 4],
  ['00192999900000087450000001234567000010137172', 'barcode.check-digit', 5],
])('%s is refused', (barcode, code, column) => {
  const { value, problems } = readBoletoBarcode(barcode, TODAY);
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ code, severity: 'error', where: { column } }]);
});

test('a typed line names the field that is wrong', () => {
  const { problems } = readBoletoLine('00190000090123456701400101371722199990000008745', TODAY);
  expect(problems).toMatchObject([{ code: 'barcode.block-digit', where: { column: 21 } }]);
  expect(problems[0]?.message).toContain('field 2 of 3');
});

const digits = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

const barcodes = fc
  .tuple(fc.constantFrom('001', '033', '104', '237', '341', '748', '756'), digits(39))
  .map(([bank, rest]) => `${bank}9${boletoDigit(`${bank}9${rest}`)}${rest}`);

function* withOneDigit(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++)
    for (const digit of '0123456789')
      if (digit !== text[at]) yield text.slice(0, at) + digit + text.slice(at + 1);
}

test('a barcode and its typed line are each other', () => {
  fc.assert(
    fc.property(barcodes, (barcode) => {
      expect(readBoletoLine(boletoLine(barcode) ?? '', TODAY).value?.barcode).toBe(barcode);
    }),
  );
});

test('one wrong digit of a barcode passes only where the check digit is 1, which three remainders share', () => {
  let missed = 0;
  fc.assert(
    fc.property(barcodes, (barcode) => {
      for (const wrong of withOneDigit(barcode)) {
        if (readBoletoBarcode(wrong, TODAY).value === undefined) continue;
        missed++;
        expect([barcode[4], wrong[4]]).toEqual(['1', '1']);
      }
    }),
    { numRuns: 100 },
  );
  expect(missed).toBeGreaterThan(0);
});

test('one wrong digit in the three fields of a typed line is always caught', () => {
  fc.assert(
    fc.property(barcodes, (barcode) => {
      const line = boletoLine(barcode) ?? '';
      for (const wrong of withOneDigit(line.slice(0, 32)))
        expect(readBoletoLine(wrong + line.slice(32), TODAY).value).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});
