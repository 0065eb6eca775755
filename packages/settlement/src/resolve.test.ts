import { describe, expect, test } from 'vitest';
import { dueOn, exceptionIdOf, naturalKey, resolveException, settleChunk, type Wish } from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, type Memory, newMemory } from './test-support/memory.ts';

const E2E = 'E99999999202603251200abcdefghijk';

/** Three open bills of R$ 100,00, and one file of one payment that opens an exception. */
async function withException(given: Parameters<typeof entryOf>[0]): Promise<{ memory: Memory; id: string }> {
  const memory = newMemory();
  await memory.register(billOf('F1'), billOf('F2'), billOf('F3'));
  const entry = entryOf(given);
  await settleChunk(memory.ports, memory.file('file', [entry]));
  return { memory, id: exceptionIdOf('aguas', naturalKey('file', entry)) };
}

const wishOf = (exception: string, more: Partial<Wish> = {}): Wish => ({
  company: 'aguas',
  exception,
  how: 'settled',
  parts: [],
  by: 'ana',
  reason: 'The customer sent the receipt.',
  ...more,
});

const nobodys = { nossoNumero: '777', endToEndId: E2E };
const statusOf = (memory: Memory, ...ids: string[]) => ids.map((id) => memory.receivable(id).status);
const problemOf = async (memory: Memory, wish: Wish) =>
  (await resolveException(memory.ports, wish)).problems?.[0]?.code;

describe('money that matched nothing', () => {
  test('settles the receivable that a person names, and ends with who, when and why', async () => {
    const { memory, id } = await withException(nobodys);
    const wish = wishOf(id, { parts: [{ receivable: 'F2' }] });
    expect(await resolveException(memory.ports, wish)).toEqual({ done: 'resolved' });
    expect(statusOf(memory, 'F1', 'F2', 'F3')).toEqual(['open', 'settled', 'open']);
    expect(memory.receivable('F2').movements).toMatchObject([{ key: `e2e:${E2E}`, appliedCents: 100_00 }]);
    expect([...memory.resolved.values()][0]?.resolution).toMatchObject({
      how: 'settled',
      by: 'ana',
      reason: 'The customer sent the receipt.',
      outcomes: [{ outcome: 'settled', matchedBy: 'operator', appliedCents: 100_00 }],
    });
    expect(memory.published.map(({ type }) => type)).toEqual([
      'exception.opened',
      'return-file.processed',
      'settlement.applied',
      'receivable.settled',
      'exception.resolved',
    ]);
  });

  test('told again by another file changes nothing once a person settled it', async () => {
    const { memory, id } = await withException(nobodys);
    await resolveException(memory.ports, wishOf(id, { parts: [{ receivable: 'F2' }] }));
    await settleChunk(memory.ports, memory.file('page', [entryOf(nobodys)]));
    expect(memory.sumsOf('page')).toMatchObject({ inCents: 0, toldBeforeCents: 100_00 });
  });

  test('is split to the centavo over several receivables, one of which may take the rest', async () => {
    const { memory, id } = await withException({ ...nobodys, paidCents: 250_00 });
    const parts = [
      { receivable: 'F1', cents: 100_00 },
      { receivable: 'F2' },
      { receivable: 'F3', cents: 50_00 },
    ];
    expect(await resolveException(memory.ports, wishOf(id, { parts }))).toEqual({ done: 'resolved' });
    expect(statusOf(memory, 'F1', 'F2', 'F3')).toEqual(['settled', 'settled', 'open']);
    expect(dueOn(memory.receivable('F3'), '2026-03-25').totalCents).toBe(50_00);
  });

  test('whose receivable was settled by others in between is a credit there, with an exception of its own', async () => {
    const { memory, id } = await withException(nobodys);
    const { exceptions } = memory.ports;
    const accept: typeof exceptions.accept = async (...given) => {
      await settleChunk(memory.ports, memory.file('faster', [entryOf({ nossoNumero: '90002' })]));
      return exceptions.accept(...given);
    };
    const wish = wishOf(id, { parts: [{ receivable: 'F2' }] });
    const ports = { ...memory.ports, exceptions: { ...exceptions, accept } };
    expect(await resolveException(ports, wish)).toEqual({ done: 'resolved' });
    expect([...memory.open.values()]).toMatchObject([
      { outcome: 'paid-twice', unappliedCents: 100_00, receivable: { id: 'F2' } },
    ]);
    const opened = memory.published
      .filter(({ type }) => type === 'exception.opened')
      .map(({ id: event }) => event);
    expect(new Set(opened).size).toBe(2);
    const [rest = ''] = [...memory.open.keys()];
    const again = wishOf(rest, { parts: [{ receivable: 'F3' }] });
    expect(await resolveException(memory.ports, again)).toEqual({ done: 'resolved' });
    expect(statusOf(memory, 'F2', 'F3')).toEqual(['settled', 'settled']);
  });

  test.each(['refunded', 'written-off', 'ignored'] as const)(
    'may be %s: no receivable changes',
    async (how) => {
      const { memory, id } = await withException(nobodys);
      expect(await resolveException(memory.ports, wishOf(id, { how }))).toEqual({ done: 'resolved' });
      expect(statusOf(memory, 'F1', 'F2', 'F3')).toEqual(['open', 'open', 'open']);
      expect(memory.published.at(-1)).toMatchObject({
        type: 'exception.resolved',
        data: { how, receivables: [], appliedCents: 0, unappliedCents: 100_00 },
      });
    },
  );
});

describe('money that a receivable could not take', () => {
  test('a second payment settles another receivable, and the first one keeps none of it', async () => {
    const { memory, id } = await withException({ nossoNumero: '90001' });
    expect(id).toBeDefined();
    const second = entryOf({ nossoNumero: '90001' });
    await settleChunk(memory.ports, memory.file('second', [second]));
    const credit = exceptionIdOf('aguas', naturalKey('second', second));
    await resolveException(memory.ports, wishOf(credit, { parts: [{ receivable: 'F2' }] }));
    expect(statusOf(memory, 'F1', 'F2')).toEqual(['settled', 'settled']);
    const moved = memory.receivable('F1').movements.map(({ outcome, movedCents }) => [outcome, movedCents]);
    expect(moved).toEqual([
      ['settled', 100_00],
      ['paid-twice', 100_00],
      ['transferred', -100_00],
    ]);
  });

  test('charges that the terms do not have are taken by the receivable when a person says so', async () => {
    const { memory, id } = await withException({
      nossoNumero: '90001',
      paidCents: 90_00,
      discountCents: 10_00,
    });
    expect([...memory.open.values()][0]?.outcome).toBe('divergent');
    await resolveException(memory.ports, wishOf(id, { parts: [{ receivable: 'F1' }] }));
    expect(memory.receivable('F1').status).toBe('open');
    expect(dueOn(memory.receivable('F1'), '2026-03-25').totalCents).toBe(10_00);
  });

  test('what was given to others is not given back once more by the bank', async () => {
    const { memory } = await withException({ nossoNumero: '90001' });
    const second = entryOf({ nossoNumero: '90001', endToEndId: E2E });
    await settleChunk(memory.ports, memory.file('second', [second]));
    const credit = exceptionIdOf('aguas', naturalKey('second', second));
    await resolveException(memory.ports, wishOf(credit, { parts: [{ receivable: 'F2' }] }));
    const refund = entryOf({ kind: 'reversal', nossoNumero: '90001', endToEndId: E2E, reversalId: 'D1' });
    await settleChunk(memory.ports, memory.file('refund', [refund]));
    expect(memory.sumsOf('refund')).toMatchObject({ outcomes: { refused: 1 }, appliedCents: 0 });
  });
});

test('a credit that the bank took back cannot be given to anybody', async () => {
  const { memory } = await withException({ nossoNumero: '90001' });
  const second = entryOf({ nossoNumero: '90001', endToEndId: E2E });
  await settleChunk(memory.ports, memory.file('second', [second]));
  const refund = entryOf({ kind: 'reversal', nossoNumero: '90001', endToEndId: E2E, reversalId: 'D1' });
  await settleChunk(memory.ports, memory.file('refund', [refund]));
  const credit = exceptionIdOf('aguas', naturalKey('second', second));
  const wish = wishOf(credit, { parts: [{ receivable: 'F2' }] });
  expect(await problemOf(memory, wish)).toBe('exception.resolved');
  expect(statusOf(memory, 'F2')).toEqual(['open']);
});

test('a credit of which the bank took a part back cannot be given whole', async () => {
  const { memory } = await withException({ nossoNumero: '90001' });
  const second = entryOf({ nossoNumero: '90001', endToEndId: E2E });
  await settleChunk(memory.ports, memory.file('second', [second]));
  const part = { nossoNumero: '90001', endToEndId: E2E, reversalId: 'D1', paidCents: 40_00 };
  await settleChunk(memory.ports, memory.file('refund', [entryOf({ kind: 'reversal', ...part })]));
  const credit = exceptionIdOf('aguas', naturalKey('second', second));
  const wish = wishOf(credit, { parts: [{ receivable: 'F2' }] });
  expect(await problemOf(memory, wish)).toBe('exception.credit-gone');
  expect(statusOf(memory, 'F2')).toEqual(['open']);
  expect(await resolveException(memory.ports, { ...wish, how: 'ignored', parts: [] })).toEqual({
    done: 'resolved',
  });
});

test('a receivable that was paid after a part had been given keeps its part as a credit, which waits again', async () => {
  const { memory, id } = await withException({ ...nobodys, paidCents: 200_00 });
  const wish = wishOf(id, { parts: [{ receivable: 'F1', cents: 100_00 }, { receivable: 'F2' }] });
  const { receivables } = memory.ports;
  const append: typeof receivables.append = async (after) => {
    if (after.id === 'F2') throw new Error('gone');
    return receivables.append(after);
  };
  const dying = { ...memory.ports, receivables: { ...receivables, append } };
  await expect(resolveException(dying, wish)).rejects.toThrow('gone');
  await settleChunk(memory.ports, memory.file('other', [entryOf({ nossoNumero: '90002' })]));
  expect(await resolveException(memory.ports, wish)).toEqual({ done: 'resolved' });
  expect(memory.receivable('F1').movements).toHaveLength(1);
  expect(memory.receivable('F2').movements.map(({ outcome }) => outcome)).toEqual(['settled', 'paid-twice']);
  expect([...memory.open.values()]).toMatchObject([{ outcome: 'paid-twice', unappliedCents: 100_00 }]);
});

describe('a wish is refused, and nothing changes,', () => {
  test.each<[string, string, Partial<Wish>]>([
    [
      'when the parts do not make all of it',
      'exception.split',
      { parts: [{ receivable: 'F1', cents: 99_99 }] },
    ],
    ['when no receivable is named', 'exception.split', { parts: [] }],
    [
      'when two parts would take the rest',
      'exception.split',
      { parts: [{ receivable: 'F1' }, { receivable: 'F2' }] },
    ],
    ['when a receivable is not there', 'exception.no-receivable', { parts: [{ receivable: 'F9' }] }],
    ['of another company', 'exception.unknown', { company: 'escola', parts: [{ receivable: 'F1' }] }],
  ])('%s', async (_, code, wish) => {
    const { memory, id } = await withException(nobodys);
    expect(await problemOf(memory, wishOf(id, wish))).toBe(code);
    expect(statusOf(memory, 'F1', 'F2', 'F3')).toEqual(['open', 'open', 'open']);
    expect(memory.open.size).toBe(1);
  });

  test('when more than is due would go to one receivable', async () => {
    const { memory, id } = await withException({ ...nobodys, paidCents: 150_00 });
    expect(await problemOf(memory, wishOf(id, { parts: [{ receivable: 'F1' }] }))).toBe(
      'exception.more-than-due',
    );
  });

  test('when the receivable is settled already', async () => {
    const { memory, id } = await withException(nobodys);
    await settleChunk(memory.ports, memory.file('other', [entryOf({ nossoNumero: '90001' })]));
    expect(await problemOf(memory, wishOf(id, { parts: [{ receivable: 'F1' }] }))).toBe('exception.not-open');
  });

  test('when somebody resolved it otherwise', async () => {
    const { memory, id } = await withException(nobodys);
    await resolveException(memory.ports, wishOf(id, { how: 'refunded' }));
    expect(await problemOf(memory, wishOf(id, { parts: [{ receivable: 'F1' }] }))).toBe('exception.resolved');
  });

  test('when somebody else is at it', async () => {
    const { memory, id } = await withException(nobodys);
    const at = '2026-03-26T12:00:00.000Z';
    await memory.ports.exceptions.accept(id, { how: 'ignored', parts: [], by: 'bia', reason: '', at });
    expect(await problemOf(memory, wishOf(id, { parts: [{ receivable: 'F1' }] }))).toBe('exception.taken');
  });
});

describe('above the limit of the company', () => {
  const large = { ...nobodys, paidCents: 1000_01 };

  test('a second person confirms with the same command; the first alone does not', async () => {
    const { memory, id } = await withException(large);
    const wish = wishOf(id, { how: 'refunded' });
    expect(await resolveException(memory.ports, wish)).toEqual({ done: 'proposed' });
    expect(await resolveException(memory.ports, wish)).toEqual({ done: 'proposed' });
    expect(memory.open.size).toBe(1);
    expect(await resolveException(memory.ports, { ...wish, by: 'bia' })).toEqual({ done: 'resolved' });
    expect([...memory.resolved.values()][0]?.resolution).toMatchObject({ by: 'ana', confirmedBy: 'bia' });
  });

  test('another wish of the second person is a proposal of its own', async () => {
    const { memory, id } = await withException(large);
    await resolveException(memory.ports, wishOf(id, { how: 'refunded' }));
    expect(await resolveException(memory.ports, wishOf(id, { how: 'ignored', by: 'bia' }))).toEqual({
      done: 'proposed',
    });
    expect(memory.open.size).toBe(1);
  });
});

test('a crash before or after any call, then the command again, ends the same', async () => {
  const begin = async () => {
    const { memory, id } = await withException({ ...nobodys, paidCents: 200_00 });
    return {
      memory,
      wish: wishOf(id, { parts: [{ receivable: 'F1', cents: 100_00 }, { receivable: 'F2' }] }),
    };
  };
  const smooth = await begin();
  const counting = crashing(smooth.memory.ports, 0, 'after');
  await resolveException(counting.ports, smooth.wish);
  expect(counting.calls()).toBeGreaterThan(8);
  const idsOf = ({ published }: Memory) => new Set(published.map(({ id }) => id));
  for (let at = 1; at <= counting.calls(); at++)
    for (const when of ['before', 'after'] as const) {
      const { memory, wish } = await begin();
      await expect(resolveException(crashing(memory.ports, at, when).ports, wish)).rejects.toThrow();
      expect(await resolveException(memory.ports, wish)).toEqual({ done: 'resolved' });
      const label = `crash ${when} call ${at}`;
      expect(statusOf(memory, 'F1', 'F2', 'F3'), label).toEqual(['settled', 'settled', 'open']);
      expect(memory.receivable('F1').movements, label).toHaveLength(1);
      expect(idsOf(memory), label).toEqual(idsOf(smooth.memory));
    }
});
