import { linkKey } from '@baixa/audit';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { s3Ledger } from './ledger.ts';
import { pastLedger } from './past-ledger.ts';
import { ledgerInMemory } from './test-support/ledger-place.ts';
import { documents, s3 } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
const bucket = mockClient(s3);
beforeEach(() => {
  dynamodb.reset();
  bucket.reset();
});

/** An agreement of which a file was taken, settled and undone, and an exception resolved. */
async function withPast() {
  const memory = ledgerInMemory(bucket as never, dynamodb as never);
  const ledger = s3Ledger(memory.place);
  const resolution = { how: 'ignored' as const, by: 'maria', at: '2026-03-26T12:00:00.000Z', outcomes: [] };
  await ledger.takeEntries('bb', 'f1', []);
  await ledger.saveOutcomes({ agreement: 'bb', file: 'f1', chunk: 12 }, []);
  await ledger.saveResolution('bb', 'x1', resolution);
  const step = { step: 2, what: 'undo' as const, by: 'maria', reason: 'Wrong.', at: resolution.at };
  await ledger.saveOutcomes({ agreement: 'bb', file: 'f1', chunk: 12, step }, []);
  return { ...memory, past: pastLedger(memory.place), resolution };
}

test('is walked from its last link to its first, each with what it is of', async () => {
  const { past } = await withPast();
  const links = [];
  for (let link = await past.last('bb'); link !== undefined; ) {
    const { sequence, chunk, exception, before } = link;
    links.push([sequence, chunk ?? exception]);
    link = before === undefined ? undefined : await past.linkAt('bb', before);
  }
  expect(links).toEqual([
    [4, { file: 'f1', chunk: 12, step: 2 }],
    [3, 'x1'],
    [2, { file: 'f1', chunk: 12, step: 1 }],
    [1, undefined],
  ]);
});

test('has a last link that a crash left in the table alone', async () => {
  const { past, objects } = await withPast();
  const last = await past.last('bb');
  objects.delete(linkKey('agreements/bb', last?.at ?? ''));
  expect(await past.linkAt('bb', last?.at ?? '')).toEqual(last);
  await expect(past.linkAt('bb', 'outcomes/f9/000001.ndjson')).rejects.toThrow(
    'The chain agreements/bb has no link of outcomes/f9/000001.ndjson.',
  );
});

test('knows how an exception ended, and that one has not', async () => {
  const { past, resolution } = await withPast();
  expect(await past.resolutionOf('x1')).toEqual(resolution);
  expect(await past.resolutionOf('x2')).toBeUndefined();
  expect(await past.last('nobody')).toBeUndefined();
});
