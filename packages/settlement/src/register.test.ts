import { expect, test } from 'vitest';
import { registerReceivables, settleChunk } from './index.ts';
import { billOf, entryOf, newMemory } from './test-support/memory.ts';

test('a receivable is registered once; the same content again is unchanged', async () => {
  const { ports } = newMemory();
  const bills = [billOf('F1'), billOf('F2')];
  expect(await registerReceivables(ports.receivables, bills)).toEqual({
    registered: 2,
    unchanged: 0,
    problems: [],
  });
  const { id, ...rest } = billOf('F1');
  const reordered = { ...rest, id, terms: undefined };
  expect(await registerReceivables(ports.receivables, [reordered])).toMatchObject({
    registered: 0,
    unchanged: 1,
  });
});

test('other content under the same id is refused with a problem, and what stands stays', async () => {
  const memory = newMemory();
  const { receivables } = memory.ports;
  await registerReceivables(receivables, [billOf('F1')]);
  const result = await registerReceivables(receivables, [billOf('F1', { faceCents: 90_00 }), billOf('F2')]);
  expect(result).toMatchObject({
    registered: 1,
    unchanged: 0,
    problems: [{ code: 'receivable.differs', severity: 'error', where: { path: 'F1' } }],
  });
  expect(memory.receivable('F1').faceCents).toBe(100_00);
});

test('a receivable that was paid since is still unchanged when it is registered again', async () => {
  const memory = newMemory();
  await registerReceivables(memory.ports.receivables, [billOf('F1')]);
  await settleChunk(memory.ports, memory.file('file', [entryOf({ nossoNumero: '90001' })]));
  expect(memory.receivable('F1').status).toBe('settled');
  const again = await registerReceivables(memory.ports.receivables, [billOf('F1')]);
  expect(again).toEqual({ registered: 0, unchanged: 1, problems: [] });
  expect(memory.receivable('F1').status).toBe('settled');
});

test('a receivable keeps who registered it first, and another day of issue is other content', async () => {
  const memory = newMemory();
  const { receivables } = memory.ports;
  const [first, second] = [
    { by: 'k1', at: '2026-03-01T12:00:00.000Z' },
    { by: 'k2', at: '2026-03-02T12:00:00.000Z' },
  ];
  const bill = billOf('F1', { issuedOn: '2026-02-20' });
  await registerReceivables(receivables, [bill], first);
  expect(await registerReceivables(receivables, [bill], second)).toMatchObject({ unchanged: 1 });
  expect(memory.receivable('F1').registered).toEqual(first);
  const moved = billOf('F1', { issuedOn: '2026-02-21' });
  expect((await registerReceivables(receivables, [moved], second)).problems).toMatchObject([
    { code: 'receivable.differs' },
  ]);
});
