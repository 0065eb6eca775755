import { expect, test } from 'vitest';
import { bookingsKey, isOfFailedClose, tallyKeyOf } from './index.ts';

const key = (shard: number, opened: number) => bookingsKey('c1', '000007', shard, opened);

test('what a failed close had counted is known by a later try of the same shard', () => {
  expect([key(3, 0), key(3, 2)]).toEqual([
    'cycles/c1/000007/bookings-3.ndjson',
    'cycles/c1/000007/bookings-3-2.ndjson',
  ]);
  expect(tallyKeyOf(key(3, 2))).toBe('cycles/c1/000007/tally-3-2.json');
  const linked = new Set([key(3, 2), tallyKeyOf(key(3, 2)), key(4, 0)]);
  expect(isOfFailedClose(tallyKeyOf(key(3, 0)), linked)).toBe(true);
  expect(isOfFailedClose(tallyKeyOf(key(3, 3)), linked)).toBe(false);
  expect(isOfFailedClose(key(3, 0), linked)).toBe(true);
  expect(isOfFailedClose(key(3, 1), linked)).toBe(true);
  expect(isOfFailedClose(key(3, 3), linked)).toBe(false);
  expect(isOfFailedClose(key(4, 0), linked)).toBe(false);
  expect(isOfFailedClose(key(4, 1), linked)).toBe(false);
  expect(isOfFailedClose('cycles/c1/000007/result.json', linked)).toBe(false);
});
