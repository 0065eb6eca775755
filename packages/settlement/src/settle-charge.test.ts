import type { Entry } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import {
  type Chunk,
  creditsOf,
  dueOn,
  type Payable,
  registerReceivables,
  resolveException,
  retryFor,
  settleChunk,
  stepFile,
} from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, chargeOf, entryOf, type Memory, newMemory, outcomesOf } from './test-support/memory.ts';

const E2E = 'E99999999202603251200abcdefghijk';
const IDS = ['F1', 'F2', 'F3'];
const BILLS = [
  billOf('F1', { dueOn: '2026-03-10' }),
  billOf('F2', { dueOn: '2026-03-18' }),
  billOf('F3', { dueOn: '2026-03-25' }),
];
const CHARGE = chargeOf(IDS.map((receivable) => ({ receivable })));
const PIX = { txid: 'collective1', endToEndId: E2E, paidCents: 300_00 };
const BACK = { ...PIX, kind: 'reversal' as const, reversalId: 'D1' };
const BOLETO = { nossoNumero: '70007', paidCents: 300_00 };

type Told = Partial<Entry>;

async function registered(...rows: Parameters<Memory['register']>): Promise<Memory> {
  const memory = newMemory();
  await memory.register(...rows);
  return memory;
}

/** Files of one chunk, settled one after the other. */
async function settled(memory: Memory, ...files: Told[][]): Promise<Memory> {
  for (const [index, told] of files.entries())
    await settleChunk(memory.ports, memory.file(`file${index + 1}`, told.map(entryOf)));
  return memory;
}

const owed = (memory: Memory) =>
  IDS.map((id) => {
    const { status } = memory.receivable(id);
    return status === 'open' ? dueOn(memory.receivable(id), '2026-03-25').totalCents : 0;
  });

/** What stands of all files: Σ bank money = Σ applied + Σ unapplied in each. */
function sums(memory: Memory, files: number) {
  const all = Array.from({ length: files }, (_, index) => memory.sumsOf(`file${index + 1}`));
  for (const { inCents, outCents, appliedCents, unappliedCents } of all)
    expect(inCents - outCents).toBe(appliedCents + unappliedCents);
  const sum = (of: 'inCents' | 'outCents' | 'appliedCents' | 'unappliedCents') =>
    all.reduce((total, each) => total + each[of], 0);
  return {
    moved: sum('inCents') - sum('outCents'),
    applied: sum('appliedCents'),
    unapplied: sum('unappliedCents'),
  };
}

type Row = [
  what: string,
  files: Told[][],
  outcomes: string[][],
  /** What F1, F2 and F3 owe. */
  owe: [number, number, number],
  moved: number,
  /** Credits and other money that waits. */
  waiting: number[],
];
const OWN = { nossoNumero: '90002' };
const TABLE: Row[] = [
  ['by its nosso número', [[BOLETO]], [['settled']], [0, 0, 0], 300_00, []],
  ['by its txid', [[PIX]], [['settled']], [0, 0, 0], 300_00, []],
  [
    'by its number and due date',
    [[{ seuNumero: 'C1', dueOn: '2026-03-25', paidCents: 300_00 }]],
    [['settled']],
    [0, 0, 0],
    300_00,
    [],
  ],
  [
    'in two goes',
    [[{ ...BOLETO, paidCents: 150_00 }], [{ ...BOLETO, paidCents: 150_00 }]],
    [['settled-in-part'], ['settled']],
    [0, 0, 0],
    300_00,
    [],
  ],
  ['twice', [[BOLETO], [BOLETO]], [['settled'], ['paid-twice']], [0, 0, 0], 600_00, [300_00]],
  ['too much', [[{ ...BOLETO, paidCents: 305_00 }]], [['settled-in-excess']], [0, 0, 0], 305_00, [5_00]],
  [
    'one of them paid by itself before, in the same file',
    [[OWN, BOLETO]],
    [['settled', 'settled-in-excess']],
    [0, 0, 0],
    400_00,
    [100_00],
  ],
  [
    'one of them paid by itself after, in the same file',
    [[BOLETO, OWN]],
    [['settled', 'paid-twice']],
    [0, 0, 0],
    400_00,
    [100_00],
  ],
  ['told by two files', [[PIX], [PIX]], [['settled'], ['told-before']], [0, 0, 0], 300_00, []],
  [
    'told again without its txid',
    [[PIX], [{ ...PIX, txid: undefined }]],
    [['settled'], ['told-before']],
    [0, 0, 0],
    300_00,
    [],
  ],
  [
    'told first without its txid',
    [[{ ...PIX, txid: undefined }], [PIX]],
    [['unmatched'], ['told-before']],
    [0, 0, 0],
    300_00,
    [],
  ],
  ['given back', [[PIX], [BACK]], [['settled'], ['reversed']], [100_00, 100_00, 100_00], 0, []],
  [
    'given back in part',
    [[PIX], [{ ...BACK, paidCents: 130_00 }]],
    [['settled'], ['reversed']],
    [0, 30_00, 100_00],
    170_00,
    [],
  ],
  [
    'given back before it came',
    [[BACK], [PIX]],
    [['unmatched'], ['settled']],
    [100_00, 100_00, 100_00],
    0,
    [],
  ],
  [
    'given back twice in a file',
    [[PIX], [BACK, BACK]],
    [['settled'], ['reversed', 'told-before']],
    [100_00, 100_00, 100_00],
    0,
    [],
  ],
  [
    'given back by the bank',
    [[BOLETO], [{ ...BOLETO, kind: 'reversal' }]],
    [['settled'], ['reversed']],
    [100_00, 100_00, 100_00],
    0,
    [],
  ],
  [
    'and one of them given back by itself: no payment of its own',
    [[BOLETO], [{ ...OWN, kind: 'reversal' }]],
    [['settled'], ['unmatched']],
    [0, 0, 0],
    200_00,
    [-100_00],
  ],
  [
    'by a cheque that is not cleared',
    [[{ ...BOLETO, held: 'cheque' }]],
    [['held']],
    [100_00, 100_00, 100_00],
    300_00,
    [300_00],
  ],
];

describe('a collective charge is paid', () => {
  test.each(TABLE)('%s', async (_, files, outcomes, owe, moved, waiting) => {
    const memory = await settled(await registered(...BILLS, CHARGE), ...files);
    expect(files.map((__, index) => outcomesOf(memory, `file${index + 1}`))).toEqual(outcomes);
    expect(owed(memory)).toEqual(owe);
    expect(sums(memory, files.length).moved).toBe(moved);
    expect([...memory.open.values()].map(({ unappliedCents }) => unappliedCents)).toEqual(waiting);
  });

  test('and tells each receivable of its part, under one entry', async () => {
    const memory = await settled(await registered(...BILLS, CHARGE), [{ ...BOLETO, feeCents: 1_50 }]);
    const [line] = memory.outcomes.get('file1/1') ?? [];
    expect(line).toMatchObject({
      outcome: 'settled',
      appliedCents: 300_00,
      charge: { id: 'C1', sequence: 2 },
      matchedBy: 'nossoNumero',
    });
    expect(
      line?.parts?.map(({ key, part, receivable, split }) => [key, part, receivable?.id, split?.feeCents]),
    ).toEqual(
      IDS.map((id, index) => [
        `${line?.key}/${index + 1}`,
        { charge: 'C1', number: index + 1, of: 3 },
        id,
        index === 0 ? 1_50 : 0,
      ]),
    );
    const applied = memory.published.filter(({ type }) => type === 'settlement.applied');
    expect(
      applied.map(({ subject, sequence, data }) => [subject, sequence, 'part' in data && data.part]),
    ).toEqual(IDS.map((id, index) => [id, 2, { charge: 'C1', number: index + 1, of: 3 }]));
    expect(memory.published.filter(({ type }) => type === 'receivable.settled')).toHaveLength(3);
    expect(memory.receivable('F2').movements).toMatchObject([{ part: { charge: 'C1', number: 2, of: 3 } }]);
  });
});

describe('a charge or what it covers that is registered after its payment', () => {
  const register = async (memory: Memory, ...rows: Parameters<Memory['register']>) => {
    await registerReceivables(memory.ports.receivables, rows);
    await retryFor(memory.ports, rows);
  };
  const [F1, F2, F3] = BILLS as [(typeof BILLS)[0], (typeof BILLS)[0], (typeof BILLS)[0]];
  test.each([
    ['the charge', [F1, F2, F3], [[CHARGE]]],
    ['one bill', [F1, F3, CHARGE], [[F2]]],
    ['two bills, one after the other', [F1, CHARGE], [[F3], [F2]]],
    ['the charge, then a bill', [F1, F2], [[CHARGE], [F3]]],
    ['a bill, then the charge', [F1, F2], [[F3], [CHARGE]]],
    ['all at once', [], [[F1, F2, F3, CHARGE]]],
  ])('is paid by it: %s', async (_, before, later) => {
    for (const told of [BOLETO, PIX]) {
      const memory = await settled(await registered(...before), [told]);
      expect(outcomesOf(memory, 'file1')).toEqual(['unmatched']);
      for (const [index, rows] of later.entries()) {
        expect(memory.open.size, `before ${index}`).toBe(1);
        await register(memory, ...rows);
      }
      expect(owed(memory)).toEqual([0, 0, 0]);
      expect(memory.open.size).toBe(0);
      expect([...memory.resolved.values()][0]?.resolution).toMatchObject({
        how: 'retried',
        outcomes: [{ appliedCents: 300_00, parts: [{}, {}, {}] }],
      });
    }
  });

  test('waits with a sentence that names what is missing', async () => {
    const memory = await settled(await registered(F1, CHARGE), [BOLETO]);
    expect([...memory.open.values()]).toMatchObject([
      { reason: 'The collective charge C1 covers F2 and F3, not registered yet.', missing: ['F2', 'F3'] },
    ]);
  });

  test('and over what they owe: the rest is a credit of its own', async () => {
    const memory = await settled(await registered(F1, F2, CHARGE), [{ ...BOLETO, paidCents: 320_00 }]);
    await register(memory, F3);
    expect([...memory.open.values()]).toMatchObject([
      { outcome: 'settled-in-excess', unappliedCents: 20_00, charge: { id: 'C1' } },
    ]);
  });
});

describe('the credit on a charge', () => {
  test('goes where a person says, and the charge holds it no more', async () => {
    const memory = await registered(...BILLS, CHARGE, billOf('F4'));
    await settled(memory, [{ ...BOLETO, paidCents: 330_00 }]);
    expect(await creditsOf(memory.ports.exceptions, memory.charge('C1'))).toMatchObject([
      { cents: 30_00, standing: 'waiting' },
    ]);
    const [exception = ''] = memory.open.keys();
    const wish = { company: 'aguas', exception, by: 'ana', reason: 'It is theirs.' };
    const parts = [{ receivable: 'F4' }];
    expect(await resolveException(memory.ports, { ...wish, how: 'settled', parts })).toEqual({
      done: 'resolved',
    });
    expect(dueOn(memory.receivable('F4'), '2026-03-25').totalCents).toBe(70_00);
    expect(await creditsOf(memory.ports.exceptions, memory.charge('C1'))).toEqual([]);
    expect(memory.open.size).toBe(0);
  });

  test('does not go to a charge', async () => {
    const memory = await settled(await registered(...BILLS, CHARGE), [{ ...BOLETO, paidCents: 330_00 }]);
    const [exception = ''] = memory.open.keys();
    const wish = { company: 'aguas', exception, by: 'ana', reason: 'x' };
    const { problems } = await resolveException(memory.ports, {
      ...wish,
      how: 'settled',
      parts: [{ receivable: 'C1' }],
    });
    expect(problems?.[0]?.code).toBe('exception.no-receivable');
  });
});

/** Ports that let somebody else do something just before the first write that is asked for. */
function overtaken(memory: Memory, isIt: (after: Payable) => boolean, by: () => Promise<void>) {
  const { receivables } = memory.ports;
  let waiting = true;
  const append = async (after: Payable) => {
    if (waiting && isIt(after)) {
      waiting = false;
      await by();
    }
    return receivables.append(after);
  };
  return { ...memory.ports, receivables: { ...receivables, append } };
}

describe('beside other workers', () => {
  const chunkOf = (memory: Memory): Chunk => memory.file('file1', [{ ...entryOf(PIX), line: 1, offset: 0 }]);

  test.each(['C1', 'F1', 'F2', 'F3'])(
    'another does the same before the write to %s: it is done once',
    async (id) => {
      const memory = await registered(...BILLS, CHARGE);
      const chunk = chunkOf(memory);
      await settleChunk(
        overtaken(
          memory,
          (after) => after.id === id,
          () => settleChunk(memory.ports, chunk),
        ),
        chunk,
      );
      expect([owed(memory), sums(memory, 1)]).toEqual([
        [0, 0, 0],
        { moved: 300_00, applied: 300_00, unapplied: 0 },
      ]);
      for (const each of IDS) expect(memory.receivable(each).movements).toHaveLength(1);
    },
  );

  test('a bill is paid by itself once the split was kept: what comes second there is a credit', async () => {
    const memory = await registered(...BILLS, CHARGE);
    const faster = () => settleChunk(memory.ports, memory.file('file2', [entryOf(OWN)]));
    await settleChunk(
      overtaken(memory, (after) => after.id === 'F2', faster),
      chunkOf(memory),
    );
    expect(owed(memory)).toEqual([0, 0, 0]);
    expect(sums(memory, 2)).toEqual({ moved: 400_00, applied: 300_00, unapplied: 100_00 });
    expect([...memory.open.values()]).toMatchObject([
      { outcome: 'paid-twice', unappliedCents: 100_00, receivable: { id: 'F2' }, part: { charge: 'C1' } },
    ]);
    // A person gives it to another, as any credit.
    await memory.register(billOf('F4'));
    const [exception = ''] = memory.open.keys();
    const wish = { company: 'aguas', exception, by: 'ana', reason: 'x', parts: [{ receivable: 'F4' }] };
    expect(await resolveException(memory.ports, { ...wish, how: 'settled' })).toEqual({ done: 'resolved' });
  });

  test('a reversal finds the split half done, and does the rest first', async () => {
    const memory = await registered(...BILLS, CHARGE);
    const chunk = chunkOf(memory);
    const broken = overtaken(
      memory,
      (after) => after.id === 'F2',
      () => Promise.reject(new Error('gone')),
    );
    await expect(settleChunk(broken, chunk)).rejects.toThrow('gone');
    await settleChunk(memory.ports, memory.file('file2', [entryOf({ ...BACK, paidCents: 150_00 })]));
    await settleChunk(memory.ports, chunk);
    expect(owed(memory)).toEqual([0, 50_00, 100_00]);
    expect(sums(memory, 2)).toEqual({ moved: 150_00, applied: 150_00, unapplied: 0 });
  });
});

/** Payment, reversal of a part, and what is over: told in two files, one of which people undo and replay. */
const STORY: Told[][] = [[{ ...PIX, paidCents: 320_00 }, OWN], [{ ...BACK, paidCents: 50_00 }]];
let commands = 0;
async function step(memory: Memory, what: 'undo' | 'replay', file: string, ports = memory.ports) {
  const id = `c${++commands}`;
  const begun = await stepFile(memory.ports, { what, file, by: 'ana', reason: 'A wrong upload.', id });
  for (let chunk = memory.released.shift(); chunk !== undefined; chunk = memory.released.shift())
    await settleChunk(ports, chunk);
  return begun;
}

describe('a file that paid a charge', () => {
  const stands = (memory: Memory) => [
    owed(memory),
    IDS.map((id) => memory.receivable(id).status),
    [...memory.open.values()].map(({ unappliedCents }) => unappliedCents).toSorted((a, b) => a - b),
  ];

  test('is undone, and all is as if it had never come', async () => {
    const memory = await registered(...BILLS, CHARGE);
    const before = stands(memory);
    await settled(memory, [{ ...PIX, paidCents: 320_00 }, OWN, { ...BACK, paidCents: 50_00 }]);
    expect(await step(memory, 'undo', 'file1')).toEqual({ done: 'begun', chunks: 1 });
    expect(stands(memory)).toEqual(before);
    expect(sums(memory, 1)).toEqual({ moved: 0, applied: 0, unapplied: 0 });
    const { movements } = memory.charge('C1');
    expect(movements.reduce((sum, { movedCents }) => sum + movedCents, 0)).toBe(0);
    const reversed = memory.published.filter(
      ({ type, data }) => type === 'settlement.reversed' && 'cause' in data,
    );
    expect(reversed.some(({ data }) => 'part' in data && data.part !== undefined)).toBe(true);
  });

  test('is undone and replayed, again and again', async () => {
    const memory = await settled(await registered(...BILLS, CHARGE), [{ ...PIX, paidCents: 320_00 }, OWN]);
    const [first, money] = [stands(memory), sums(memory, 1)];
    for (let round = 0; round < 2; round++) {
      await step(memory, 'undo', 'file1');
      await step(memory, 'replay', 'file1');
      expect([stands(memory), sums(memory, 1)]).toEqual([first, money]);
    }
    const ids = memory.published.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { movements } of [memory.charge('C1'), ...IDS.map(memory.receivable)])
      expect(new Set(movements.map(({ key }) => key)).size).toBe(movements.length);
  });

  test('stays while another file reversed a part of it', async () => {
    const memory = await settled(await registered(...BILLS, CHARGE), ...STORY);
    const before = owed(memory);
    await step(memory, 'undo', 'file1');
    // Its other entry goes; the charge's payment stays.
    expect(outcomesOf(memory, 'file1/step-2')?.length ?? 0).toBeLessThan(2);
    expect(memory.charge('C1').movements.map(({ outcome }) => outcome)).toContain('kept');
    await step(memory, 'undo', 'file2');
    await step(memory, 'undo', 'file1');
    expect(owed(memory)).toEqual([100_00, 100_00, 100_00]);
    expect(before).not.toEqual(owed(memory));
    expect(sums(memory, 2)).toEqual({ moved: 0, applied: 0, unapplied: 0 });
  });

  test('is taken back also where a person gave its credit away', async () => {
    const memory = await registered(...BILLS, CHARGE, billOf('F4'));
    await settled(memory, [{ ...BOLETO, paidCents: 330_00 }]);
    const [exception = ''] = memory.open.keys();
    const wish = { company: 'aguas', exception, by: 'ana', reason: 'x', parts: [{ receivable: 'F4' }] };
    await resolveException(memory.ports, { ...wish, how: 'settled' });
    await step(memory, 'undo', 'file1');
    expect(owed(memory)).toEqual([100_00, 100_00, 100_00]);
    expect(dueOn(memory.receivable('F4'), '2026-03-25').totalCents).toBe(100_00);
  });

  test('told it first: once it is undone, the other file that told it counts', async () => {
    const memory = await settled(await registered(...BILLS, CHARGE), [PIX], [PIX]);
    await step(memory, 'undo', 'file1');
    expect(owed(memory)).toEqual([0, 0, 0]);
    expect(memory.sumsOf('file2')).toMatchObject({
      inCents: 300_00,
      appliedCents: 300_00,
      toldBeforeCents: 0,
    });
  });
});

describe('after a crash before or after any call, what is done again ends the same', () => {
  const kept = (memory: Memory) => ({
    owed: owed(memory),
    movements: [memory.charge('C1'), ...IDS.map(memory.receivable)].map(({ movements }) =>
      movements.map(({ key, outcome, movedCents, appliedCents }) => [key, outcome, movedCents, appliedCents]),
    ),
    sums: sums(memory, 2),
    events: [...new Set(memory.published.map(({ id }) => id))].sort(),
    open: [...memory.open.keys()].sort(),
  });
  const fixed = (told: Told[]) =>
    told.map((entry, index) => ({ ...entryOf(entry), line: index + 1, offset: index }));
  const FILES = STORY.map(fixed);
  const start = async () => {
    const memory = await registered(...BILLS, CHARGE);
    return { memory, chunks: FILES.map((told, index) => memory.file(`file${index + 1}`, told)) };
  };

  test('settling', async () => {
    const { memory: smooth, chunks } = await start();
    const counting = crashing(smooth.ports, 0, 'after');
    for (const chunk of chunks) await settleChunk(counting.ports, chunk);
    for (let at = 1; at <= counting.calls(); at++)
      for (const when of ['before', 'after'] as const) {
        const { memory, chunks: same } = await start();
        const { ports } = crashing(memory.ports, at, when);
        for (const chunk of same)
          await settleChunk(ports, chunk).catch(() => settleChunk(memory.ports, chunk));
        expect(kept(memory), `crash ${when} call ${at}`).toEqual(kept(smooth));
      }
  });

  test('registering late what it covers', async () => {
    const story = async (crash?: { at: number; when: 'before' | 'after' }) => {
      const memory = await registered(...BILLS.slice(0, 2), CHARGE);
      for (const [index, told] of FILES.entries())
        await settleChunk(memory.ports, memory.file(`file${index + 1}`, told));
      const guarded = crashing(memory.ports, crash?.at ?? 0, crash?.when ?? 'after');
      const late = async (ports: Memory['ports']) => {
        await registerReceivables(ports.receivables, BILLS.slice(2));
        await retryFor(ports, BILLS.slice(2));
      };
      await late(guarded.ports).catch(() => late(memory.ports));
      return { memory, calls: guarded.calls() };
    };
    const { memory: smooth, calls } = await story();
    expect(owed(smooth)).not.toEqual([100_00, 100_00, 100_00]);
    for (let at = 1; at <= calls; at++)
      for (const when of ['before', 'after'] as const)
        expect(kept((await story({ at, when })).memory), `crash ${when} call ${at}`).toEqual(kept(smooth));
  });

  test('undoing', async () => {
    const story = async (crash?: { at: number; when: 'before' | 'after' }) => {
      const { memory, chunks } = await start();
      for (const chunk of chunks) await settleChunk(memory.ports, chunk);
      await step(memory, 'undo', 'file2');
      await stepFile(memory.ports, { what: 'undo', file: 'file1', by: 'ana', reason: 'x', id: 'same' });
      const [chunk] = memory.released.splice(0) as [Chunk];
      const guarded = crashing(memory.ports, crash?.at ?? 0, crash?.when ?? 'after');
      await settleChunk(guarded.ports, chunk).catch(() => settleChunk(memory.ports, chunk));
      return { memory, calls: guarded.calls() };
    };
    const { memory: smooth, calls } = await story();
    expect(owed(smooth)).toEqual([100_00, 100_00, 100_00]);
    for (let at = 1; at <= calls; at++)
      for (const when of ['before', 'after'] as const)
        expect(kept((await story({ at, when })).memory), `crash ${when} call ${at}`).toEqual(kept(smooth));
  });
});

test('an ordinary payment costs no read and no write more than before there were charges', async () => {
  const memory = await registered(billOf('F9'));
  const calls: string[] = [];
  const receivables = new Proxy(memory.ports.receivables, {
    get: (target, name) => {
      const member = Reflect.get(target, name);
      return (...args: unknown[]) => {
        calls.push(String(name));
        return (member as (...given: unknown[]) => unknown)(...args);
      };
    },
  });
  await settleChunk(
    { ...memory.ports, receivables },
    memory.file('file1', [entryOf({ nossoNumero: '90009' })]),
  );
  expect(calls).toEqual(['idsOfAliases', 'loadPayables', 'append']);
});
