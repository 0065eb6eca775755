import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { Output } from './output.ts';
import { Spool } from './spool.ts';

/** A stream that takes its time, and what it was given. */
function slow(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    highWaterMark: 100,
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

test.each([
  ['in memory', Number.POSITIVE_INFINITY],
  ['on disk', 1_000],
])('what is kept %s comes back as one array, and the spool can be used again', async (where, bound) => {
  const spool = new Spool(bound);
  const elements = Array.from({ length: 20_000 }, (_, at) => ({ at, text: `çãé ${at}`.repeat(3) }));
  for (let round = 0; round < 2; round++) {
    const { stream, text } = slow();
    const output = new Output(stream);
    for (const element of elements) spool.add(JSON.stringify(element));
    expect(spool.onDisk).toBe(where === 'on disk');
    await spool.writeTo(output);
    await output.flush();
    expect(JSON.parse(text())).toEqual(elements);
  }
  spool.close();
});

test('nothing is an empty array', async () => {
  const { stream, text } = slow();
  const output = new Output(stream);
  await new Spool().writeTo(output);
  await output.flush();
  expect(text()).toBe('[]');
});
