import { afterEach, expect, test, vi } from 'vitest';
import { readEnv } from './env.ts';

afterEach(() => vi.unstubAllEnvs());

test('the named variables are read, and no others', () => {
  vi.stubEnv('FILES_TABLE', 'files');
  vi.stubEnv('CHUNKS_QUEUE_URL', 'https://queue');
  expect(readEnv('FILES_TABLE')).toEqual({ FILES_TABLE: 'files' });
});

test('a function deployed without a variable, or with an empty one, says which at its start', () => {
  vi.stubEnv('FILES_TABLE', 'files');
  vi.stubEnv('LEDGER_BUCKET', '');
  vi.stubEnv('CHUNKS_QUEUE_URL', undefined);
  expect(() => readEnv('FILES_TABLE', 'LEDGER_BUCKET', 'CHUNKS_QUEUE_URL')).toThrow(
    'The function was deployed without the environment variables LEDGER_BUCKET, CHUNKS_QUEUE_URL.',
  );
});
