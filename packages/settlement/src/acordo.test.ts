import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acordoWishSchema,
  dueOn,
  type EndAcordo,
  endAcordo,
  type MakeAcordo,
  makeAcordo,
  paidOf,
  resolveException,
  settleChunk,
  standingOfAcordo,
  stepFile,
} from './index.ts';
import { Crash, crashing } from './test-support/crash.ts';
import { AT, billOf, entryOf, type Memory, newMemory } from './test-support/memory.ts';

const TODAY = '2026-05-20';
const ACCOUNT = { account: '100' };
/** F1 owes R$ 100,00, and F2, which is older, R$ 50,00. */
async function withDebt(): Promise<Memory> {
  const memory = newMemory();
  await memory.register(
    billOf('F1', ACCOUNT),
    billOf('F2', { ...ACCOUNT, faceCents: 50_00, dueOn: '2026-02-25' }),
  );
  return memory;
}

/** R$ 150,00 less R$ 10,00: R$ 40,00 down, and two of R$ 50,00. */
const asked = (more: object = {}): MakeAcordo => ({
  company: 'aguas',
  wish: acordoWishSchema.parse({
    id: 'A-1',
    receivables: ['F1', 'F2'],
    discountCents: 10_00,
    downPayment: { cents: 40_00, dueOn: '2026-05-25', identifiers: { txid: 'down' } },
    instalments: [
      { dueOn: '2026-06-25', identifiers: { txid: 'first' } },
      { dueOn: '2026-07-25', identifiers: { txid: 'second' } },
    ],
    reason: 'Asked for it.',
    ...more,
  }),
  today: TODAY,
  by: 'ana',
  at: AT,
});
const ending: EndAcordo = {
  company: 'aguas',
  acordo: 'A-1',
  how: 'broken',
  by: 'bia',
  reason: 'Stopped paying.',
  at: '2026-07-01T12:00:00.000Z',
  on: '2026-07-01',
};

const PARTS = ['A-1.0', 'A-1.1', 'A-1.2'];
const ALL = ['F2', 'F1', ...PARTS];
let files = 0;
/** Pays by txid, as a file of its own. Gives the file. */
async function pay(
  memory: Memory,
  txid: string,
  cents: number,
  on = '2026-05-25',
  more: object = {},
): Promise<string> {
  const file = `file-${++files}`;
  const entry = entryOf({
    txid,
    paidCents: cents,
    paidOn: on,
    endToEndId: `E${file}`,
    line: 3,
    offset: 480,
    ...more,
  });
  await settleChunk(memory.ports, memory.file(file, [entry]));
  return file;
}
/** `F1 open 10000`: id, status, what is due of it. */
const stands = (memory: Memory, ids = ALL, on = TODAY) =>
  ids.map((id) => {
    const receivable = memory.receivable(id);
    if (receivable === undefined) return `${id} -`;
    const due = receivable.status === 'open' ? ` ${dueOn(receivable, on).totalCents}` : '';
    return `${id} ${receivable.status}${due}`;
  });
const moneyOn = (memory: Memory, ids = ALL) =>
  ids.flatMap((id) => memory.receivable(id) ?? []).reduce((sum, receivable) => sum + paidOf(receivable), 0);
const told = (memory: Memory, type: string) => [
  ...new Map(
    memory.published.filter((event) => event.type === type).map((event) => [event.id, event]),
  ).values(),
];

describe('an acordo', () => {
  test('replaces what it names by its parts, which ordinary payments settle', async () => {
    const memory = await withDebt();
    expect(await makeAcordo(memory.ports, asked())).toEqual({ done: 'made' });
    expect(stands(memory)).toEqual([
      'F2 replaced',
      'F1 replaced',
      'A-1.0 open 4000',
      'A-1.1 open 5000',
      'A-1.2 open 5000',
    ]);
    expect(memory.receivable('F1').movements).toMatchObject([
      { outcome: 'replaced', acordo: 'A-1', partCount: 3 },
    ]);
    await pay(memory, 'down', 40_00);
    expect(memory.receivable('A-1.0')).toMatchObject({ status: 'settled', settledOn: '2026-05-25' });
  });

  test('is told to ERPs, and kept in the ledger with each movement', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    expect(told(memory, 'acordo.made')).toMatchObject([
      {
        subject: 'A-1',
        data: {
          replaced: [
            { receivable: 'F2', cents: 50_00 },
            { receivable: 'F1', cents: 100_00 },
          ],
          downPayment: { receivable: 'A-1.0', cents: 40_00, dueOn: '2026-05-25' },
          instalments: [{ receivable: 'A-1.1' }, { receivable: 'A-1.2' }],
          discountCents: 10_00,
        },
      },
    ]);
    const deed = memory.deeds.get('made A-1');
    expect(deed?.outcomes.map(({ outcome, receivable }) => `${outcome} ${receivable?.id}`)).toEqual([
      'replaced F2',
      'replaced F1',
    ]);
  });

  test('of an account replaces all that is overdue that day', async () => {
    const memory = await withDebt();
    await memory.register(billOf('F3', { ...ACCOUNT, dueOn: '2026-05-20' }), billOf('F4'));
    await makeAcordo(memory.ports, asked({ receivables: undefined, account: '100' }));
    expect(stands(memory, ['F1', 'F2', 'F3', 'F4'])).toEqual([
      'F1 replaced',
      'F2 replaced',
      'F3 open 10000',
      'F4 open 10000',
    ]);
  });

  test('asked for again changes nothing, on another day or by another person; with other content it is refused', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    const before = memory.receivable('F1');
    const again = { ...asked(), by: 'bia', at: '2026-05-21T12:00:00.000Z', today: '2026-05-21' };
    expect(await makeAcordo(memory.ports, again)).toEqual({ done: 'unchanged' });
    expect(memory.receivable('F1')).toEqual(before);
    expect(told(memory, 'acordo.made')).toHaveLength(1);
    expect(await makeAcordo(memory.ports, asked({ discountCents: 0 }))).toMatchObject({
      problems: [{ code: 'acordo.differs' }],
    });
    expect(await makeAcordo(memory.ports, asked({ id: 'A-2' }))).toMatchObject({
      problems: [{ code: 'acordo.replaced' }, { code: 'acordo.replaced' }],
    });
  });

  test('that does not add up, or whose parts have the id of something else, writes nothing', async () => {
    const memory = await withDebt();
    expect(await makeAcordo(memory.ports, asked({ instalments: [] }))).toMatchObject({
      problems: [{ code: 'acordo.sum' }],
    });
    await memory.register(billOf('A-1.2'));
    expect(await makeAcordo(memory.ports, asked())).toMatchObject({
      problems: [{ code: 'acordo.id-taken' }],
    });
    expect(stands(memory, ['F2', 'F1'])).toEqual(['F2 open 5000', 'F1 open 10000']);
    expect(await memory.ports.acordos.find('aguas', 'A-1')).toBeUndefined();
  });

  test('with a discount above the limit of the company waits for a second person', async () => {
    const memory = await withDebt();
    const two = {
      ...memory.ports,
      agreements: { ...memory.ports.agreements, confirmAboveCents: async () => 9_99 },
    };
    expect(await makeAcordo(two, asked())).toEqual({ done: 'proposed' });
    expect(await makeAcordo(two, { ...asked(), at: '2026-05-21T12:00:00.000Z' })).toEqual({
      done: 'proposed',
    });
    expect(stands(memory, ['F2', 'F1'])).toEqual(['F2 open 5000', 'F1 open 10000']);
    expect(await makeAcordo(two, { ...asked(), by: 'bia' })).toEqual({ done: 'made' });
    expect(await memory.ports.acordos.find('aguas', 'A-1')).toMatchObject({ by: 'ana', confirmedBy: 'bia' });
  });

  test('that was only proposed can be withdrawn, and touches nothing', async () => {
    const memory = await withDebt();
    const two = {
      ...memory.ports,
      agreements: { ...memory.ports.agreements, confirmAboveCents: async () => 0 },
    };
    await makeAcordo(two, asked());
    expect(await endAcordo(two, ending)).toMatchObject({ problems: [{ code: 'acordo.proposed' }] });
    expect(await endAcordo(two, { ...ending, how: 'cancelled' })).toEqual({ done: 'cancelled' });
    expect(memory.receivable('F1').movements).toEqual([]);
    expect(memory.deeds.size).toBe(0);
  });

  test('takes money that had come for its parts before they were registered', async () => {
    const memory = await withDebt();
    await pay(memory, 'down', 40_00);
    expect(memory.open.size).toBe(1);
    await makeAcordo(memory.ports, asked());
    expect(stands(memory, ['A-1.0'])).toEqual(['A-1.0 settled']);
    expect(memory.open.size).toBe(0);
  });

  test('takes it whole, whatever call of its making crashes, and even where it was broken before that was done again', async () => {
    for (const isBroken of [false, true])
      for (let at = 1; ; at++) {
        const memory = await withDebt();
        await pay(memory, 'down', 45_00);
        const crashed = await makeAcordo(crashing(memory.ports, at, 'after').ports, asked()).then(
          () => false,
          () => true,
        );
        if (isBroken) await endAcordo(memory.ports, ending);
        await makeAcordo(memory.ports, asked());
        // The excess of R$ 5,00 waits; nothing else does, but what came for a part that was void by then.
        const left = [...memory.open.values()].map(({ unappliedCents }) => unappliedCents);
        const onPart = memory.receivable('A-1.0').movements.filter(({ movedCents }) => movedCents > 0);
        expect(left, `${isBroken} ${at}`).toEqual(onPart.length > 0 ? [5_00] : [45_00]);
        if (!crashed) break;
      }
  });

  test('takes all back where the debt changes while it is being made', async () => {
    const memory = await withDebt();
    const { receivables } = memory.ports;
    let paid = false;
    const racing = {
      ...memory.ports,
      receivables: {
        ...receivables,
        append: async (after: Parameters<typeof receivables.append>[0]) => {
          if (!paid && after.id === 'F1') {
            paid = true;
            await settleChunk(
              memory.ports,
              memory.file('race', [entryOf({ nossoNumero: '90001', paidCents: 30_00 })]),
            );
          }
          return receivables.append(after);
        },
      },
    };
    expect(await makeAcordo(racing, asked())).toMatchObject({ problems: [{ code: 'acordo.debt-changed' }] });
    expect(stands(memory)).toEqual([
      'F2 open 5000',
      'F1 open 7000',
      'A-1.0 cancelled',
      'A-1.1 cancelled',
      'A-1.2 cancelled',
    ]);
    expect(told(memory, 'acordo.made')).toEqual([]);
    expect(
      memory.deeds
        .get('ended A-1')
        ?.outcomes.map(({ outcome, receivable }) => `${outcome} ${receivable?.id}`),
    ).toEqual([
      'cancelled A-1.0',
      'cancelled A-1.1',
      'cancelled A-1.2',
      'replaced F2',
      'restored F2',
      'restored F1',
    ]);
  });
});

describe('what comes for a receivable that is replaced', () => {
  test('waits for a person, who gives it to a part', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    await settleChunk(
      memory.ports,
      memory.file('old', [entryOf({ nossoNumero: '90001', paidCents: 40_00 })]),
    );
    const [[id, exception] = []] = memory.open;
    expect(exception).toMatchObject({
      outcome: 'refused',
      reason: 'Acordo A-1 took the place of the receivable before this payment.',
    });
    const wish = {
      how: 'settled' as const,
      company: 'aguas',
      exception: id ?? '',
      parts: [{ receivable: 'A-1.0' }],
      by: 'ana',
      reason: 'Old bill.',
    };
    expect(await resolveException(memory.ports, wish)).toEqual({ done: 'resolved' });
    expect(stands(memory, ['F1', 'A-1.0'])).toEqual(['F1 replaced', 'A-1.0 settled']);
  });

  test('when the bank takes an earlier part payment back, is booked there, and it stays replaced', async () => {
    const memory = await withDebt();
    await settleChunk(
      memory.ports,
      memory.file('part', [entryOf({ nossoNumero: '90001', paidCents: 60_00 })]),
    );
    await makeAcordo(
      memory.ports,
      asked({ discountCents: 0, downPayment: { cents: 40_00, dueOn: '2026-05-25' } }),
    );
    const back = entryOf({ kind: 'reversal', nossoNumero: '90001', paidCents: 60_00 });
    await settleChunk(memory.ports, memory.file('back', [back]));
    expect(stands(memory, ['F1'])).toEqual(['F1 replaced']);
    expect(paidOf(memory.receivable('F1'))).toBe(0);
    await endAcordo(memory.ports, ending);
    expect(stands(memory, ['F1', 'F2'])).toEqual(['F1 open 10000', 'F2 open 5000']);
  });
});

describe('the end of an acordo', () => {
  test.each<[string, [string, number][], string[]]>([
    ['with nothing paid leaves the debt as it was', [], ['F2 open 5000', 'F1 open 10000']],
    ['gives the down payment to the oldest', [['down', 40_00]], ['F2 open 1000', 'F1 open 10000']],
    [
      'pays the oldest off, and the next in part',
      [
        ['down', 40_00],
        ['first', 50_00],
      ],
      ['F2 settled', 'F1 open 6000'],
    ],
    [
      'shares part payments as well',
      [
        ['down', 15_00],
        ['first', 3_00],
        ['down', 7_00],
      ],
      ['F2 open 2500', 'F1 open 10000'],
    ],
  ])('%s', async (_name, payments, expected) => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    for (const [txid, cents] of payments) await pay(memory, txid, cents);
    const before = moneyOn(memory);
    expect(await endAcordo(memory.ports, ending)).toEqual({ done: 'broken' });
    expect(stands(memory, ['F2', 'F1'])).toEqual(expected);
    expect(stands(memory, PARTS)).toEqual(PARTS.map((id) => `${id} cancelled`));
    expect(moneyOn(memory)).toBe(before);
    expect(moneyOn(memory, PARTS)).toBe(0);
  });

  test('is told: each share as it leaves its part and comes to what is restored, and the end', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    await pay(memory, 'down', 40_00);
    await pay(memory, 'first', 50_00, '2026-06-25');
    await endAcordo(memory.ports, ending);
    const moved = [...told(memory, 'settlement.reversed'), ...told(memory, 'settlement.applied')].filter(
      ({ data }) => 'acordo' in data,
    );
    expect(
      moved.map(({ subject, data }) => `${subject} ${(data as { appliedCents: number }).appliedCents}`),
    ).toEqual(['A-1.0 -4000', 'A-1.1 -5000', 'F2 4000', 'F2 1000', 'F1 4000']);
    expect(moved.at(-1)?.data).toMatchObject({
      paidOn: '2026-06-25',
      acordo: 'A-1',
      told: { file: `file-${files}` },
    });
    expect(told(memory, 'acordo.broken')).toMatchObject([
      { data: { how: 'broken', restored: ['F2', 'F1'], cancelled: PARTS, movedCents: 90_00 } },
    ]);
  });

  test('leaves what is more than was due as a credit that waits for a person', async () => {
    const memory = await withDebt();
    await makeAcordo(
      memory.ports,
      asked({
        discountCents: 0,
        chargesCents: 100_00,
        downPayment: { cents: 160_00, dueOn: '2026-05-25', identifiers: { txid: 'down' } },
      }),
    );
    await pay(memory, 'down', 160_00);
    await endAcordo(memory.ports, ending);
    expect(stands(memory, ['F2', 'F1'])).toEqual(['F2 settled', 'F1 settled']);
    expect([...memory.open.values()]).toMatchObject([
      { outcome: 'settled-in-excess', unappliedCents: 10_00, agreement: 'bb' },
    ]);
  });

  test('cannot be of one that is kept, nor of one that has ended otherwise', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    for (const [txid, cents] of [
      ['down', 40_00],
      ['first', 50_00],
      ['second', 50_00],
    ] as const)
      await pay(memory, txid, cents);
    expect(await endAcordo(memory.ports, ending)).toMatchObject({ problems: [{ code: 'acordo.kept' }] });
    const acordo = await memory.ports.acordos.find('aguas', 'A-1');
    expect(acordo && standingOfAcordo(acordo, PARTS.map(memory.receivable), '2026-08-01')).toEqual({
      state: 'kept',
      paidCents: 140_00,
      openCents: 0,
    });
    expect(await endAcordo(memory.ports, { ...ending, acordo: 'A-9' })).toMatchObject({
      problems: [{ code: 'acordo.unknown' }],
    });
  });

  test('told again changes nothing; another end is refused', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    await pay(memory, 'down', 40_00);
    await endAcordo(memory.ports, ending);
    const before = ALL.map(memory.receivable);
    expect(await endAcordo(memory.ports, ending)).toEqual({ done: 'broken' });
    expect(await endAcordo(memory.ports, { ...ending, at: '2026-07-02T12:00:00.000Z' })).toEqual({
      done: 'unchanged',
    });
    expect(await endAcordo(memory.ports, { ...ending, how: 'cancelled' })).toMatchObject({
      problems: [{ code: 'acordo.ended' }],
    });
    expect(ALL.map(memory.receivable)).toEqual(before);
  });

  test('what comes for a part afterwards waits for a person', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    await endAcordo(memory.ports, ending);
    await pay(memory, 'first', 50_00);
    expect([...memory.open.values()]).toMatchObject([{ outcome: 'refused', receivable: { id: 'A-1.1' } }]);
  });

  test('undoing the file of a payment under it takes its shares back as well', async () => {
    const memory = await withDebt();
    await makeAcordo(memory.ports, asked());
    const file = await pay(memory, 'down', 40_00);
    await pay(memory, 'first', 50_00);
    await endAcordo(memory.ports, ending);
    await stepFile(memory.ports, { what: 'undo', file, by: 'ana', reason: 'Wrong file.', id: 'undo-1' });
    for (const chunk of memory.released.splice(0)) await settleChunk(memory.ports, chunk);
    expect(stands(memory, ['F2', 'F1'])).toEqual(['F2 open 4000', 'F1 open 6000']);
    expect(moneyOn(memory)).toBe(50_00);
    expect(memory.sumsOf(file)).toMatchObject({ inCents: 0, appliedCents: 0, unappliedCents: 0 });
  });
});

/** Runs work that crashes at a call, and then again until it is through; two of them share the memory. */
async function untilThrough(
  memory: Memory,
  at: number,
  when: 'before' | 'after',
  work: (ports: Memory['ports']) => Promise<unknown>,
) {
  const { ports, calls } = crashing(memory.ports, at, when);
  try {
    await work(ports);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    await work(memory.ports);
  }
  return calls();
}

describe('a crash', () => {
  test.each(['before', 'after'] as const)('%s any call changes nothing of what comes out', async (when) => {
    const play = async (at: number) => {
      const memory = await withDebt();
      let most = await untilThrough(memory, at, when, (ports) => makeAcordo(ports, asked()));
      files = 0;
      await pay(memory, 'down', 40_00);
      await pay(memory, 'first', 20_00, '2026-06-25');
      most = Math.max(most, await untilThrough(memory, at, when, (ports) => endAcordo(ports, ending)));
      const events = [...new Map(memory.published.map((event) => [event.id, event])).values()];
      const lines = (all: typeof events) => all.map((event) => JSON.stringify(event)).sort();
      return { most, all: ALL.map(memory.receivable), deeds: [...memory.deeds], events: lines(events) };
    };
    const { most, ...whole } = await play(Number.POSITIVE_INFINITY);
    expect(most).toBeGreaterThan(20);
    for (let at = 1; at <= most; at++) {
      const { most: _, ...after } = await play(at);
      expect(after).toEqual(whole);
    }
  });
});

test('two workers at once do it once', async () => {
  const memory = await withDebt();
  await Promise.all([makeAcordo(memory.ports, asked()), makeAcordo(memory.ports, asked())]);
  await pay(memory, 'down', 40_00);
  await Promise.all([
    endAcordo(memory.ports, ending),
    endAcordo(memory.ports, ending),
    endAcordo(memory.ports, { ...ending, how: 'cancelled' }),
  ]);
  expect(stands(memory, ['F2', 'F1'])).toEqual(['F2 open 1000', 'F1 open 10000']);
  expect(moneyOn(memory)).toBe(40_00);
  expect(memory.receivable('F1').movements.map(({ outcome }) => outcome)).toEqual(['replaced', 'restored']);
});

const CENTS = fc.integer({ min: 1, max: 120_00 });
const PAYMENTS = fc.array(
  fc.tuple(fc.constantFrom('down', 'first', 'second'), CENTS, fc.integer({ min: 1, max: 28 })),
  { maxLength: 6 },
);
const TERMS = { fine: { percent: '2.00' }, interest: { percentPerMonth: '1.00' } };

test('making and breaking an acordo leaves every balance on every day as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(CENTS, { minLength: 1, maxLength: 4 }),
      CENTS,
      fc.integer({ min: 0, max: 60 }),
      async (faces, part, day) => {
        const memory = newMemory();
        const bills = faces.map((faceCents, index) =>
          billOf(`F${index}`, { ...ACCOUNT, faceCents, terms: TERMS, dueOn: `2026-0${1 + (index % 4)}-10` }),
        );
        await memory.register(...bills);
        if (part < (faces[0] ?? 0))
          await settleChunk(
            memory.ports,
            memory.file('p', [entryOf({ nossoNumero: '90000', paidCents: part, paidOn: '2026-02-20' })]),
          );
        const ids = bills.map(({ id }) => id);
        const days = ['2026-02-21', '2026-05-20', `2026-06-${String(1 + (day % 28)).padStart(2, '0')}`];
        const balances = () =>
          ids.map((id) => [
            memory.receivable(id).status,
            ...days.map((on) => dueOn(memory.receivable(id), on)),
          ]);
        const before = balances();
        const open = ids.filter((id) => memory.receivable(id).status === 'open');
        const made = await makeAcordo(
          memory.ports,
          asked({
            receivables: open,
            discountCents: 0,
            downPayment: { cents: 1, dueOn: '2026-05-25' },
            chargesCents: 10,
          }),
        );
        expect(made).toEqual({ done: 'made' });
        await endAcordo(memory.ports, ending);
        expect(balances()).toEqual(before);
      },
    ),
    { numRuns: 60, seed: 11 },
  );
});

test('whatever is paid under an acordo, its end moves all of it and no centavo more', async () => {
  await fc.assert(
    fc.asyncProperty(PAYMENTS, fc.integer({ min: 0, max: 2 }), async (payments, reversed) => {
      const memory = await withDebt();
      await makeAcordo(memory.ports, asked());
      for (const [txid, cents, day] of payments)
        await pay(memory, txid, cents, `2026-06-${String(day).padStart(2, '0')}`);
      const [txid, cents] = payments[reversed] ?? [];
      if (txid !== undefined)
        await pay(memory, txid, cents ?? 0, '2026-06-28', { kind: 'reversal', endToEndId: undefined });
      const all = () => {
        const credits = [...memory.open.values()].reduce(
          (sum, { unappliedCents, receivable, outcome }) =>
            outcome === 'refused' || receivable === undefined ? sum : sum + unappliedCents,
          0,
        );
        return moneyOn(memory) + credits;
      };
      const before = all();
      const made = await endAcordo(memory.ports, ending);
      if (made.problems !== undefined) return;
      expect(all()).toBe(before);
      expect(moneyOn(memory, PARTS)).toBe(0);
      for (const id of ['F1', 'F2']) {
        const receivable = memory.receivable(id);
        expect(dueOn(receivable, '2026-07-01').principalCents).toBeGreaterThanOrEqual(0);
        expect(receivable.status === 'settled').toBe(dueOn(receivable, '2026-07-01').totalCents <= 5);
      }
      // Oldest first: F1 has nothing while F2 still owes.
      if (memory.receivable('F2').status === 'open') expect(paidOf(memory.receivable('F1'))).toBe(0);
    }),
    { numRuns: 120, seed: 5 },
  );
});
