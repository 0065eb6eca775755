import { expect, test } from 'vitest';
import { aboutMessage } from './about.ts';
import { deadLetterQueues } from './queues.ts';

test.each([
  [
    'a chunk',
    { file: 'f1', chunk: 2, chunks: 3, company: 'aguas', agreement: 'bb' },
    'file f1, chunk 2 of 3',
  ],
  [
    'a chunk of an undo',
    { file: 'f1', chunk: 1, chunks: 1, step: { what: 'undo' } },
    'file f1, chunk 1 of 1 (undo)',
  ],
  [
    'a registration',
    { command: 'register-receivables', id: 'c1', rows: [{ identifiers: { payerTaxId: '12345678909' } }] },
    'command register-receivables c1: 1 rows',
  ],
  [
    'what somebody wants of an exception',
    { command: 'resolve-exception', id: 'c2', exception: 'e1', reason: 'João da Silva paid it.' },
    'command resolve-exception c2: exception e1',
  ],
  [
    'an event',
    { specversion: '1.0', type: 'settlement.applied', id: 'x1', subject: 'F-1', data: {} },
    'event settlement.applied x1',
  ],
  [
    'a registration that key indicators count',
    { kpi: 'registered', company: 'aguas', command: 'c3', receivables: ['F-1'] },
    'key indicators of aguas: registered c3',
  ],
  [
    'an account whose cases key indicators count',
    { kpi: 'account', company: 'aguas', contract: 'c1', account: '100' },
    'key indicators of aguas: account c1',
  ],
  [
    'an arrival',
    { Records: [{ s3: { bucket: { name: 'inbox' }, object: { key: 'drops/a.ret' } } }] },
    'arrival of drops/a.ret',
  ],
  ['something else', { hello: 'João da Silva' }, undefined],
])('%s is told by what it names', (_name, message, about) => {
  expect(aboutMessage(JSON.stringify(message))).toBe(about);
});

test('what is no JSON is none of ours', () => {
  expect(aboutMessage('<xml/>')).toBeUndefined();
});

test('the queues of a deployment are found by the outputs of its stack', () => {
  const outputs = {
    ApiUrl: 'a',
    DeadLettersChunksUrl: 'd',
    QueueChunksUrl: 'q',
    DeadLettersScheduleUrl: 's',
  };
  expect(deadLetterQueues(outputs)).toEqual([
    { name: 'Chunks', url: 'd', source: 'q' },
    { name: 'Schedule', url: 's' },
  ]);
});
