import type { PromiseFact } from '@baixa/collection';
import { fixedClock } from '@baixa/core';
import { newReceivable, type Receivable } from '@baixa/settlement';
import { beforeEach, expect, test } from 'vitest';
import { apiRequest, CONTEXT } from '../test-support/events.ts';
import type { ApiDeps } from './deps.ts';
import { create } from './handler.ts';

const AT = '2026-03-16T12:00:00.000Z';
const ANA = 'arn:aws:iam::000000000000:user/ana';
const PATH = '/companies/aguas/accounts/100/promises';
const bill = (id: string, more: Partial<Receivable> = {}): Receivable => ({
  ...newReceivable({
    id,
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 100_00,
    dueOn: '2026-01-10',
  }),
  ...more,
});
const OWN = [bill('F1'), bill('F2', { status: 'settled', settledOn: '2026-02-01' })];

let sent: { command: string; fact: PromiseFact }[];
let facts: PromiseFact[];
let deps: ApiDeps;
beforeEach(() => {
  sent = [];
  facts = [];
  deps = {
    clock: fixedClock(AT),
    receivables: {
      idsOfAccount: async (_: string, account: string) => (account === '100' ? OWN.map(({ id }) => id) : []),
      load: async (_: string, ids: string[]) =>
        new Map(OWN.filter(({ id }) => ids.includes(id)).map((each) => [each.id, each])),
    },
    promises: {
      ofAccount: async (_: string, account: string) => facts.filter((fact) => fact.account === account),
      all: async function* () {
        yield* facts;
      },
    },
    sendRecovery: async (body: string) => void sent.push(JSON.parse(body)),
  } as unknown as ApiDeps;
});

async function ask(...request: Parameters<typeof apiRequest>) {
  const { statusCode, body } = await create(deps)(apiRequest(...request), CONTEXT);
  return { status: statusCode, body: JSON.parse(body ?? '') };
}
const codes = ({ body }: { body: { problems: { code: string }[] } }) => body.problems.map(({ code }) => code);
const promised = { cents: 50_00, on: '2026-03-20' };

test('a promise goes on with who recorded it, made today where no day is given, under an id made of it', async () => {
  const { status, body } = await ask('POST', PATH, { body: { ...promised, channel: 'phone' } });
  expect(status).toBe(202);
  expect(sent).toMatchObject([
    {
      command: 'record-promise',
      id: body.command,
      fact: {
        what: 'made',
        id: body.promise,
        account: '100',
        ...promised,
        receivables: [],
        madeOn: '2026-03-16',
        channel: 'phone',
        by: ANA,
        at: AT,
      },
    },
  ]);
  expect((await ask('POST', PATH, { body: { ...promised, channel: 'phone' } })).body.promise).toBe(
    body.promise,
  );
});

test.each([
  ['of nothing', { ...promised, cents: 0 }, ['api.invalid']],
  ['by a day that does not exist', { ...promised, on: '2026-02-30' }, ['api.invalid']],
  ['by a day before it was made', { ...promised, on: '2026-03-15' }, ['promise.past']],
  ['made tomorrow', { ...promised, madeOn: '2026-03-17' }, ['promise.future']],
  [
    'about what is settled, and what is not its own',
    { ...promised, receivables: ['F2', 'F9'] },
    ['promise.not-open', 'promise.no-receivable'],
  ],
])('one %s is refused', async (_name, body, expected) => {
  const refused = await ask('POST', PATH, { body });
  expect([refused.status, codes(refused)]).toEqual([400, expected]);
  expect(sent).toEqual([]);
});

test('one of an account that owes nothing here is refused', async () => {
  const refused = await ask('POST', '/companies/aguas/accounts/999/promises', { body: promised });
  expect([refused.status, codes(refused)]).toEqual([400, ['promise.unknown-account']]);
});

test('it is corrected or cancelled by another fact; what is cancelled is not changed any more', async () => {
  await ask('POST', PATH, { body: promised });
  facts.push(...sent.map(({ fact }) => fact));
  const [id] = facts.map((fact) => fact.id);
  const change = { what: 'corrected', ...promised, cents: 60_00, reason: 'Misheard.' };
  expect((await ask('POST', `${PATH}/${id}`, { body: change })).status).toBe(202);
  expect(
    (await ask('POST', `${PATH}/${id}`, { body: { what: 'cancelled', reason: 'Not his.' } })).status,
  ).toBe(202);
  facts.push(...sent.slice(1).map(({ fact }) => fact));
  expect(facts.map(({ what }) => what)).toEqual(['made', 'corrected', 'cancelled']);
  expect(codes(await ask('POST', `${PATH}/${id}`, { body: change }))).toEqual(['promise.cancelled']);
  expect((await ask('POST', `${PATH}/unknown`, { body: change })).status).toBe(404);
  const { body } = await ask('GET', '/companies/aguas/promises', { query: { account: '100' } });
  expect(body.promises).toMatchObject([{ promise: { id, cents: 60_00 }, standing: { state: 'cancelled' } }]);
});

test('promises are listed, those made last first, each as it stands today', async () => {
  const made: PromiseFact = {
    what: 'made',
    id: 'P1',
    fact: 'made',
    company: 'aguas',
    account: '100',
    ...promised,
    receivables: [],
    madeOn: '2026-03-02',
    by: ANA,
    at: AT,
  };
  facts.push({ ...made, on: '2026-03-13' }, { ...made, id: 'P2', madeOn: '2026-03-14' });
  const { body } = await ask('GET', '/companies/aguas/promises');
  expect(
    body.promises.map(({ promise, standing }: { promise: { id: string }; standing: { state: string } }) => [
      promise.id,
      standing.state,
    ]),
  ).toEqual([
    ['P2', 'open'],
    ['P1', 'broken'],
  ]);
  expect(
    (await ask('GET', '/companies/aguas/promises', { query: { limit: '1' } })).body.promises,
  ).toHaveLength(1);
});
