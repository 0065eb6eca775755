import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Line, lineBatches } from './index.ts';

const LENGTH = 5;

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(bytes: Uint8Array | string, size = 7, recordLength = LENGTH): Promise<Line[]> {
  const lines: Line[] = [];
  const limits = { maxLineBytes: 64 * 1024, recordLength };
  for await (const batch of lineBatches(chunks(Buffer.from(bytes as string), size), limits))
    lines.push(...batch);
  return lines;
}

const places = (lines: Line[]) =>
  lines.map(({ number, offset, column, text }) => [number, offset, column, text]);

describe('a file in blocks of records without line ends', () => {
  test('is cut into them, each at its byte and column', async () => {
    for (const size of [1, 2, 9, 100])
      expect(places(await split('aaaaabbbbbccccc', size))).toEqual([
        [1, 0, undefined, 'aaaaa'],
        [1, 5, 6, 'bbbbb'],
        [1, 10, 11, 'ccccc'],
      ]);
  });

  test('may have a line end after some of them, and a last record that is short', async () => {
    for (const size of [1, 3, 100])
      expect(places(await split('\ufeffaaaaabbbbb\r\nccccc\r\naaaaabbbbbcc\x1a', size))).toEqual([
        [1, 3, undefined, 'aaaaa'],
        [1, 8, 6, 'bbbbb'],
        [2, 15, undefined, 'ccccc'],
        [3, 22, undefined, 'aaaaa'],
        [3, 27, 6, 'bbbbb'],
        [3, 32, 11, 'cc'],
      ]);
  });

  test('counts characters, in UTF-8 as in Windows-1252', async () => {
    const text = 'çãçãabbbbbaççça';
    for (const encoding of ['utf8', 'latin1'] as const) {
      const lines = await split(Buffer.from(text, encoding), 4);
      expect(lines.map((line) => line.text)).toEqual(['çãçãa', 'bbbbb', 'aççça']);
      expect(lines.map((line) => line.column)).toEqual([undefined, 6, 11]);
      expect(lines.map((line) => line.offset)).toEqual(encoding === 'utf8' ? [0, 9, 14] : [0, 5, 10]);
    }
  });

  test('takes a line of less than two records for one, however long', async () => {
    expect(places(await split('aaaaabbbb\nc'))).toEqual([
      [1, 0, undefined, 'aaaaabbbb'],
      [2, 10, undefined, 'c'],
    ]);
  });

  test('is never held whole', async () => {
    const record = 'x'.repeat(750);
    let most = 0;
    let records = 0;
    const limits = { maxLineBytes: 64 * 1024, recordLength: 750 };
    const source = chunks(Buffer.from(record.repeat(2000)), 10_000);
    for await (const batch of lineBatches(source, limits)) {
      most = Math.max(most, batch.length);
      records += batch.length;
    }
    expect(records).toBe(2000);
    expect(most).toBeLessThan(30);
  });
});

test('any bytes in any chunks give the records of the whole', async () => {
  const bytes = fc
    .array(fc.constantFrom(10, 13, 26, 65, 66, 0xc3, 0xa3, 0xf0, 0x9f, 0xef, 0xbb, 0xbf), { maxLength: 300 })
    .map((values) => Uint8Array.from(values));
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 40 }), async (any, size) => {
      expect(await split(any, size)).toEqual(await split(any, 1000));
    }),
    { numRuns: 500 },
  );
});
