import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Line, type LineLimits, readLines } from './index.ts';

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(bytes: Uint8Array | string, size = 7, limits?: LineLimits): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(chunks(Buffer.from(bytes as string), size), limits)) lines.push(line);
  return lines;
}

const shortened = (lines: Line[]) => lines.map(({ number, offset, text }) => [number, offset, text]);

describe('lines', () => {
  test('end in LF, CRLF or the end of the file', async () => {
    for (const size of [1, 2, 3, 100]) {
      expect(shortened(await split('ab\ncd\r\nef', size))).toEqual([
        [1, 0, 'ab'],
        [2, 3, 'cd'],
        [3, 7, 'ef'],
      ]);
      expect(shortened(await split('ab\r\n', size))).toEqual([[1, 0, 'ab']]);
    }
    expect(await split('')).toEqual([]);
  });

  test('that are empty keep their number', async () => {
    expect(shortened(await split('a\n\nb\n'))).toEqual([
      [1, 0, 'a'],
      [2, 2, ''],
      [3, 3, 'b'],
    ]);
  });

  test('lose the byte order mark, however the file is cut', async () => {
    for (const size of [1, 2, 3, 4, 100])
      expect(shortened(await split('\ufeffab\ncd', size))).toEqual([
        [1, 3, 'ab'],
        [2, 6, 'cd'],
      ]);
    expect(shortened(await split('a'))).toEqual([[1, 0, 'a']]);
    expect(await split('\ufeff')).toEqual([]);
  });

  test('lose the 0x1A that ends a file', async () => {
    expect(shortened(await split('ab\r\n\x1a'))).toEqual([[1, 0, 'ab']]);
    expect(shortened(await split('ab\x1a\x1a'))).toEqual([[1, 0, 'ab']]);
    expect(shortened(await split('ab\x1a\r\n'))).toEqual([[1, 0, 'ab']]);
  });

  test('are UTF-8 where they are that, Windows-1252 elsewhere', async () => {
    const latin1 = Buffer.from('COBRANÇA\nAÇÃO – €\nx', 'latin1');
    const [first] = await split(latin1);
    expect(first?.text).toBe('COBRANÇA');
    expect((await split(Buffer.from([0x80, 0x0a, 0x96])))?.map((it) => it.text)).toEqual(['€', '–']);
    expect((await split('SÃO JOÃO\nPÁ', 3)).map((it) => it.text)).toEqual(['SÃO JOÃO', 'PÁ']);
    const mixed = Buffer.concat([Buffer.from('JOÃO\n'), Buffer.from('JOÃO\n', 'latin1'), Buffer.from('END')]);
    expect(shortened(await split(mixed, 100))).toEqual([
      [1, 0, 'JOÃO'],
      [2, 6, 'JOÃO'],
      [3, 11, 'END'],
    ]);
  });

  test('longer than the limit are cut and marked, and the next one is read', async () => {
    const limits = { maxLineBytes: 5 };
    for (const size of [1, 4, 6, 100])
      for (const long of ['1234567890', 'é234567890'])
        expect(await split(`${long}\nok\n12345\n123456`, size, limits)).toMatchObject([
          { number: 1, offset: 0, overlong: true },
          { number: 2, overlong: false, text: 'ok' },
          { number: 3, overlong: false, text: '12345' },
          { number: 4, overlong: true, text: '12345' },
        ]);
    const [, second] = await split('1234567890\nok', 3, limits);
    expect(second?.offset).toBe(11);
  });
});

test('any bytes in any chunks give the lines of the whole', async () => {
  const anyBytes = fc.uint8Array({ maxLength: 300 });
  const manyLines = fc
    .array(fc.constantFrom(10, 13, 26, 65, 0xc3, 0xa3, 0xef, 0xbb, 0xbf), { maxLength: 200 })
    .map((bytes) => Uint8Array.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyBytes, manyLines), fc.integer({ min: 1, max: 20 }), async (bytes, size) => {
      const limits = { maxLineBytes: 30 };
      const whole = await split(bytes, 1000, limits);
      expect(await split(bytes, size, limits)).toEqual(whole);
      for (const line of whole)
        expect(bytes.subarray(0, line.offset).filter((it) => it === 10)).toHaveLength(line.number - 1);
    }),
  );
});
