import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newPatience, until } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is asked for is waited for until it is there', async () => {
  const answers = [undefined, undefined, 'done'];
  const found = until(async () => answers.shift(), newPatience(10), 'It is not there');
  await vi.advanceTimersByTimeAsync(1000);
  expect(await found).toBe('done');
});

test('who waits gives up when nothing was done for so long', async () => {
  const waited = until(async () => undefined, newPatience(10), 'It is not there');
  const refused = expect(waited).rejects.toThrow('It is not there (waited 10 s).');
  await vi.advanceTimersByTimeAsync(11_000);
  await refused;
});

test('as long as something else is done, it is waited for', async () => {
  const patience = newPatience(10);
  let there = false;
  const found = until(async () => (there ? 'late' : undefined), patience, 'It is not there');
  for (let step = 0; step < 5; step++) {
    await vi.advanceTimersByTimeAsync(8000);
    patience.renew();
  }
  there = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(await found).toBe('late');
});
