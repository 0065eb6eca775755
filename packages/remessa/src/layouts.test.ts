import type { AnyRecord } from '@baixa/fixed-width';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REMESSA_LAYOUTS } from './index.ts';

const records = REMESSA_LAYOUTS.flatMap(({ format, name, records: all }) =>
  Object.entries(all).map(([key, record]) => [`${format} ${name}: ${key}`, format, record] as const),
);

test.each(records)('%s gives back every line it reads', (_, format, record: AnyRecord) => {
  const length = format === 'cnab240' ? 240 : 400;
  expect(record.length).toBe(length);
  const line = fc
    .array(fc.integer({ min: 32, max: 255 }), { minLength: length, maxLength: length })
    .map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(line, (any) => record.write(record.read(any) as never) === any),
    { numRuns: 10 },
  );
});

test('every layout names its source, and every bank stands there once a format', () => {
  const names = REMESSA_LAYOUTS.map(({ format, bank }) => `${format} ${bank ?? ''}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { source } of REMESSA_LAYOUTS) expect(source.length).toBeGreaterThan(10);
  expect(names).toEqual(
    expect.arrayContaining(
      ['001', '033', '104', '237', '341', '748', '756'].map((bank) => `cnab400 ${bank}`),
    ),
  );
});
