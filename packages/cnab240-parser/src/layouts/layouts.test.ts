import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANK_LAYOUTS, febraban, layoutOf, RECORD_LENGTH } from '../index.ts';

const anyLine = fc
  .array(fc.integer({ min: 32, max: 255 }), { minLength: RECORD_LENGTH, maxLength: RECORD_LENGTH })
  .map((codes) => String.fromCharCode(...codes));

describe.each(Object.entries({ febraban, ...BANK_LAYOUTS }))('layout of %s', (_, layout) => {
  test.each(Object.entries(layout))('%s gives back every line it reads', (__, record) => {
    expect(record.length).toBe(RECORD_LENGTH);
    const { read, write } = record as typeof febraban.segmentT;
    fc.assert(
      fc.property(anyLine, (line) => write(read(line)) === line),
      { numRuns: 20 },
    );
  });
});

test('a bank without layout of its own is read as FEBRABAN writes it', () => {
  expect(layoutOf('208')).toBe(febraban);
  expect(layoutOf('033')).toBe(BANK_LAYOUTS['033']);
});

test('Santander has four-digit agências, so all after them stands before FEBRABAN', () => {
  const { segmentT } = BANK_LAYOUTS['033'];
  const shift = (name: keyof typeof febraban.segmentT.field) =>
    (febraban.segmentT.field[name].column?.from ?? 0) - (segmentT.field[name].column?.from ?? 0);
  expect((['portfolio', 'seuNumero', 'dueOn', 'face', 'collectingBank'] as const).map(shift)).toEqual([
    4, 4, 4, 4, 4,
  ]);
  expect((['companyUse', 'payerTaxId', 'payerName', 'fee', 'reasons'] as const).map(shift)).toEqual([
    5, 5, 5, 5, 5,
  ]);
});
