import type { AnyRecord } from '@baixa/fixed-width';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LAYOUTS } from './layouts.ts';

/** Characters as they come out of Windows-1252 and UTF-8, digits and blanks more often than others. */
const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'0123456789 ') },
  { weight: 1, arbitrary: fc.integer({ min: 32, max: 0xff }).map((code) => String.fromCharCode(code)) },
);

const lineOf = (length: number) =>
  fc.array(character, { minLength: length, maxLength: length }).map((characters) => characters.join(''));

const records = LAYOUTS.flatMap(({ format, bank = '', records: own }) =>
  Object.entries(own).map(([name, record]): [string, AnyRecord] => [`${format} ${bank} ${name}`, record]),
);

test('there are layouts, each of one format and bank', () => {
  const keys = LAYOUTS.map(({ format, bank, name }) => `${format} ${bank} ${name}`);
  expect(keys.length).toBeGreaterThan(0);
  expect(new Set(keys).size).toBe(keys.length);
});

describe.each(records)('%s', (_, record) => {
  test('writes every line that it read, to the character', () => {
    fc.assert(
      fc.property(lineOf(record.length), (line) => record.write(record.read(line) as never) === line),
      { numRuns: 25 },
    );
  });

  test('covers its line without gap, each column with a name and a meaning', () => {
    let next = 1;
    for (const { name, from, to, meaning } of record.columns) {
      expect(from, name).toBe(next);
      expect(meaning, name).not.toBe('');
      next = to + 1;
    }
    expect(next).toBe(record.length + 1);
    expect(new Set(record.columns.map(({ name }) => name)).size).toBe(record.columns.length);
  });
});
