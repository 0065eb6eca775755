import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as cnab240 from './test-support/cnab240.ts';
import * as cnab400 from './test-support/cnab400.ts';
import { type Reading, reading } from './test-support/lines.ts';

const FILES: [string, string[]][] = [
  ...['001', '033', '104', '237', '341', '756'].map((bank): [string, string[]] => [
    `cnab240 ${bank}`,
    cnab240.remessa(bank, [cnab240.p(bank), cnab240.q(bank), cnab240.r(bank)]),
  ]),
  ...Object.keys(cnab400.BANKS).map((bank): [string, string[]] => [
    `cnab400 ${bank}`,
    cnab400.remessa(bank, [cnab400.title(bank), cnab400.title(bank, { 109: '06' })]),
  ]),
];

/** Whatever the bytes: at most one header, before all títulos; whole centavos and a day; a place for every problem. */
function isSound({ items, titles, problems, totals }: Reading): void {
  const headers = items.filter(({ type }) => type === 'header');
  expect(headers.length).toBeLessThanOrEqual(1);
  if (titles.length > 0)
    expect(items.findIndex(({ type }) => type === 'header')).toBeLessThan(
      items.findIndex(({ type }) => type === 'title'),
    );
  expect(totals.titles).toBe(titles.length);
  for (const { faceCents, dueOn, discounts } of titles) {
    expect(Number.isSafeInteger(faceCents) && faceCents > 0).toBe(true);
    expect(dueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(discounts.length).toBeLessThanOrEqual(3);
  }
  for (const { code, message, where } of problems) {
    expect(code).toMatch(/^remessa\.[a-z-]+$/);
    expect(message).toMatch(/\.$/);
    expect(where.file).toBe('test.rem');
    expect(where.line).toBeGreaterThanOrEqual(0);
  }
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(300),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc
      .constantFrom('\n', '00100013', '0010001300001Q', '9', '1', '2', '8', '\x1a')
      .map((it) => Buffer.from(it)),
  ),
});

describe.each(FILES)('%s', (_, lines) => {
  test('mutated anyhow gives items and an end, never a throw', async () => {
    const original = Buffer.from(lines.join('\n'), 'latin1');
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        let bytes: Buffer = original;
        for (const { at, remove, insert } of edits) {
          const from = Math.floor(at * bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
        }
        isSound(await reading(bytes, 997));
      }),
      { numRuns: 60 },
    );
  });

  test('reads the same in chunks of any size', async () => {
    const bytes = Buffer.from(lines.join('\r\n'), 'latin1');
    const whole = await reading(bytes, bytes.length);
    expect(whole.problems.every(({ code }) => code === 'remessa.not-registration')).toBe(true);
    for (const size of [1, 7, 241]) expect((await reading(bytes, size)).items).toEqual(whole.items);
  });
});

test('random bytes after a beginning give items and an end, never a throw', async () => {
  const begin = fc.constantFrom('', '01REMESSA', cnab240.header('001'), `${cnab400.header('237')}\n`);
  await fc.assert(
    fc.asyncProperty(begin, fc.uint8Array({ maxLength: 600 }), async (text, bytes) =>
      isSound(await reading(Buffer.concat([Buffer.from(text), bytes]), 97)),
    ),
    { numRuns: 200 },
  );
});
