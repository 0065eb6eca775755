import { fixedClock } from '@baixa/core';
import { type Acordo, newReceivable, type Receivable } from '@baixa/settlement';
import { beforeEach, expect, test } from 'vitest';
import { apiRequest, CONTEXT } from '../test-support/events.ts';
import type { ApiDeps } from './deps.ts';
import { create } from './handler.ts';

const AT = '2026-05-21T02:00:00.000Z';
const ANA = 'arn:aws:iam::000000000000:user/ana';
const bill = (id: string, more: Partial<Receivable> = {}): Receivable => ({
  ...newReceivable({
    id,
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 100_00,
    dueOn: '2026-03-25',
  }),
  ...more,
});
const DOWN = { cents: 100_00, dueOn: '2026-05-01' };
const WISH = { id: 'A-1', receivables: ['F1'], downPayment: DOWN, reason: 'Asked for it.' };
const part = bill('A-1.0', { acordo: { id: 'A-1', part: 0 }, dueOn: '2026-05-01' });
const ACORDO: Acordo = {
  id: 'A-1',
  company: 'aguas',
  account: '100',
  on: '2026-04-20',
  replaced: [{ receivable: 'F1', cents: 90_00 }],
  parts: [{ ...part, acordo: { id: 'A-1', part: 0 } }],
  discountCents: 0,
  chargesCents: 10_00,
  state: 'active',
  version: 2,
  wish: 'w',
  by: ANA,
  reason: 'Asked for it.',
  at: '2026-04-20T12:00:00.000Z',
};

let sent: object[];
let deps: ApiDeps;
beforeEach(() => {
  sent = [];
  const stored = new Map([part, bill('F1', { status: 'replaced' })].map((each) => [each.id, each]));
  deps = {
    clock: fixedClock(AT),
    profiles: { companies: async () => [{ id: 'aguas', name: 'Águas' }] },
    receivables: {
      idsOfAccount: async (_: string, account: string) => (account === '100' ? ['F1', 'A-1.0'] : []),
      load: async (_: string, ids: string[]) =>
        new Map(ids.flatMap((id) => (stored.has(id) ? [[id, stored.get(id)]] : []))),
    },
    acordos: {
      find: async (_: string, id: string) => (id === 'A-1' ? ACORDO : undefined),
      load: async (_: string, ids: string[]) => (ids.includes('A-1') ? [ACORDO] : []),
      list: async (_: string, limit: number) => Array(limit).fill(ACORDO),
    },
    sendCommand: async (body: string) => void sent.push(JSON.parse(body)),
  } as unknown as ApiDeps;
});

async function ask(...request: Parameters<typeof apiRequest>) {
  const { statusCode, body } = await create(deps)(apiRequest(...request), CONTEXT);
  return { status: statusCode, body: JSON.parse(body ?? '') };
}

test('an acordo that is asked for goes on with who signed it, and the day it is in São Paulo', async () => {
  const { status, body } = await ask('POST', '/companies/aguas/acordos', { body: WISH });
  expect(status).toBe(202);
  const wish = { ...WISH, discountCents: 0, chargesCents: 0, instalments: [] };
  const facts = { company: 'aguas', wish, today: '2026-05-20', by: ANA, at: AT };
  expect(sent).toEqual([{ command: 'make-acordo', id: body.command, ...facts }]);
});

test.each([
  ['without its reason', { ...WISH, reason: undefined }],
  ['with an id that no path can hold', { ...WISH, id: 'A/1' }],
  ['of both receivables and an account', { ...WISH, account: '100' }],
  ['of nothing', { ...WISH, receivables: undefined }],
  ['with reais for centavos', { ...WISH, downPayment: { ...DOWN, cents: 40.5 } }],
  ['with a field that nobody knows', { ...WISH, discount: 100 }],
])('%s it is refused', async (_name, body) => {
  expect((await ask('POST', '/companies/aguas/acordos', { body })).status).toBe(400);
  expect(sent).toEqual([]);
});

test('of a company that no profile has it is refused', async () => {
  const { status, body } = await ask('POST', '/companies/luz/acordos', { body: WISH });
  expect([status, body.problems[0].code]).toEqual([400, 'acordo.unknown-company']);
});

test('its end goes on with who wants it, and how', async () => {
  const { status, body } = await ask('POST', '/companies/aguas/acordos/A-1/end', {
    body: { how: 'broken', reason: 'Stopped paying.' },
  });
  expect(status).toBe(202);
  const facts = {
    company: 'aguas',
    acordo: 'A-1',
    how: 'broken',
    reason: 'Stopped paying.',
    by: ANA,
    at: AT,
  };
  expect(sent).toEqual([{ command: 'end-acordo', id: body.command, ...facts, on: '2026-05-20' }]);
  const kept = { how: 'kept', reason: 'All is paid.' };
  expect((await ask('POST', '/companies/aguas/acordos/A-1/end', { body: kept })).status).toBe(400);
});

test('acordos are gone through as of a day that is not to come', async () => {
  const path = '/companies/aguas/acordo-sweeps';
  const { body } = await ask('POST', path, { body: { on: '2026-05-19' } });
  const facts = { company: 'aguas', on: '2026-05-19', at: AT };
  expect(sent).toEqual([{ command: 'sweep-acordos', id: body.command, ...facts }]);
  await ask('POST', path, { body: {} });
  expect(sent[1]).toMatchObject({ on: '2026-05-20' });
  expect((await ask('POST', path, { body: { on: '2026-05-21' } })).status).toBe(400);
});

test('it is shown as it stands today, with its parts, and with what it does not cover any more', async () => {
  const { body } = await ask('GET', '/companies/aguas/acordos/A-1');
  expect(body).toMatchObject({
    acordo: { id: 'A-1' },
    standing: { state: 'active', lateSince: '2026-05-01', paidCents: 0, openCents: 100_00 },
    parts: [{ id: 'A-1.0', dueCents: 100_00 }],
    problems: [{ code: 'acordo.uncovered', severity: 'warning', where: { path: 'F1' } }],
  });
  expect(body.problems[0].message).toContain('R$ 10,00 more were due on 2026-04-20');
  expect((await ask('GET', '/companies/aguas/acordos/A-9')).status).toBe(404);
});

test('acordos are listed by company, or by account', async () => {
  const all = await ask('GET', '/companies/aguas/acordos', { query: { limit: '3' } });
  expect(all.body.acordos).toHaveLength(3);
  const own = await ask('GET', '/companies/aguas/acordos', { query: { account: '100' } });
  expect(own.body.acordos).toMatchObject([{ acordo: { id: 'A-1' }, standing: { state: 'active' } }]);
  expect((await ask('GET', '/companies/aguas/acordos', { query: { account: '200' } })).body.acordos).toEqual(
    [],
  );
});
