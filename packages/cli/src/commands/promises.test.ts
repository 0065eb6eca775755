import { expect, test } from 'vitest';
import { type PromiseOptions, promiseBody } from './promises.ts';

test('a promise, its correction and its cancelling are told apart by their options', () => {
  const promised = { cents: '15000', on: '2026-03-20' };
  const whole = { cents: 15000, on: '2026-03-20', receivables: ['F-1'] };
  expect(promiseBody({ ...promised, receivable: ['F-1'], channel: 'phone' })).toMatchObject({
    ...whole,
    channel: 'phone',
  });
  expect(promiseBody({ ...promised, receivable: ['F-1'], correct: 'P1', reason: 'Misheard.' })).toEqual({
    what: 'corrected',
    ...whole,
    reason: 'Misheard.',
  });
  expect(promiseBody({ cancel: 'P1', reason: 'Not his.' })).toEqual({
    what: 'cancelled',
    reason: 'Not his.',
  });
});

test.each<[string, PromiseOptions, string]>([
  ['without an amount', { on: '2026-03-20' }, 'A promise has an amount and a last day.'],
  ['in reais', { cents: '150.00', on: '2026-03-20' }, 'A promise has an amount and a last day.'],
  ['that changes one without saying why', { cancel: 'P1' }, 'Nothing says why.'],
  [
    'that cancels and corrects',
    { cancel: 'P1', correct: 'P1', reason: 'x' },
    '--cancel takes --reason, and nothing else.',
  ],
  [
    'that corrects its day',
    { correct: 'P1', cents: '1', on: '2026-03-20', madeOn: '2026-03-01', reason: 'x' },
    'The day and the channel',
  ],
])('one %s is refused in a sentence', (_name, options, sentence) => {
  expect(() => promiseBody(options)).toThrow(sentence);
});
