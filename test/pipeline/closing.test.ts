import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baixaIn } from './baixa.ts';

/** A contract of one service type, whose criticality somebody takes out of the profile before the first close. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-closing-'));
const { run, json, up } = baixaIn(folder);
let running: Awaited<ReturnType<typeof up>>;

const profile = (criticality: string) => `companies:
  - { id: aguas, name: Águas do Vale }
contracts:
  - id: cobranca
    company: aguas
    contractor: Cobrança Exemplar
    start: '2026-01-16'
    targets: { mrep: '80', msex: '95' }
    criticality: ${criticality}
    measuredValueCents: 10000000
`;
const orders = (...ids: string[]) =>
  `id,type,account,generated,deadline,executed,status\n${ids
    .map(
      (id, day) => `${id},leak,10${day},2026-02-0${day + 1},2026-02-0${day + 3},2026-02-0${day + 2},done\n`,
    )
    .join('')}`;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

beforeAll(async () => {
  write('profile.yaml', profile('{ leak: 2 }'));
  write('without.yaml', profile('{ meter: 1 }'));
  write('orders.csv', orders('OS-1', 'OS-2'));
  write('later.csv', orders('OS-1', 'OS-2', 'OS-3'));
  running = await up();
  for (const args of [
    ['apply', 'profile.yaml'],
    ['orders', 'orders.csv'],
    ['apply', 'without.yaml'],
  ])
    expect((await run(...args)).err).toBe('');
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a close that fails after it froze its cycle opens it again: what comes then still counts in it', async () => {
  const failed = await run('close', '--on', '2026-02-16');
  expect(failed.code).toBe(1);
  expect(failed.err).toContain('close-cycle.failed');
  expect((await json('cycles', 'cobranca')).cycles).toEqual([]);

  await run('apply', 'profile.yaml');
  await run('orders', 'later.csv');
  expect((await run('close', '--on', '2026-02-16')).code).toBe(0);
  const { cycles } = await json('cycles', 'cobranca');
  expect(cycles).toHaveLength(1);
  expect(cycles[0].result).toMatchObject({
    cycle: 1,
    bookings: 6,
    adjustments: [],
    score: { measure: { services: { leak: { demanded: 3, executed: 3 } } } },
  });
});

test('what was counted at either try is in the ledger, and it proves', async () => {
  const { code, out } = await run('verify');
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('contracts/cobranca') });
});
