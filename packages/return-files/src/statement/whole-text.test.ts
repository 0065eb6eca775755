import { expect, test } from 'vitest';
import { wholeText } from './whole-text.ts';

async function* of(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function whole(bytes: Buffer) {
  const read = await wholeText(of(bytes.subarray(0, 3), bytes.subarray(3)), 'ofx');
  if ('problem' in read) throw new Error(read.problem.message);
  return read.text;
}

const TEXT = 'á<1\n\né<2\n<3';

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(TEXT)],
  ['Windows-1252', Buffer.from(TEXT, 'latin1')],
  ['a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
])('places are those of the bytes in %s', async (_, bytes) => {
  const document = await whole(bytes);
  expect(document.text).toBe(TEXT);
  expect(document.lines).toBe(4);
  for (const [mark, line, column] of [
    ['1', 1, 2],
    ['2', 3, 2],
    ['3', 4, 1],
  ] as const) {
    const spot = document.spotOf(document.text.indexOf(`<${mark}`));
    expect(spot).toMatchObject({ line, column });
    expect(bytes.toString('latin1', spot.offset, spot.offset + 2)).toBe(`<${mark}`);
  }
});

test('a document without line ends has its places in time', { timeout: 5000 }, async () => {
  const document = await whole(Buffer.from('<a>'.repeat(2_000_000)));
  for (let at = 0; at < document.text.length; at += 30) document.spotOf(at);
  expect(document.spotOf(document.text.length)).toEqual({ line: 1, column: 6_000_001, offset: 6_000_000 });
});
