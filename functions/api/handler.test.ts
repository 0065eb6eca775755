import { fixedClock, warning } from '@baixa/core';
import { newCharge, newReceivable, type Payable, type Receivable } from '@baixa/settlement';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CONTRACT } from '../test-support/contract.ts';
import { apiRequest, CONTEXT } from '../test-support/events.ts';
import { capturedLogs, PERSON, personIn } from '../test-support/logs.ts';
import type { ApiDeps } from './deps.ts';
import { create } from './handler.ts';

/** A promise of R$ 10,00 that nobody kept. */
const PROMISE = {
  what: 'made' as const,
  id: 'P1',
  fact: 'made',
  company: 'aguas',
  account: '100',
  cents: 10_00,
  on: '2026-03-10',
  receivables: [],
  madeOn: '2026-03-02',
  by: 'ana',
  at: '2026-03-02T12:00:00.000Z',
};
const AT = '2026-03-26T12:00:00.000Z';
const BB = { id: 'bb', company: 'aguas', bank: '001', code: '1', tolerance: { cents: 0 } };
const BILL = {
  id: 'F1',
  company: 'aguas',
  account: '100',
  identifiers: { agreement: 'bb', nossoNumero: '12' },
  faceCents: 100_00,
  dueOn: '2026-03-25',
};
const CHARGE = {
  id: 'C1',
  company: 'aguas',
  identifiers: { agreement: 'bb', nossoNumero: '13' },
  faceCents: 150_00,
  dueOn: '2026-03-25',
  covers: [{ receivable: 'F1' }, { receivable: 'F7' }],
};
const ORDER = {
  id: 'OS1',
  type: 'leak',
  account: '100',
  generated: '2026-02-09T08:00',
  deadline: '2026-02-09T20:00',
};
const PROFILE = { companies: [{ id: 'aguas', name: 'Águas' }], agreements: [BB], contracts: [CONTRACT] };

let sent: { command: string; id: string; rows: unknown[] }[];
let deps: ApiDeps;
let logs: ReturnType<typeof capturedLogs>;
beforeEach(() => {
  logs = capturedLogs();
  sent = [];
  const send = async (body: string) => void sent.push(JSON.parse(body));
  deps = {
    clock: fixedClock(AT),
    profiles: {
      apply: async () => [],
      all: async () => [BB],
      companies: async () => PROFILE.companies,
      contracts: async () => [CONTRACT],
    },
    receivables: {
      load: async () => new Map([['F1', newReceivable(BILL)]]),
      idsOfAccount: async () => ['F1'],
      loadPayables: async (_company: string, [id = '']: string[]) =>
        new Map(
          [
            ['F1', newReceivable(BILL)],
            ['C1', newCharge(CHARGE)],
          ].filter(([key]) => key === id) as [string, Payable][],
        ),
    },
    files: {
      find: async (id: string) => (id === 'f1' ? { id, chunks: 2 } : undefined),
      list: async (limit: number) => [{ id: `of ${limit}` }],
      arrivalOf: async (key: string) => (key === 'in/a b.ret' ? { key, outcome: 'accepted' } : undefined),
    },
    exceptions: { listOpen: async (company: string) => [{ company }] },
    learnedRules: { all: async () => [] },
    commands: { find: async (id: string) => (id === 'k1' ? { id, counts: { taken: 1 } } : undefined) },
    cases: {
      casesOf: async () => [],
      allCases: async function* () {
        yield* [{ status: 'recovered', dayOfWindow: 70 }, { status: 'recovered', dayOfWindow: 70 }, {}];
      },
    },
    cycles: { committed: async () => [] },
    evidence: {
      pageOf: async (
        _: string,
        shard: number,
        { after, bookedFrom }: { after?: string; bookedFrom?: number },
      ) =>
        shard === 0
          ? {
              ...(bookedFrom === undefined ? {} : { bookings: [{ cycle: bookedFrom }] }),
              cases: [{ receivables: ['F1'] }],
              orders: [],
              next: `after ${after}`,
            }
          : undefined,
    },
    ledger: { outcomesOf: async (_: string, chunk: number) => (chunk === 1 ? [{ line: 3 }] : undefined) },
    events: {
      pageOf: async (day: string, after?: string) => ({ events: [{ day, after }], next: 'n' }),
    },
    promises: {
      async *all() {
        yield PROMISE;
      },
    },
    kpis: {
      monthsOf: async () => [{ month: '2026-02', version: 1 }],
      toldOf: async () => [],
      sumOf: async () => [
        { day: '2026-02-28', measures: { billedCents: 100_00, billedBills: 1 } },
        {
          day: '2026-02-28',
          dueOn: '2026-03-25',
          district: 'Cais',
          measures: { openCents: 50_00, openBills: 1 },
        },
      ],
      saveSum: async () => undefined,
    },
    sendCommand: send,
    sendRecovery: send,
    startClosing: async (on: string) => `closing-${on}`,
    closingStatus: async (name: string) => (name === 'n1' ? { status: 'SUCCEEDED' } : undefined),
  } as unknown as ApiDeps;
});
afterEach(() => vi.restoreAllMocks());

async function ask(...request: Parameters<typeof apiRequest>) {
  const { statusCode, body, headers } = await create(deps)(apiRequest(...request), CONTEXT);
  expect(headers?.['content-type']).toBe('application/json');
  return { status: statusCode, body: JSON.parse(body ?? '') };
}
const codes = ({ body }: { body: { problems: { code: string }[] } }) => body.problems.map(({ code }) => code);

describe('a command', () => {
  const PATH = '/companies/aguas/exceptions/e1/resolution';
  test('to resolve an exception goes on with who signed it', async () => {
    const wish = { how: 'settled', parts: [{ receivable: 'F1', cents: 5 }], reason: 'Receipt was sent.' };
    const { status, body } = await ask('POST', PATH, { body: wish });
    expect(status).toBe(202);
    expect(sent).toEqual([
      {
        command: 'resolve-exception',
        id: body.command,
        company: 'aguas',
        exception: 'e1',
        ...wish,
        by: 'arn:aws:iam::000000000000:user/ana',
      },
    ]);
  });

  test.each([
    [{ how: 'settled', parts: [], reason: 'Receipt was sent.' }],
    [{ how: 'refunded', parts: [{ receivable: 'F1' }], reason: 'Receipt was sent.' }],
    [{ how: 'refunded', reason: '' }],
    [{ how: 'forgotten', reason: 'Receipt was sent.' }],
  ])('to resolve an exception is refused as %j', async (wish) => {
    expect((await ask('POST', PATH, { body: wish })).status).toBe(400);
    expect(sent).toEqual([]);
  });

  test('to open cases goes on as of today, or of a day before, and never of one that lies ahead', async () => {
    const rows = [{ account: '100', receivables: ['F1'] }, { account: '200' }];
    expect((await ask('POST', '/notices', { body: { contract: 'c1', rows } })).status).toBe(202);
    await ask('POST', '/notices', { body: { contract: 'c1', on: '2026-03-20', rows } });
    expect(sent).toMatchObject([
      { command: 'open-cases', contract: 'c1', on: '2026-03-26', at: AT, rows },
      { command: 'open-cases', on: '2026-03-20' },
    ]);
    const ahead = await ask('POST', '/notices', { body: { contract: 'c1', on: '2026-03-27', rows } });
    expect(codes(ahead)).toEqual(['notice.in-future']);
    expect(codes(await ask('POST', '/notices', { body: { contract: 'c9', rows } }))).toEqual([
      'notice.unknown-contract',
    ]);
    expect(sent).toHaveLength(2);
  });

  test.each(['undo', 'replay'])('to %s a file goes on with who signed it and why', async (what) => {
    const { status, body } = await ask('POST', `/files/f1/${what}`, { body: { reason: 'A wrong upload.' } });
    expect(status).toBe(202);
    const by = 'arn:aws:iam::000000000000:user/ana';
    const command = { command: 'step-file', what, file: 'f1', reason: 'A wrong upload.', by };
    expect(sent).toEqual([{ ...command, id: body.command }]);
  });

  test('to undo a file needs a reason; to replay one does not', async () => {
    expect((await ask('POST', '/files/f1/undo', { body: {} })).status).toBe(400);
    expect(sent).toEqual([]);
    expect((await ask('POST', '/files/f1/replay', { body: {} })).status).toBe(202);
  });

  test('to learn a rule of an exception, and to forget one, goes on with who signed it and why', async () => {
    const said = { reason: 'They write XX before it.', by: 'arn:aws:iam::000000000000:user/ana' };
    const body = { reason: said.reason };
    const learn = await ask('POST', '/companies/aguas/exceptions/e1/rule', { body });
    const forget = await ask('POST', '/rules/r1/forget', { body });
    expect([learn.status, forget.status]).toEqual([202, 202]);
    expect(sent).toEqual([
      { command: 'learn-rule', id: learn.body.command, company: 'aguas', exception: 'e1', ...said },
      { command: 'forget-rule', id: forget.body.command, rule: 'r1', ...said },
    ]);
    expect((await ask('POST', '/rules/r1/forget', { body: {} })).status).toBe(400);
    expect((await ask('POST', '/companies/aguas/exceptions/e1/rule', { body: {} })).status).toBe(400);
  });

  test('to register receivables is taken with an id to ask for', async () => {
    const { status, body } = await ask('POST', '/receivables', { body: { rows: [BILL] } });
    expect(status).toBe(202);
    expect(sent).toEqual([{ command: 'register-receivables', id: body.command, rows: [BILL] }]);
  });

  test('of a request that API Gateway hands on in Base64 is the same command', async () => {
    const request = apiRequest('POST', '/receivables', { body: { rows: [BILL] } });
    const encoded = {
      ...request,
      isBase64Encoded: true,
      body: Buffer.from(request.body ?? '').toString('base64'),
    };
    expect((await create(deps)(encoded, CONTEXT)).statusCode).toBe(202);
    expect(sent[0]?.rows).toEqual([BILL]);
  });

  test.each([
    [{ ...BILL, company: 'escola' }, 'receivable.unknown-company'],
    [{ ...BILL, identifiers: { agreement: 'caixa' } }, 'receivable.unknown-agreement'],
  ])('to register what names nobody is refused', async (row, code) => {
    const answer = await ask('POST', '/receivables', { body: { rows: [BILL, row] } });
    expect([answer.status, codes(answer), answer.body.problems[0].where.path]).toEqual([
      400,
      [code],
      'rows.1',
    ]);
    expect(sent).toEqual([]);
  });

  test('to register takes receivables and collective charges, and says of which a sentence is', async () => {
    const taken = await ask('POST', '/receivables', { body: { rows: [BILL, CHARGE] } });
    expect(taken.status).toBe(202);
    expect(sent).toMatchObject([{ rows: [BILL, CHARGE] }]);
    const itself = { ...CHARGE, covers: [{ receivable: 'F1' }, { receivable: 'C1' }] };
    const refused = await ask('POST', '/receivables', { body: { rows: [BILL, itself] } });
    expect([refused.status, refused.body.problems[0].where.path, refused.body.problems[0].message]).toEqual([
      400,
      'rows.1.covers.1.receivable',
      'rows.1.covers.1.receivable: C1 cannot cover itself.',
    ]);
    const foreign = { ...CHARGE, identifiers: { agreement: 'caixa' } };
    const { body } = await ask('POST', '/receivables', { body: { rows: [foreign] } });
    expect(body.problems[0].message).toContain('Collective charge C1 names agreement caixa');
  });

  test('that is too large for one message is refused with a sentence', async () => {
    const covers = Array.from({ length: 200 }, (_, index) => ({
      receivable: `F-${'9'.repeat(100)}-${index}`,
    }));
    const rows = Array.from({ length: 20 }, (_, index) => ({ ...CHARGE, id: `C${index}`, covers }));
    const answer = await ask('POST', '/receivables', { body: { rows } });
    expect([answer.status, codes(answer)]).toEqual([400, ['api.too-large']]);
    expect(sent).toEqual([]);
  });

  test('to take up orders goes to the recoveries queue, of a contract that is there', async () => {
    const taken = await ask('POST', '/orders', { body: { contract: 'c1', rows: [ORDER] } });
    expect(taken.status).toBe(202);
    expect(sent).toMatchObject([
      { command: 'take-orders', contract: 'c1', id: taken.body.command, rows: [ORDER] },
    ]);
    const refused = await ask('POST', '/orders', { body: { contract: 'c9', rows: [ORDER] } });
    expect([refused.status, codes(refused)]).toEqual([400, ['orders.unknown-contract']]);
    const wrong = await ask('POST', '/orders', {
      body: { contract: 'c1', rows: [ORDER, { ...ORDER, deadline: 'soon' }] },
    });
    expect([wrong.status, wrong.body.problems[0].where.path]).toEqual([400, 'rows.1.deadline']);
    expect(sent).toHaveLength(1);
  });

  test('to close starts a closing as of a day that exists', async () => {
    expect(await ask('POST', '/closings', { body: { on: '2026-03-26' } })).toEqual({
      status: 202,
      body: { closing: 'closing-2026-03-26' },
    });
    expect((await ask('POST', '/closings', { body: { on: '2026-02-30' } })).status).toBe(400);
  });

  test('to apply a profile says what was applied', async () => {
    expect(await ask('PUT', '/profile', { body: PROFILE })).toEqual({
      status: 200,
      body: { companies: 1, agreements: 1, contracts: 1 },
    });
  });

  test('to apply a profile says what is to be known of it', async () => {
    const later = warning('profile.terms-hold-later', { path: 'contract c1' }, 'It holds from tomorrow.');
    deps.profiles.apply = async () => [later];
    expect(await ask('PUT', '/profile', { body: PROFILE })).toMatchObject({
      status: 200,
      body: { contracts: 1, problems: [later] },
    });
  });

  test('to apply a profile that contradicts itself is refused with every problem', async () => {
    const agreements = [BB, { ...BB, company: 'nobody' }];
    const answer = await ask('PUT', '/profile', { body: { ...PROFILE, agreements } });
    expect(answer.status).toBe(400);
    expect(codes(answer).sort()).toEqual(['profile.double', 'profile.double', 'profile.unknown-company']);
  });

  test('to apply a profile that contradicts what stands is a conflict', async () => {
    const changed = { code: 'profile.company-changed', severity: 'error' as const, message: 'x', where: {} };
    deps.profiles.apply = async () => [changed];
    expect(await ask('PUT', '/profile', { body: PROFILE })).toEqual({
      status: 409,
      body: { problems: [changed] },
    });
  });

  test.each([
    ['no JSON', '{"rows":', 'api.not-json', undefined],
    ['nothing', undefined, 'api.not-json', undefined],
    ['no rows', { rows: [] }, 'api.invalid', 'rows'],
    ['too many rows', { rows: Array(101).fill(BILL) }, 'api.invalid', 'rows'],
    ['a wrong row', { rows: [{ ...BILL, faceCents: 1.5 }] }, 'api.invalid', 'rows.0.faceCents'],
  ])('with %s is refused, and says where', async (_, body, code, path) => {
    const answer = await ask('POST', '/receivables', { body });
    expect([answer.status, codes(answer), answer.body.problems[0].where.path]).toEqual([400, [code], path]);
    expect(sent).toEqual([]);
  });
});

describe('a question', () => {
  test.each([
    ['/companies', { companies: PROFILE.companies, agreements: [BB], contracts: [CONTRACT] }],
    ['/commands/k1', { id: 'k1', counts: { taken: 1 } }],
    ['/closings/n1', { status: 'SUCCEEDED' }],
    ['/files', { files: [{ id: 'of 50' }] }],
    ['/files/f1', { file: { id: 'f1', chunks: 2 }, entries: [{ line: 3 }] }],
    ['/companies/aguas/exceptions', { exceptions: [{ company: 'aguas' }] }],
    ['/contracts/c1/cycles', { cycles: [] }],
    ['/contracts/c1/recoveries', { byDay: { 70: 2 }, byStatus: { recovered: 2, open: 1 } }],
  ])('GET %s is answered', async (path, body) => {
    expect(await ask('GET', path)).toEqual({ status: 200, body });
  });

  test('about a receivable says what is due today', async () => {
    const { status, body } = await ask('GET', '/companies/aguas/receivables/F1');
    expect(status).toBe(200);
    expect(body.due).toMatchObject({ on: '2026-03-26', totalCents: 100_00 });
    expect(body.credits).toEqual([]);
  });

  test('about a collective charge says what each receivable that it covers owes', async () => {
    const { status, body } = await ask('GET', '/companies/aguas/receivables/C1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      charge: { id: 'C1' },
      covered: [
        { receivable: 'F1', account: '100', status: 'open', due: { totalCents: 100_00 } },
        { receivable: 'F7' },
      ],
      credits: [],
    });
    expect(body.covered[1]).toEqual({ receivable: 'F7' });
  });

  test('about an arrival has the key in its query', async () => {
    const found = await ask('GET', '/arrivals', { query: { key: 'in/a b.ret' } });
    expect(found).toEqual({ status: 200, body: { key: 'in/a b.ret', outcome: 'accepted' } });
  });

  test.each([
    '/files/f9',
    '/commands/k9',
    '/closings/n9',
    '/companies/aguas/receivables/F9',
    '/arrivals',
    '/contracts/c9/cycles',
    '/contracts/c9/cases/100',
    '/contracts/c1/cases/100',
  ])('GET %s asks for what is not there', async (path) => {
    const answer = await ask('GET', path);
    expect([answer.status, codes(answer)]).toEqual([404, ['api.not-found']]);
  });

  test.each(['0', '201', 'many'])('for a list of %s is refused', async (limit) => {
    const answer = await ask('GET', '/files', { query: { limit } });
    expect([answer.status, codes(answer)]).toEqual([400, ['api.invalid']]);
    expect((await ask('GET', '/files', { query: { limit: '200' } })).body).toEqual({
      files: [{ id: 'of 200' }],
    });
  });

  test('for the events of a day gives a page, and what to ask for the next', async () => {
    expect((await ask('GET', '/events/2026-11-18', { query: { after: 'a b' } })).body).toEqual({
      events: [{ day: '2026-11-18', after: 'a b' }],
      next: 'n',
    });
    expect((await ask('GET', '/events/2026-02-30')).status).toBe(400);
  });

  test('for rules says what each does, and of none of a payer whom it is about', async () => {
    const learned = { exception: 'e1', receivable: 'F1' };
    const number = { kind: 'number', column: 'companyUse', skip: 1, cut: 2, number: 'id' };
    const payer = { kind: 'payer', payer: 'payer#1', registered: 'payer#2' };
    deps.learnedRules.all = async () =>
      [
        { id: 'r1', agreement: 'bb', what: number, learned },
        { id: 'r2', agreement: 'cef', what: payer, learned },
      ] as never;
    expect((await ask('GET', '/rules')).body.rules).toMatchObject([
      {
        id: 'r1',
        what: number,
        sentence:
          'companyUse, after 1 character and without the last 2 characters, is the id of the receivable.',
      },
      {
        id: 'r2',
        what: { kind: 'payer' },
        sentence: 'Payments of who paid exception e1 are looked for as those of the payer of F1.',
      },
    ]);
    const { body } = await ask('GET', '/rules', { query: { agreement: 'cef' } });
    expect(body.rules).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('payer#');
  });

  test('that leaves the entries of a file out reads none', async () => {
    const { body } = await ask('GET', '/files/f1', { query: { entries: '0' } });
    expect(body.entries).toEqual([]);
  });
});

test.each([
  ['GET', '/nothing'],
  ['DELETE', '/files/f1'],
  ['GET', '/receivables'],
])('%s %s is no route', async (method, path) => {
  const answer = await ask(method, path);
  expect([answer.status, codes(answer)]).toEqual([404, ['api.no-route']]);
});

test('a failure of ours is told without what failed, which is logged', async () => {
  deps.files.list = () => Promise.reject(new Error('the table is on fire'));
  const answer = await ask('GET', '/files');
  expect([answer.status, codes(answer)]).toEqual([500, ['api.failed']]);
  expect(JSON.stringify(answer.body)).not.toContain('fire');
  expect(logs.text()).toContain('the table is on fire');
});

test('no person who stands in a body is in an answer or in the log', async () => {
  deps.sendCommand = () => Promise.reject(new Error('down'));
  const rows = [{ ...BILL, payer: PERSON.name, account: 7, dueOn: PERSON.taxId }];
  const answers = [
    await ask('POST', '/receivables', { body: { rows } }),
    await ask('POST', '/receivables', { body: `{"payer": "${PERSON.name}" "${PERSON.taxId}"` }),
    await ask('POST', '/receivables', { body: { rows: [BILL], payer: PERSON } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 500]);
  expect(logs.text()).toContain('A request failed.');
  expect(personIn(JSON.stringify(answers) + logs.text())).toEqual([]);
});

test('a page of evidence tells how its debt stands, and there is none of a shard or contract that is not', async () => {
  const path = '/contracts/c1/evidence/0';
  expect(await ask('GET', path, { query: { after: 'ORDER#1' } })).toEqual({
    status: 200,
    body: {
      now: AT,
      cases: [{ receivables: ['F1'] }],
      orders: [],
      next: 'after ORDER#1',
      debts: [{ receivable: 'F1' }],
    },
  });
  expect((await ask('GET', path, { query: { booked: '7' } })).body).toMatchObject({
    bookings: [{ cycle: 7 }],
    owed: [{ id: 'F1', dueOn: BILL.dueOn, faceCents: BILL.faceCents }],
  });
  expect((await ask('GET', path, { query: { booked: 'x' } })).status).toBe(400);
  expect((await ask('GET', '/contracts/c1/evidence/8')).status).toBe(404);
  expect((await ask('GET', '/contracts/c9/evidence/0')).status).toBe(404);
});

test('a page of evidence tells what stands again for the part of an acordo that ended', async () => {
  const at = { file: 'acordo:A', line: 0, offset: 0, on: '2026-02-01', movedCents: 0, appliedCents: 0 };
  const replaced = { ...at, key: 'a', outcome: 'replaced', acordo: 'A', partCount: 2 };
  const known = [
    {
      ...newReceivable({ ...BILL, id: 'F2' }),
      status: 'settled',
      settledOn: '2026-03-02',
      movements: [replaced],
    },
    { ...newReceivable({ ...BILL, id: 'F1', acordo: { id: 'A', part: 1 } }), status: 'cancelled' },
  ] as Receivable[];
  deps.receivables.idsOfAccount = async () => ['F1', 'F2'];
  deps.receivables.load = async (_, ids) =>
    new Map(known.filter(({ id }) => ids.includes(id)).map((each) => [each.id, each]));
  const { body } = await ask('GET', '/contracts/c1/evidence/0');
  expect(body.debts).toMatchObject([
    { receivable: 'F1', restored: ['F2'] },
    { receivable: 'F2', settledOn: '2026-03-02' },
  ]);
});

describe('the key indicators of a company', () => {
  test('stand as of today, or as of a day that is given, and of each part that is asked for', async () => {
    const { status, body } = await ask('GET', '/companies/aguas/kpis', { query: { by: 'district' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      company: 'aguas',
      asOf: '2026-03-26',
      from: '2025-03-27',
      rules: { months: 12, yearDays: 360, delinquentAfterDays: 72 },
      figures: {
        openCents: 50_00,
        aging: { days0To30Cents: 50_00 },
        dso: { display: '180.00' },
        promises: 1,
        promisesBroken: 1,
      },
      by: 'district',
    });
    expect(body.parts.map(({ name }: { name?: string }) => name)).toEqual(['Cais', undefined]);
    const earlier = await ask('GET', '/companies/aguas/kpis', { query: { asOf: '2026-03-01', months: '3' } });
    expect(earlier.body).toMatchObject({ from: '2025-12-02', figures: { aging: { notDueCents: 50_00 } } });
  });

  test.each([
    [{ asOf: '2026-02-30' }, 'a day that exists'],
    [{ asOf: '2026-03-27' }, 'a day that has come'],
    [{ by: 'street' }, 'by: '],
    [{ months: '0' }, 'months: '],
  ])('of %j are refused in a sentence', async (query, sentence) => {
    const { status, body } = await ask('GET', '/companies/aguas/kpis', { query });
    expect(status).toBe(400);
    expect(body.problems[0].message).toContain(sentence);
  });

  test('of a company nobody knows are not there', async () => {
    expect((await ask('GET', '/companies/nobody/kpis')).status).toBe(404);
  });
});
