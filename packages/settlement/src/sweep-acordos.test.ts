import { addDays } from '@baixa/core';
import { expect, test } from 'vitest';
import { acordoWishSchema, makeAcordo, settleChunk, sweepAcordos } from './index.ts';
import { AT, billOf, entryOf, newMemory } from './test-support/memory.ts';

const DUE = '2026-05-25';
const LATE = addDays(DUE, 31);

/** Acordo A-1: R$ 40,00 down on 25/05 and R$ 60,00 on 25/06. The company breaks after 30 days. */
async function withAcordo(paid: string[]) {
  const memory = newMemory();
  await memory.register(billOf('F1'));
  const wish = acordoWishSchema.parse({
    id: 'A-1',
    receivables: ['F1'],
    downPayment: { cents: 40_00, dueOn: DUE, identifiers: { txid: 'down' } },
    instalments: [{ dueOn: '2026-06-25', identifiers: { txid: 'rest' } }],
    reason: 'Asked for it.',
  });
  await makeAcordo(memory.ports, { company: 'aguas', wish, today: '2026-05-20', by: 'ana', at: AT });
  for (const txid of paid) {
    const cents = txid === 'down' ? 40_00 : 60_00;
    await settleChunk(
      memory.ports,
      memory.file(txid, [entryOf({ txid, paidCents: cents, paidOn: '2026-06-01' })]),
    );
  }
  return memory;
}
const sweep = (memory: Awaited<ReturnType<typeof withAcordo>>, on: string, ports = memory.ports) =>
  sweepAcordos(ports, { company: 'aguas', on, at: `${on}T06:00:00.000Z` });

test.each([
  ['on the last day that is allowed nothing', [], addDays(DUE, 30), { kept: 0, broken: 0 }],
  ['a day later it is broken', [], LATE, { kept: 0, broken: 1 }],
  ['what is paid late counts as paid', ['down'], LATE, { kept: 0, broken: 0 }],
  ['a later part is as good as the first', ['down'], '2026-07-26', { kept: 0, broken: 1 }],
  ['when all is paid it is kept', ['down', 'rest'], '2026-06-02', { kept: 1, broken: 0 }],
])('%s', async (_name, paid, on, expected) => {
  const memory = await withAcordo(paid);
  expect(await sweep(memory, on)).toEqual(expected);
  // Once is enough.
  expect(await sweep(memory, on)).toEqual({ kept: 0, broken: 0 });
});

test('by night it is broken once all payments of the last day that is allowed are known, as of the day it is then', async () => {
  const memory = await withAcordo([]);
  const night = (toldUpTo: string) =>
    sweepAcordos(memory.ports, { company: 'aguas', on: addDays(LATE, 2), toldUpTo, at: AT });
  expect(await night(addDays(DUE, 30))).toEqual({ kept: 0, broken: 0 });
  expect(await night(LATE)).toEqual({ kept: 0, broken: 1 });
  expect((await memory.ports.acordos.find('aguas', 'A-1'))?.end?.on).toBe(addDays(LATE, 2));
});

test('a rule breaks it, and says why', async () => {
  const memory = await withAcordo([]);
  await sweep(memory, LATE);
  expect((await memory.ports.acordos.find('aguas', 'A-1'))?.end).toMatchObject({
    how: 'broken',
    by: 'rule',
    on: LATE,
    reason: 'What was due on 2026-05-25 was not paid in 30 days.',
  });
  expect(memory.receivable('F1').status).toBe('open');
});

test('a company that says no number of days has none broken', async () => {
  const memory = await withAcordo([]);
  const agreements = { ...memory.ports.agreements, breakAcordosAfterDays: async () => undefined };
  expect(await sweep(memory, '2027-05-25', { ...memory.ports, agreements })).toEqual({ kept: 0, broken: 0 });
});

test('that it is kept is told when it is seen, with its last payment, under one id after a crash', async () => {
  const memory = await withAcordo(['down', 'rest']);
  const acordos = {
    ...memory.ports.acordos,
    save: async () => {
      throw new Error('gone');
    },
  };
  await expect(sweep(memory, '2026-06-02', { ...memory.ports, acordos })).rejects.toThrow('gone');
  await sweep(memory, '2026-06-03');
  const told = memory.published.filter(({ type }) => type === 'acordo.kept');
  expect(told).toHaveLength(2);
  expect(told[0]).toEqual({ ...told[1], time: '2026-06-02T06:00:00.000Z' });
  expect(told[1]).toMatchObject({ subject: 'A-1', data: { keptOn: '2026-06-01' } });
});
