import { PutObjectCommand } from '@aws-sdk/client-s3';
import { linkKey, readLink, sha256Of } from '@baixa/audit';
import type { EntryOutcome } from '@baixa/settlement';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { appendLink } from './chain.ts';
import { s3Ledger } from './ledger.ts';
import { putOnce } from './ledger-objects.ts';
import { ledgerInMemory } from './test-support/ledger-place.ts';
import { documents, s3 } from './test-support/tables.ts';

const [dynamodb, bucket] = [mockClient(documents), mockClient(s3)];
beforeEach(() => {
  dynamodb.reset();
  bucket.reset();
});
const inMemory = (crash?: (call: string, key: string) => void) =>
  ledgerInMemory(bucket as never, dynamodb as never, crash);

const CHAIN = 'agreements/bb';
const SHA = sha256Of('');
const keys = (count: number) => Array.from({ length: count }, (_, index) => `outcomes/f/${index}.ndjson`);

/** The keys of a chain in their order; fails where a link does not follow the one before. */
function orderOf(objects: Map<string, string>): string[] {
  const links = [...objects]
    .filter(([key]) => key.startsWith('links/'))
    .map(([key, text]) => ({ at: key, text, ...readLink(text)! }))
    .sort((a, b) => a.sequence - b.sequence);
  for (const [index, { at, key, sequence, previous }] of links.entries()) {
    const before = links[index - 1];
    expect({ at, sequence, previous }).toEqual({
      at: linkKey(CHAIN, key),
      sequence: index + 1,
      previous: before === undefined ? undefined : { key: before.key, sha256: sha256Of(before.text) },
    });
  }
  return links.map(({ key }) => key);
}

test('twenty workers at once make one chain, in which each object stands once', async () => {
  const { place, objects, heads } = inMemory();
  // Each key is linked by two of them.
  await Promise.all([...keys(20), ...keys(20)].map((key) => appendLink(place, CHAIN, key, SHA)));
  expect(orderOf(objects).sort()).toEqual(keys(20).sort());
  expect(heads.get(CHAIN)?.sequence).toBe(20);
});

test('a crash between head and link is mended by whoever comes next, or comes again', async () => {
  for (const next of ['outcomes/f/1.ndjson', 'outcomes/f/0.ndjson']) {
    let crashes = 1;
    const { place, objects } = inMemory((call) => {
      if (call === 'PutItem' && crashes-- > 0) throw new Error('crashed');
    });
    await expect(appendLink(place, CHAIN, 'outcomes/f/0.ndjson', SHA)).rejects.toThrow('crashed');
    expect(orderOf(objects)).toEqual([]);
    await appendLink(place, CHAIN, next, SHA);
    expect(orderOf(objects)).toEqual([...new Set(['outcomes/f/0.ndjson', next])]);
    dynamodb.reset();
    bucket.reset();
  }
});

test('whatever crashes, doing it again gives one chain', async () => {
  let calls = 0;
  const { place, objects } = inMemory(() => {
    if (++calls % 3 === 0) throw new Error('crashed');
  });
  const stubborn = async (key: string): Promise<void> =>
    appendLink(place, CHAIN, key, SHA).catch(() => stubborn(key));
  await Promise.all(keys(10).map(stubborn));
  expect(orderOf(objects).sort()).toEqual(keys(10).sort());
});

test('a link costs one write unit and a few requests, however many entries its object has', async () => {
  const { place } = inMemory();
  await appendLink(place, CHAIN, 'outcomes/f/0.ndjson', SHA);
  const before = [dynamodb.calls().length, bucket.calls().length];
  await appendLink(place, CHAIN, 'outcomes/f/1.ndjson', SHA);
  const sent = [...dynamodb.calls().slice(before[0]), ...bucket.calls().slice(before[1])];
  expect(sent.map(({ args }) => args[0].constructor.name).sort()).toEqual([
    'GetCommand',
    'GetObjectCommand',
    'GetObjectCommand',
    'PutCommand',
    'PutObjectCommand',
  ]);
});

test('chains do not touch each other', async () => {
  const { place, heads } = inMemory();
  await Promise.all(['agreements/a', 'agreements/b'].map((chain) => appendLink(place, chain, 'k', SHA)));
  expect([...heads.values()].map(({ sequence }) => sequence)).toEqual([1, 1]);
});

test('of two workers who decide one chunk otherwise, both go on with the first, and the chain has its content', async () => {
  const { place, objects } = inMemory();
  const ledger = s3Ledger(place);
  const chunk = { agreement: 'bb', file: 'f', chunk: 1 };
  const decided = (outcome: EntryOutcome['outcome']) => [{ outcome } as EntryOutcome];
  const [one, other] = await Promise.all([
    ledger.saveOutcomes(chunk, decided('unmatched')),
    ledger.saveOutcomes(chunk, decided('settled')),
  ]);
  expect(one).toEqual(other);
  expect(await ledger.outcomesOf('f', 1)).toEqual(one);
  const link = readLink(objects.get(linkKey(CHAIN, 'outcomes/f/000001.ndjson')) ?? '');
  expect(link?.sha256).toBe(sha256Of(objects.get('outcomes/f/000001.ndjson') ?? ''));
  expect(orderOf(objects)).toHaveLength(1);
});

test('a step of a file has its outcomes beside the first ones, in the same chain', async () => {
  const { place, objects } = inMemory();
  const ledger = s3Ledger(place);
  const chunk = { agreement: 'bb', file: 'f', chunk: 1 };
  const step = { step: 3, what: 'undo' as const, by: 'ana', reason: '', at: '2026-03-26T12:00:00.000Z' };
  await ledger.saveOutcomes(chunk, [{ key: 'a' } as EntryOutcome]);
  await ledger.saveOutcomes({ ...chunk, step }, [{ key: 'b' } as EntryOutcome]);
  expect(await ledger.outcomesOf('f', 1)).toEqual([{ key: 'a' }]);
  expect(await ledger.outcomesOf('f', 1, 3)).toEqual([{ key: 'b' }]);
  expect(orderOf(objects)).toEqual(['outcomes/f/000001.ndjson', 'outcomes/f/step-3/000001.ndjson']);
});

test('the entries of a file are taken once, by what each chunk is', async () => {
  const { place, objects } = inMemory();
  const ledger = s3Ledger(place);
  const hashes = [await ledger.saveEntries('f', 1, []), await ledger.saveEntries('f', 2, [])];
  expect(await ledger.hashesOfEntries('f', 2)).toEqual(hashes);
  await ledger.takeEntries('bb', 'f', hashes);
  await ledger.takeEntries('bb', 'f', hashes);
  expect(orderOf(objects)).toEqual(['entries/f/manifest.ndjson']);
  await expect(ledger.hashesOfEntries('f', 3)).rejects.toThrow('The ledger has no entries/f/000003.ndjson.');
});

test('a write that meets another of the same key is tried again; any other failure is one', async () => {
  const conflict = Object.assign(new Error('409'), { name: 'ConditionalRequestConflict' });
  bucket.on(PutObjectCommand).rejectsOnce(conflict).resolves({});
  expect(await putOnce(s3, 'b', 'k', 'text')).toBe('text');
  bucket.on(PutObjectCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(putOnce(s3, 'b', 'k', 'text')).rejects.toThrow('no');
});
