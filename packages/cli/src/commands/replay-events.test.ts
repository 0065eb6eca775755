import { type BaixaEvent, examples } from '@baixa/events';
import { type Erp, ONE_ERP } from '@baixa/profile';
import { expect, test } from 'vitest';
import { CommandFailed } from '../failure.ts';
import { daysOf, eventsOfDays, type ReplayOptions } from './replay-events.ts';

test('days are counted with both ends; one alone is a day', () => {
  expect(daysOf({ from: '2026-02-27', to: '2026-03-01' })).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
  expect(daysOf({ from: '2026-02-27' })).toEqual(['2026-02-27']);
});

test.each([
  { from: '2026-02-30' },
  { from: '2026-03-02', to: '2026-03-01' },
  { from: '2024-01-01', to: '2026-01-01' },
  { from: 'yesterday' },
])('%j are no days', (options) => {
  expect(() => daysOf(options)).toThrow(CommandFailed);
});

/** Two pages on the 18th, of which the second tells one event again; nothing on the 19th. */
const applied = examples['settlement.applied'];
const settled = examples['receivable.settled'];
const other = { ...settled, id: 'other', company: 'escola' };
const PAGES: Record<string, { events: BaixaEvent[]; next?: string }> = {
  '/events/2026-11-18': { events: [applied, settled], next: 'a b' },
  '/events/2026-11-18?after=a%20b': { events: [applied, other] },
  '/events/2026-11-19': { events: [] },
};

async function idsOf(options: Partial<ReplayOptions>, erp: Erp = ONE_ERP): Promise<string[]> {
  const api = { get: async <T>(path: string) => PAGES[path] as T };
  const ids: string[] = [];
  for await (const events of eventsOfDays(api, ['2026-11-18', '2026-11-19'], erp, options))
    ids.push(...events.map(({ id }) => id));
  return ids;
}

test('every event of the days comes once, page after page', async () => {
  expect(await idsOf({})).toEqual([applied.id, settled.id, 'other']);
});

test('a company or some types may be asked for alone', async () => {
  expect(await idsOf({ company: 'escola' })).toEqual(['other']);
  expect(await idsOf({ type: ['settlement.applied'] })).toEqual([applied.id]);
});

test('an ERP is sent again only what it is told of', async () => {
  expect(await idsOf({}, { name: 'sap', companies: ['escola'] })).toEqual(['other']);
  expect(await idsOf({}, { name: 'sap', types: ['receivable.settled'] })).toEqual([settled.id, 'other']);
  expect(await idsOf({ company: 'aguas' }, { name: 'sap', types: ['receivable.settled'] })).toEqual([
    settled.id,
  ]);
});
