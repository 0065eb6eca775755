import { mod10, mod11 } from '@baixa/cnab240-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrecadacaoLine, readArrecadacaoBarcode, readArrecadacaoLine } from './arrecadacao.ts';

test('the check digits are those of the manual', () => {
  expect([mod10('01230067896'), mod11('01230067896')]).toEqual([3, 0]);
  const others = '8220000215048200974123220154098290108605940';
  expect([mod10(others), mod11(others)]).toEqual([1, 0]);
});

test('a barcode tells segment, amount, company and free field', () => {
  expect(readArrecadacaoBarcode('81630000002418502990000000000100222031701000')).toEqual({
    problems: [],
    value: {
      barcode: '81630000002418502990000000000100222031701000',
      segment: 'city-hall',
      valueId: '6',
      amountCents: 24_185,
      company: '0299',
      taxIdRoot: undefined,
      freeField: '0000000000100222031701000',
    },
  });
});

/** A barcode with the check digit that its módulo gives. */
function withDigit(others: string): string {
  const digit = others[2] === '6' || others[2] === '7' ? mod10(others) : mod11(others);
  return `${others.slice(0, 3)}${digit}${others.slice(3)}`;
}

test('by CNPJ, the free field begins after the root of the number', () => {
  const { value } = readArrecadacaoBarcode(
    withDigit(`866${'00000008745'}${'12345678'}${'202611200000000010137'}`),
  );
  expect(value).toMatchObject({
    segment: 'by-cnpj',
    company: undefined,
    taxIdRoot: '12345678',
    freeField: '202611200000000010137',
  });
});

test.each([
  ['6', 8745, 8745],
  ['8', 8745, 8745],
  ['7', 8745, undefined],
  ['9', 8745, undefined],
  ['6', 0, undefined],
])('value identifier %s with %i is the amount %s', (valueId, value, amountCents) => {
  const others = `82${valueId}${String(value).padStart(11, '0')}0123${'0'.repeat(24)}1`;
  expect(readArrecadacaoBarcode(withDigit(others)).value?.amountCents).toBe(amountCents);
});

test('the typed line of 48 digits is the barcode, however it is written', () => {
  const barcode = '82630000001523001232026112001000027420261103';
  const line = '826300000013523001232025611200100000274202611035';
  expect(arrecadacaoLine(barcode)).toBe(line);
  for (const typed of [
    line,
    '82630000001-3 52300123202-5 61120010000-0 27420261103-5',
    '82630000001.3 52300123202.5 61120010000.0 27420261103.5',
  ])
    expect(readArrecadacaoLine(typed).value?.barcode).toBe(barcode);
  expect(arrecadacaoLine(`${barcode.slice(0, 43)}4`)).toBeUndefined();
});

test.each([
  ['8', 'barcode.length', 2],
  [`8263000000152300123202611200100002742026110A`, 'barcode.not-digits', 44],
  ['00191999900000087450000001234567000010137172', 'barcode.not-arrecadacao', 1],
  ['88630000001523001232026112001000027420261103', 'barcode.segment', 2],
  ['82530000001523001232026112001000027420261103', 'barcode.value-id', 3],
  ['82640000001523001232026112001000027420261103', 'barcode.check-digit', 4],
])('%s is refused', (barcode, code, column) => {
  const { value, problems } = readArrecadacaoBarcode(barcode);
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ code, severity: 'error', where: { column } }]);
  expect(problems[0]?.where.text).toBeUndefined();
});

test('a typed line names the block that is wrong', () => {
  const { problems } = readArrecadacaoLine('826300000013 523001232025 611201100000 274202611035');
  expect(problems).toMatchObject([{ code: 'barcode.block-digit', where: { column: 36 } }]);
  expect(problems[0]?.message).toContain('block 3 of 4');
});

const digits = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

const barcodes = (valueIds: string) =>
  fc
    .tuple(fc.constantFrom(...'12345679'), fc.constantFrom(...valueIds), digits(40))
    .map(([segment, valueId, rest]) => withDigit(`8${segment}${valueId}${rest}`));

function* withOneDigit(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++)
    for (const digit of '0123456789')
      if (digit !== text[at]) yield text.slice(0, at) + digit + text.slice(at + 1);
}

describe('one wrong digit', () => {
  /** Another value identifier may change the módulo, under which the digit can fit by chance. */
  const sameModulo = (one: string, other: string) =>
    '67'.includes(one[2] ?? '') === '67'.includes(other[2] ?? '');

  test('of a barcode of módulo 10 is always caught', () => {
    fc.assert(
      fc.property(barcodes('67'), (barcode) => {
        for (const wrong of withOneDigit(barcode))
          if (sameModulo(barcode, wrong)) expect(readArrecadacaoBarcode(wrong).value).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test('of a barcode of módulo 11 passes only where the check digit is 0, which two remainders share', () => {
    let missed = 0;
    fc.assert(
      fc.property(barcodes('89'), (barcode) => {
        for (const wrong of withOneDigit(barcode)) {
          if (!sameModulo(barcode, wrong) || readArrecadacaoBarcode(wrong).value === undefined) continue;
          missed++;
          expect([barcode[3], wrong[3]]).toEqual(['0', '0']);
        }
      }),
      { numRuns: 100 },
    );
    expect(missed).toBeGreaterThan(0);
  });

  test('of a typed line of módulo 10 is always caught', () => {
    fc.assert(
      fc.property(barcodes('67'), (barcode) => {
        for (const wrong of withOneDigit(arrecadacaoLine(barcode) ?? ''))
          if (sameModulo(barcode, wrong)) expect(readArrecadacaoLine(wrong).value).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});

test('a barcode and its typed line are each other', () => {
  fc.assert(
    fc.property(barcodes('6789'), (barcode) => {
      expect(readArrecadacaoLine(arrecadacaoLine(barcode) ?? '').value?.barcode).toBe(barcode);
    }),
  );
});
