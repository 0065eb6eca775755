import { describe, expect, test } from 'vitest';
import { changeEveryDigit, PROVED_FORMATS, READ_FORMATS } from './test-support/single-digit.ts';
import { declaredIn, silentIn } from './test-support/undetectable-rows.ts';
import { UNDETECTABLE } from './undetectable/index.ts';

test('every format that is read has its amounts looked at', () => {
  expect(PROVED_FORMATS).toEqual(READ_FORMATS);
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
