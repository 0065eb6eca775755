import { describe, expect, test } from 'vitest';
import { MADE } from './test-support/reading.ts';
import { changeEveryDigit, PROVED_FORMATS } from './test-support/single-digit.ts';
import { declaredIn, silentIn } from './test-support/undetectable-rows.ts';
import { UNDETECTABLE } from './undetectable/index.ts';

/** Formats that are named and not read yet. */
const NAMED_ONLY = ['camt', 'febraban150', 'ofx', 'segment-e'];

test('every format that is read has its amounts looked at', () => {
  const formats = [...new Set(MADE.map(({ facts }) => facts.format))].sort();
  expect([...PROVED_FORMATS, ...NAMED_ONLY].sort()).toEqual(formats);
});

test('every reason is a sentence', () => {
  for (const { column, reason } of UNDETECTABLE) expect(reason, column).toMatch(/^[A-Z].*\.$/);
});

describe.each(PROVED_FORMATS)('%s', (format) => {
  test('one wrong digit of an amount is caught, or the column is listed as undetectable', {
    timeout: 300_000,
  }, async () => {
    const found = await changeEveryDigit(format);
    expect(found.length).toBeGreaterThan(0);
    const declared = UNDETECTABLE.filter((row) => row.format === format);
    expect(silentIn(found)).toEqual(declaredIn(declared, found));
  });
});
