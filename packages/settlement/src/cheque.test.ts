import type { Entry } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import { dueOn, exceptionIdOf, resolveException, retryFor, settleChunk } from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, type Memory, newMemory, outcomesOf } from './test-support/memory.ts';

const BARCODE = '8'.repeat(44);
const bill = billOf('F1', { identifiers: { barcode: BARCODE } });
/** R$ 100,00 in a file of the 26th, paid with a cheque on the 25th that clears on the 27th. */
const CHEQUE = { barcode: BARCODE, held: 'cheque' as const, creditedOn: '2026-03-27' };
const BACK = { barcode: BARCODE, kind: 'reversal' as const };
const NOTICE = { barcode: BARCODE, kind: 'advance-notice' as const };
const CASH = { barcode: BARCODE };

type Told = [day: string, ...entries: Partial<Entry>[]];

async function settle(memory: Memory, [createdOn, ...entries]: Told): Promise<void> {
  const chunk = memory.file(`file ${createdOn}`, entries.map(entryOf));
  await settleChunk(memory.ports, { ...chunk, createdOn });
}

async function story(files: Told[]) {
  const memory = newMemory();
  await memory.register(bill);
  for (const file of files) await settle(memory, file);
  const { status, settledOn, movements } = memory.receivable('F1');
  return {
    memory,
    told: files.flatMap(([createdOn]) => outcomesOf(memory, `file ${createdOn}`) ?? []),
    stands: [
      status,
      settledOn,
      movements.reduce((sum, { appliedCents }) => sum + appliedCents, 0),
      [...memory.open.values()].map(({ outcome }) => outcome).join(),
    ],
  };
}

type Row = [name: string, files: Told[], told: string[], stands: unknown[]];
const TABLE: Row[] = [
  ['is held', [['2026-03-26', CHEQUE]], ['held'], ['open', undefined, 0, 'held']],
  [
    'a day before it clears',
    [['2026-03-25', CHEQUE], ['2026-03-26']],
    ['held'],
    ['open', undefined, 0, 'held'],
  ],
  [
    'settles by a file of the day it clears, with the day it was paid',
    [['2026-03-26', CHEQUE], ['2026-03-27']],
    ['held'],
    ['settled', '2026-03-25', 100_00, ''],
  ],
  [
    'settles by a later file',
    [['2026-03-26', CHEQUE], ['2026-04-20']],
    ['held'],
    ['settled', '2026-03-25', 100_00, ''],
  ],
  [
    'is told when it has cleared',
    [['2026-03-27', CHEQUE]],
    ['settled'],
    ['settled', '2026-03-25', 100_00, ''],
  ],
  [
    'came back before it cleared',
    [
      ['2026-03-26', CHEQUE],
      ['2026-03-27', BACK],
    ],
    ['held', 'unmatched'],
    ['open', undefined, 0, ''],
  ],
  [
    'came back after it cleared',
    [['2026-03-26', CHEQUE], ['2026-03-27'], ['2026-03-30', BACK]],
    ['held', 'reversed'],
    ['open', undefined, 0, ''],
  ],
  [
    'and the bill is paid in cash meanwhile',
    [['2026-03-26', CHEQUE, CASH], ['2026-03-27']],
    ['held', 'settled'],
    ['settled', '2026-03-25', 100_00, 'paid-twice'],
  ],
  [
    'has no day to clear',
    [['2026-03-26', { ...CHEQUE, creditedOn: undefined }], ['2026-04-20']],
    ['held'],
    ['open', undefined, 0, 'held'],
  ],
  [
    'is told by a notice, and then for good',
    [
      ['2026-03-26', NOTICE],
      ['2026-03-27', CASH],
    ],
    ['noted', 'settled'],
    ['settled', '2026-03-25', 100_00, ''],
  ],
];

describe('a cheque', () => {
  test.each(TABLE)('%s', async (_, files, told, stands) => {
    const found = await story(files);
    expect(found.told).toEqual(told);
    expect(found.stands).toEqual(stands);
  });

  test('counts in its file as money that waits', async () => {
    const { memory } = await story([['2026-03-26', CHEQUE]]);
    const sums = { inCents: 100_00, appliedCents: 0, unappliedCents: 100_00 };
    expect(memory.sumsOf('file 2026-03-26')).toMatchObject(sums);
  });

  test('that came back leaves what is due as it was', async () => {
    const { memory } = await story([
      ['2026-03-26', CHEQUE],
      ['2026-03-27', BACK],
    ]);
    const untouched = newMemory();
    await untouched.register(bill);
    expect(dueOn(memory.receivable('F1'), '2026-05-01')).toEqual(
      dueOn(untouched.receivable('F1'), '2026-05-01'),
    );
  });

  test('is settled by a person before it clears, and by nobody again', async () => {
    const { memory } = await story([['2026-03-26', CHEQUE]]);
    const [held] = memory.open.values();
    const exception = exceptionIdOf('aguas', held?.key ?? '');
    const wish = { company: 'aguas', exception, by: 'ana', reason: 'The bank called.' };
    const parts = [{ receivable: 'F1' }];
    expect(await resolveException(memory.ports, { ...wish, how: 'settled', parts })).toEqual({
      done: 'resolved',
    });
    await settle(memory, ['2026-03-27']);
    expect(memory.receivable('F1')).toMatchObject({
      status: 'settled',
      movements: [{ appliedCents: 100_00 }],
    });
    expect(memory.open.size).toBe(0);
  });

  test('that came back before a person settled it is given back all the same', async () => {
    const { memory } = await story([['2026-03-26', CHEQUE, BACK]]);
    const held = [...memory.open.values()].find(({ outcome }) => outcome === 'held');
    const wish = {
      company: 'aguas',
      exception: exceptionIdOf('aguas', held?.key ?? ''),
      by: 'ana',
      reason: 'The bank called.',
      how: 'settled' as const,
      parts: [{ receivable: 'F1' }],
    };
    await resolveException(memory.ports, wish);
    expect(memory.receivable('F1').status).toBe('open');
    expect(memory.open.size).toBe(0);
  });

  const late: [name: string, files: Told[], registeredAfter: number, stands: unknown[]][] = [
    ['registered before its day', [['2026-03-26', CHEQUE], ['2026-03-27']], 1, ['settled', 0]],
    ['registered after its day', [['2026-03-26', CHEQUE], ['2026-03-27']], 2, ['settled', 0]],
    ['registered, and its day has not come', [['2026-03-26', CHEQUE]], 1, ['open', 1]],
    ['that was told when it had cleared', [['2026-03-27', CHEQUE]], 1, ['settled', 0]],
    [
      'that came back before its bill was registered',
      [['2026-03-26', CHEQUE, BACK], ['2026-03-27']],
      1,
      ['open', 0],
    ],
  ];
  test.each(late)('of a bill that is %s', async (_, files, registeredAfter, [status, waiting]) => {
    const memory = newMemory();
    for (const [index, file] of files.entries()) {
      if (index === registeredAfter) await register(memory);
      await settle(memory, file);
    }
    if (registeredAfter === files.length) await register(memory);
    expect([memory.receivable('F1').status, memory.open.size]).toEqual([status, waiting]);
  });

  async function register(memory: Memory): Promise<void> {
    await memory.register(bill);
    await retryFor(memory.ports, [bill]);
  }

  test('that came back is given back once, whatever call of the file that clears it crashes', async () => {
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at++) {
        const { memory } = await story([['2026-03-26', CHEQUE, BACK]]);
        const chunk = { ...memory.file('later', []), createdOn: '2026-03-27' };
        const crashed = await settleChunk(crashing(memory.ports, at, when).ports, chunk).then(
          () => false,
          () => true,
        );
        await settleChunk(memory.ports, chunk);
        const { status, movements } = memory.receivable('F1');
        const applied = movements.map(({ appliedCents }) => appliedCents);
        expect([status, applied, memory.open.size], `${when} ${at}`).toEqual([
          'open',
          [0, 100_00, -100_00],
          0,
        ]);
        if (!crashed) break;
      }
  });

  test('clears once, whatever call of the file that clears it crashes', async () => {
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at++) {
        const { memory } = await story([['2026-03-26', CHEQUE]]);
        const chunk = { ...memory.file('later', []), createdOn: '2026-03-27' };
        const crashed = await settleChunk(crashing(memory.ports, at, when).ports, chunk).then(
          () => false,
          () => true,
        );
        await settleChunk(memory.ports, chunk);
        const { status, movements } = memory.receivable('F1');
        expect([status, movements.length, memory.open.size], `${when} ${at}`).toEqual(['settled', 1, 0]);
        if (!crashed) break;
      }
  });
});
