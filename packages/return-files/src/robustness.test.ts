import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MADE, made, type Reading, readAll } from './test-support/reading.ts';

/** Whatever the bytes: one header first, one end last, whole centavos, and a place for every problem. */
function isSound({ items, entries, problems, totals }: Reading): void {
  expect(items.filter((it) => it.type === 'header')).toHaveLength(1);
  expect(items.filter((it) => it.type === 'end')).toHaveLength(1);
  expect(totals.entries).toBe(entries.length);
  for (const entry of entries)
    for (const [name, value] of Object.entries(entry))
      if (name.endsWith('Cents') && value !== undefined) expect(Number.isSafeInteger(value), name).toBe(true);
  for (const { code, message, where } of problems) {
    expect(code).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/);
    expect(message).toMatch(/\.$/);
    expect(where.file).toBe('test.ret');
    expect(where.line).toBeGreaterThanOrEqual(0);
  }
}

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(300),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc
      .constantFrom('\n', '\r\n', '{', ']', '"', '0010001300001T', '9', '<STMTTRN>', '</Ntry>', '&')
      .map((text) => Buffer.from(text)),
  ),
});

test('random bytes give items and an end, never a throw', async () => {
  const prefix = fc.constantFrom(
    '',
    '{"pix":[',
    '[',
    '02RETORNO02PIX',
    '02RETORNO01COBRANCA',
    '00100000',
    '74800011T01',
    '00100011E04',
    'OFXHEADER:100\n<OFX>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">',
    'A2',
    `A2${' '.repeat(40)}001${' '.repeat(105)}\n`,
    '\ufeff',
  );
  await fc.assert(
    fc.asyncProperty(
      prefix,
      fc.uint8Array({ maxLength: 600 }),
      fc.integer({ min: 1, max: 700 }),
      async (begin, bytes, size) => isSound(await readAll(Buffer.concat([Buffer.from(begin), bytes]), size)),
    ),
    { numRuns: 300 },
  );
});

describe.each(MADE)('$name', ({ bytes: original }) => {
  test('mutated anyhow gives items and an end, never a throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        let bytes: Uint8Array = original;
        for (const { at, remove, insert } of edits) {
          const from = Math.floor(at * bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
        }
        isSound(await readAll(bytes, 997));
      }),
      { numRuns: 40 },
    );
  });
});

test('a source that fails is the only throw', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield made('cnab240-001.ret');
    throw new Error('connection lost');
  }
  const { readReturnFile } = await import('./index.ts');
  const reading = async () => {
    for await (const item of readReturnFile(failing(), { name: 'x' }))
      if (item.type === 'end') throw new Error('ended');
  };
  await expect(reading()).rejects.toThrow('connection lost');
});
