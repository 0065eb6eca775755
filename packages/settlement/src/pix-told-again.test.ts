import { describe, expect, test } from 'vitest';
import { registerReceivables, retryFor, settleChunk } from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, type Memory, newMemory, outcomesOf } from './test-support/memory.ts';
import { pausing } from './test-support/pause.ts';

const E2E = 'E99999999202603251200abcdefghijk';
const bill = billOf('F1', { identifiers: { txid: 'charge1', payerTaxId: '11122233396' } });
/** One Pix of R$ 100,00 as a webhook tells it, and as a statement does, with and without who paid. */
const pix = { endToEndId: E2E, paidCents: 100_00 };
const WEBHOOK = { ...pix, txid: 'charge1' };
const STATEMENT = pix;
const WITH_PAYER = { ...pix, payer: { taxId: '11122233396' } };
const BACK = { kind: 'reversal' as const, ...pix, reversalId: 'D1' };

/** What files tell, one after the other, of a bill that is there or comes at the end: outcomes, and how it all stands. */
async function story(files: Parameters<typeof entryOf>[0][], registered: 'before' | 'after' = 'before') {
  const memory = newMemory();
  if (registered === 'before') await memory.register(bill);
  const names = files.map((_, index) => `file${index + 1}`);
  for (const [index, entry] of files.entries())
    await settleChunk(memory.ports, memory.file(names[index] as string, [entryOf(entry)]));
  if (registered === 'after') {
    await registerReceivables(memory.ports.receivables, [bill]);
    await retryFor(memory.ports, [bill]);
  }
  return { memory, told: names.map((name) => outcomesOf(memory, name)?.[0]) };
}

const counted = (memory: Memory, files: number) =>
  Array.from({ length: files }, (_, index) => memory.sumsOf(`file${index + 1}`)).reduce(
    (sum, { inCents, outCents }) => sum + inCents - outCents,
    0,
  );

const applied = (memory: Memory) =>
  memory.receivable('F1').movements.reduce((sum, { appliedCents }) => sum + appliedCents, 0);

type Row = [
  name: string,
  files: Parameters<typeof entryOf>[0][],
  told: string[],
  stands: [status: string, appliedCents: number, openExceptions: number],
];
const TABLE: Row[] = [
  ['webhook, statement', [WEBHOOK, STATEMENT], ['settled', 'told-before'], ['settled', 100_00, 0]],
  ['statement, webhook', [STATEMENT, WEBHOOK], ['unmatched', 'told-before'], ['settled', 100_00, 0]],
  ['webhook, with payer', [WEBHOOK, WITH_PAYER], ['settled', 'told-before'], ['settled', 100_00, 0]],
  ['with payer, webhook', [WITH_PAYER, WEBHOOK], ['settled', 'told-before'], ['settled', 100_00, 0]],
  ['with payer, twice', [WITH_PAYER, WITH_PAYER], ['settled', 'told-before'], ['settled', 100_00, 0]],
  ['statement, twice', [STATEMENT, STATEMENT], ['unmatched', 'told-before'], ['open', 0, 1]],
  ['given back without txid', [WEBHOOK, BACK], ['settled', 'reversed'], ['open', 0, 0]],
  [
    'given back without txid, and with it',
    [WEBHOOK, BACK, { ...BACK, txid: 'charge1' }],
    ['settled', 'reversed', 'told-before'],
    ['open', 0, 0],
  ],
  ['given back, of what only the payer named', [WITH_PAYER, BACK], ['settled', 'reversed'], ['open', 0, 0]],
  ['given back before it is told', [BACK, WEBHOOK], ['unmatched', 'settled'], ['open', 0, 0]],
  [
    'given back without txid, then with, then told',
    [BACK, { ...BACK, txid: 'charge1' }, WEBHOOK],
    ['unmatched', 'told-before', 'settled'],
    ['open', 0, 0],
  ],
];

describe('one Pix told by several files counts once, whatever they know of it:', () => {
  test.each(TABLE)('%s', async (_, files, told, stands) => {
    const { memory, told: found } = await story(files);
    expect(found).toEqual(told);
    const { status } = memory.receivable('F1');
    expect([status, applied(memory), memory.open.size]).toEqual(stands);
    expect(counted(memory, files.length)).toBe(files.some(({ kind }) => kind === 'reversal') ? 0 : 100_00);
  });

  test('and says by what it was found', async () => {
    const { memory } = await story([WEBHOOK, STATEMENT]);
    expect(memory.outcomes.get('file2/1')).toMatchObject([
      { toldBefore: true, matchedBy: 'endToEndId', receivable: { id: 'F1' } },
    ]);
  });

  test('also when the bill is registered after both', async () => {
    const { memory, told } = await story([WEBHOOK, STATEMENT], 'after');
    expect(told).toEqual(['unmatched', 'told-before']);
    expect([memory.receivable('F1').status, applied(memory), memory.open.size]).toEqual([
      'settled',
      100_00,
      0,
    ]);
  });
});

describe('whatever crashes on the way', () => {
  const files: [string, Parameters<typeof entryOf>[0], Parameters<typeof entryOf>[0]][] = [
    ['the webhook', WEBHOOK, STATEMENT],
    ['the statement', STATEMENT, WEBHOOK],
    ['what only the payer names', WITH_PAYER, WEBHOOK],
  ];
  test.each(files)('at every call, %s runs again when the other has been told', async (_, first, second) => {
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at++) {
        const memory = newMemory();
        await memory.register(bill);
        const broken = crashing(memory.ports, at, when);
        const chunk = memory.file('file1', [entryOf(first)]);
        const crashed = await settleChunk(broken.ports, chunk).then(
          () => false,
          () => true,
        );
        await settleChunk(memory.ports, memory.file('file2', [entryOf(second)]));
        await settleChunk(memory.ports, chunk);
        const what = `${when} call ${at}`;
        expect([memory.receivable('F1').status, applied(memory), memory.open.size], what).toEqual([
          'settled',
          100_00,
          0,
        ]);
        expect(counted(memory, 2), what).toBe(100_00);
        if (!crashed) break;
      }
  });
});

test('two workers that tell of it at the same time count it once, however their calls interleave', async () => {
  for (const [first, second] of [
    [WEBHOOK, STATEMENT],
    [WEBHOOK, WITH_PAYER],
    [STATEMENT, WITH_PAYER],
  ] as const)
    for (let pause = 0; pause < 12; pause++) {
      const memory = newMemory();
      await memory.register(bill);
      const run = (file: string, entry: typeof pix) =>
        settleChunk(memory.ports, memory.file(file, [entryOf(entry)]));
      // The second begins when the first has come so far: each await of the memory is a step.
      const one = run('file1', first);
      for (let step = 0; step < pause * 3; step++) await Promise.resolve();
      await Promise.all([one, run('file2', second)]);
      expect(counted(memory, 2), `${pause}`).toBe(100_00);
      expect(
        applied(memory) + [...memory.open.values()].reduce((sum, one) => sum + one.unappliedCents, 0),
      ).toBe(100_00);
    }
});

/** Until they have told of it, workers on this entry make no more calls. */
const CALLS = 14;

test('two workers on its chunk come to the same, wherever one of them and the statement stand still', async () => {
  for (let early = 1; early <= CALLS; early++)
    for (let late = early + 1; late <= CALLS; late++)
      for (let own = 1; own <= CALLS; own++)
        for (const first of ['webhook', 'statement']) {
          const memory = newMemory();
          await memory.register(bill);
          const chunk = memory.file('file1', [entryOf(WEBHOOK)]);
          const other = memory.file('file2', [entryOf(STATEMENT)]);
          const webhook = pausing(memory.ports, own);
          const statement = pausing(memory.ports, early, late);
          const tell = {
            webhook: () => webhook.run((ports) => settleChunk(ports, chunk)),
            statement: () => statement.run((ports) => settleChunk(ports, other)),
          };
          await tell.statement();
          await tell.webhook();
          await tell.statement();
          await settleChunk(memory.ports, chunk);
          for (const one of first === 'webhook'
            ? [tell.webhook, tell.statement]
            : [tell.statement, tell.webhook])
            await one();
          const what = `the statement waits at calls ${early} and ${late}, a worker at ${own}; ${first} first`;
          expect([counted(memory, 2), applied(memory)], what).toEqual([100_00, 100_00]);
        }
});
