import type { Agreement } from '@baixa/profile';
import { expect, test } from 'vitest';
import { create } from './handler.ts';

/** What is asked for in a night, with the bank of `aguas` closed on some days besides the national holidays. */
async function night(on: string, { now = '2026-03-04T05:00:00.000Z', holidays = [] as string[] } = {}) {
  const sent: string[] = [];
  const sweep = create({
    companies: async () => [
      { id: 'aguas', name: 'Águas', breakAcordosAfterDays: 30 },
      { id: 'luz', name: 'Luz' },
    ],
    agreements: async () => [
      {
        id: 'aguas-bb',
        company: 'aguas',
        bank: '001',
        code: '1',
        tolerance: { cents: 0 },
        holidays,
      } as Agreement,
    ],
    send: async (bodies) => void sent.push(...bodies),
    now: () => now,
  });
  const result = await sweep({ on });
  return { ...result, commands: sent.map((body) => JSON.parse(body)) };
}

test('asks once for each company, for the day it is in São Paulo, under the same id each time', async () => {
  const { companies, commands } = await night('2026-03-04T05:00:00Z');
  expect(companies).toBe(2);
  expect(commands).toMatchObject([
    { command: 'sweep-acordos', company: 'aguas', on: '2026-03-04', at: '2026-03-04T05:00:00.000Z' },
    { command: 'sweep-acordos', company: 'luz', on: '2026-03-04' },
  ]);
  const again = await night('2026-03-04', { now: '2026-03-04T06:00:00.000Z' });
  expect(again.commands.map(({ id }) => id)).toEqual(commands.map(({ id }) => id));
});

test.each([
  ['2026-03-04', 'on a Wednesday, of Monday', '2026-03-02'],
  ['2026-03-03', 'on a Tuesday, of the Sunday before: nobody told of it before Monday', '2026-03-01'],
  ['2026-03-02', 'on a Monday, of Thursday: of Friday the banks tell today', '2026-02-26'],
  ['2026-02-19', 'after Carnaval, of Tuesday', '2026-02-17'],
])('on %s the banks have told, %s', async (on, _, toldUpTo) => {
  expect((await night(on)).commands[0]).toMatchObject({ toldUpTo });
});

test('a holiday of the municipality of one of its agreements makes a day later known, for its company alone', async () => {
  const { commands } = await night('2026-03-04', { holidays: ['2026-03-03'] });
  expect(commands.map(({ toldUpTo }) => toldUpTo)).toEqual(['2026-03-01', '2026-03-02']);
});

test('asks for nothing as of a day that is still to come', async () => {
  expect(await night('2026-03-05')).toEqual({ companies: 0, commands: [] });
});
