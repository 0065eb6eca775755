import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIMITS, type Limits } from './budget.ts';
import { missing } from './paths.ts';
import { failureOf } from './source.ts';
import { sourcesOf } from './sources.ts';
import { type Member, zipOf } from './test-support/zip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baixa-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What can be read under a path: the text of each source, or the code of its problem. */
async function read(path: string, limits: Partial<Limits> = {}): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, bytes } of sourcesOf([path], { ...LIMITS, ...limits })) {
    const chunks: Uint8Array[] = [];
    let text: string | undefined;
    try {
      for await (const chunk of bytes) chunks.push(chunk);
    } catch (error) {
      text = failureOf(name, error).code;
    }
    found[name.replace(`${folder}/`, '')] = text ?? Buffer.concat(chunks).toString();
  }
  return found;
}

describe('folders', () => {
  test('are read in the order of names, with what is in them, without hidden files and circles', async () => {
    for (const sub of ['b', 'b/.git', '.cache']) mkdirSync(join(folder, sub));
    for (const name of ['c', 'a', 'b/x', 'b/.hidden', 'b/.git/y', '.cache/z']) write(name, name);
    symlinkSync('..', join(folder, 'b', 'circle'));
    symlinkSync('../a', join(folder, 'b', 'link'));
    expect(Object.entries(await read(folder))).toEqual([
      ['a', 'a'],
      ['b/link', 'a'],
      ['b/x', 'b/x'],
      ['c', 'c'],
    ]);
  });

  test('an empty one is told', async () => {
    mkdirSync(join(folder, 'empty'));
    expect(await read(join(folder, 'empty'))).toEqual({ empty: 'read.empty-folder' });
  });

  test('what is not there is found before anything is read', () => {
    expect(missing([folder, '-', join(folder, 'no')])).toEqual([join(folder, 'no')]);
  });

  test('a file that may not be read is a problem, an error of our own is not', () => {
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open' });
    expect(failureOf('a', denied)).toMatchObject({ code: 'read.unreadable', where: { file: 'a' } });
    expect(() => failureOf('a', new TypeError('ours'))).toThrow('ours');
  });
});

describe('archives', () => {
  const members: Member[] = [
    { name: 'dir/', content: '', method: 0 },
    { name: 'dir/one.ret', content: 'one' },
    { name: 'situação.ret', content: 'two', method: 0 },
    { name: 'three.gz', content: gzipSync('three') },
    { name: '__MACOSX/dir/one.ret', content: 'x' },
    { name: 'dir/.DS_Store', content: 'x' },
  ];
  const content = { 'dir/one.ret': 'one', 'situação.ret': 'two', 'three.gz': 'three' };
  const under = (name: string) =>
    Object.fromEntries(Object.entries(content).map(([member, text]) => [`${name}!${member}`, text]));

  test.each(['day.zip', 'no-name'])(
    '%s is known by its first bytes, its members by their names',
    async (name) => {
      expect(await read(write(name, zipOf(members)))).toEqual(under(name));
    },
  );

  test('a zip in gzip in a zip is read too', async () => {
    const nested = zipOf([{ name: 'in', content: gzipSync(zipOf(members)) }]);
    expect(await read(write('out.zip', nested))).toEqual(under('out.zip!in'));
  });

  test('gzip is expanded, several after one another too', async () => {
    const twice = Buffer.concat([gzipSync('one '), gzipSync('two')]);
    expect(await read(write('any', twice))).toEqual({ any: 'one two' });
  });

  test('what is only called gzip is read as it stands', async () => {
    expect(await read(write('a.ret.gz', 'plain'))).toEqual({ 'a.ret.gz': 'plain' });
  });

  test('a member that cannot be read hides no other', async () => {
    const some: Member[] = [
      { name: 'locked', content: 'x', encrypted: true },
      { name: 'other', content: 'x', method: 14 },
      { name: 'damaged', content: 'x', wrongSum: true },
      { name: 'good', content: 'good' },
    ];
    expect(await read(write('some.zip', zipOf(some)))).toEqual({
      'some.zip!locked': 'archive.encrypted',
      'some.zip!other': 'archive.method',
      'some.zip!damaged': 'archive.broken',
      'some.zip!good': 'good',
    });
  });

  test.each<[string, string, Uint8Array]>([
    ['cut.zip', 'archive.broken', zipOf([{ name: 'a', content: 'a' }]).subarray(0, -10)],
    ['called.zip', 'archive.broken', Buffer.from('no zip')],
    ['cut.gz', 'archive.broken', gzipSync('a'.repeat(100)).subarray(0, -10)],
    ['bad.gz', 'archive.broken', Buffer.from('\x1f\x8b\x08\x00nonsense', 'latin1')],
    ['none.zip', 'archive.empty', zipOf([])],
    ['sheet.xlsx', 'archive.document', zipOf([{ name: '[Content_Types].xml', content: '<x/>' }])],
  ])('%s is %s', async (name, code, bytes) => {
    expect(await read(write(name, bytes))).toEqual({ [name]: code });
  });

  test('of every archive that is cut or changed anywhere, something is told or read, and nothing is thrown', async () => {
    const whole = zipOf(members);
    for (let at = 0; at < whole.length; at += 3) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(Object.keys(await read(write('x.zip', changed))).length).toBeGreaterThan(0);
      expect(Object.keys(await read(write('x.zip', whole.subarray(0, at)))).length).toBe(1);
    }
  });
});

describe('limits', () => {
  const zeros = Buffer.alloc(1_000_000);

  test.each([
    ['bomb.gz', 'bomb.gz', gzipSync(zeros)],
    ['bomb.zip', 'bomb.zip!zeros', zipOf([{ name: 'zeros', content: zeros }])],
  ])('%s may not expand beyond them', async (file, name, bytes) => {
    const path = write(file, bytes);
    expect(await read(path, { expandedBytes: 999_999 })).toEqual({ [name]: 'archive.too-large' });
    expect((await read(path))[name]).toHaveLength(1_000_000);
  });

  test('members share what their archive may become', async () => {
    const half = { content: zeros.subarray(0, 600_000) };
    const path = write(
      'two.zip',
      zipOf([
        { name: 'a', ...half },
        { name: 'b', ...half },
      ]),
    );
    const found = await read(path, { expandedBytes: 1_000_000 });
    expect(found['two.zip!a']).toHaveLength(600_000);
    expect(found['two.zip!b']).toBe('archive.too-large');
  });

  test('there may not be more members, nor archives deeper in archives', async () => {
    const two = zipOf([
      { name: 'a', content: 'a' },
      { name: 'b', content: 'b' },
    ]);
    const path = write('two.zip', two);
    expect(await read(path, { members: 1 })).toEqual({ 'two.zip': 'archive.too-large' });
    const deep = write('deep.gz', gzipSync(gzipSync(gzipSync('x'))));
    expect(await read(deep, { depth: 2 })).toEqual({ 'deep.gz': 'archive.too-large' });
    expect(await read(deep, { depth: 3 })).toEqual({ 'deep.gz': 'x' });
  });
});
