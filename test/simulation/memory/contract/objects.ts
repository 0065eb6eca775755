import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Both, BUCKET, cameOf, RUNS } from './both.ts';

let examples = 0;

// The local engine lists other letters than these in the order of a language, and S3 in that of their bytes.
const aKey = fc.constantFrom('a', 'a/b', 'a/c', 'b', 'c~', 'z/1', 'z/10', 'z/2');
const anAct = fc.oneof(
  fc.record({ put: aKey, text: fc.constantFrom('', 'one', 'Zwei €'), once: fc.boolean() }),
  fc.record({ get: aKey }),
  fc.record({
    list: fc.constantFrom('', 'a', 'a/', 'z/1', 'x'),
    after: fc.option(aKey, { nil: undefined }),
    most: fc.constantFrom(undefined, 1, 3),
  }),
);
type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never;

/** What came of an act, without what no caller looks at: hashes, instants, headers. */
async function done(s3: S3Client, folder: string, act: Act) {
  if ('get' in act) {
    const asked = new GetObjectCommand({ Bucket: BUCKET, Key: folder + act.get });
    return cameOf(s3.send(asked).then(async ({ Body }) => ({ text: await Body?.transformToString() })));
  }
  if ('put' in act) {
    const { put, text, once } = act;
    const object = { Bucket: BUCKET, Key: folder + put, Body: text, ContentLength: Buffer.byteLength(text) };
    const command = new PutObjectCommand({ ...object, ...(once ? { IfNoneMatch: '*' } : {}) });
    return cameOf(s3.send(command).then(() => ({})));
  }
  const command = new ListObjectsV2Command({
    Bucket: BUCKET,
    Prefix: folder + act.list,
    MaxKeys: act.most,
    ...(act.after === undefined ? {} : { StartAfter: folder + act.after }),
  });
  return cameOf(
    s3.send(command).then(({ Contents = [], IsTruncated }) => ({
      keys: Contents.map(({ Key }) => Key),
      IsTruncated,
    })),
  );
}

/** Whatever is put, read and listed, both engines say and keep the same. */
export function objectsAreTheSame(both: () => Both): void {
  test('to puts, once or over another, to reads and to lists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 5, maxLength: 15 }), async (acts) => {
        const folder = `o${++examples}/`;
        const { local, memory } = both();
        for (const act of acts)
          expect(await done(memory.s3, folder, act), JSON.stringify(act)).toEqual(
            await done(local.s3, folder, act),
          );
      }),
      RUNS,
    );
  });
}
