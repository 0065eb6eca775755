import { expect, test } from 'vitest';
import { orderRowSchema, recoverAccount, takeOrders } from './index.ts';
import { CONTRACT, newMemory } from './test-support/memory.ts';

const row = (given: object) =>
  orderRowSchema.parse({ id: 'N1', type: 'debt-notice', account: '100', generated: '2026-01-13', ...given });

test('two cases of an account never collect the same receivable, whichever notice is told first', async () => {
  const memory = newMemory();
  memory.owe('F1');
  await takeOrders(
    memory.ports,
    CONTRACT,
    [row({ id: 'N2', generated: '2026-02-05' }), row({})],
    memory.tick(),
  );
  const collected = ['2026-01-13', '2026-02-05'].flatMap(
    (notice) => memory.caseOf('100', notice).receivables,
  );
  expect(collected).toEqual(['F1']);
});

test('a receivable registered late is taken up by one case', async () => {
  const memory = newMemory();
  await takeOrders(
    memory.ports,
    CONTRACT,
    [row({}), row({ id: 'N2', generated: '2026-02-05' })],
    memory.tick(),
  );
  memory.owe('F1');
  memory.pay('F1', '2026-02-09');
  await recoverAccount(memory.ports, CONTRACT, '100', ['F1']);
  const collected = ['2026-01-13', '2026-02-05'].flatMap(
    (notice) => memory.caseOf('100', notice).receivables,
  );
  expect(collected).toEqual(['F1']);
});

for (const [name, given] of Object.entries({
  'a deadline that is a day': { generated: '2026-02-09T08:00', deadline: '2026-02-10' },
  days: { generated: '2026-02-09', deadline: '2026-02-10', executed: '2026-02-10', status: 'done' },
  'deadline before generation in another zone': {
    generated: '2026-02-09T10:00:00-03:00',
    deadline: '2026-02-09T12:00:00Z',
    executed: '2026-02-09T11:00:00-03:00',
    status: 'done',
  },
  'an hour that does not exist': { generated: '2026-02-09T08:00', deadline: '2026-02-10T25:00' },
  'a day that does not exist': { generated: '2026-02-09T08:00', deadline: '2026-02-30T08:00' },
  'executed earlier in another zone': {
    generated: '2026-02-09T10:00:00-03:00',
    deadline: '2026-02-09T20:00:00-03:00',
    executed: '2026-02-09T12:00:00Z',
    status: 'done',
  },
}))
  test(`a service order with ${name} is refused by its schema or taken, never thrown`, async () => {
    const memory = newMemory();
    const parsed = orderRowSchema.safeParse({ id: 'OS1', type: 'leak', account: '100', ...given });
    if (!parsed.success) return;
    const result = await takeOrders(memory.ports, CONTRACT, [parsed.data], memory.tick());
    expect(result.taken + result.problems.length).toBe(1);
  });
