import type { Overdue } from '@baixa/store';
import { expect, test } from 'vitest';
import { CONTRACT } from '../../test-support/contract.ts';
import { create } from './handler.ts';

const RULE = { receivables: 2, overdueDays: 30 };
const billOf = (account: string, more: Partial<Overdue> = {}): Overdue => ({
  company: 'aguas',
  account,
  dueOn: '2026-01-30',
  ...more,
});

/** What is asked for at 02:00 in São Paulo of 2 March UTC, which is still the first there. */
async function night(
  pages: Overdue[][],
  { contracts = [{ ...CONTRACT, openCases: RULE }], mostAccounts = 1000 } = {},
) {
  const sent: string[] = [];
  const scans: string[] = [];
  const openCases = create({
    contracts: async () => contracts,
    findOverdue: async (dueBy, found) => {
      scans.push(dueBy);
      for (const page of pages) await found(page);
    },
    send: async (bodies) => void sent.push(...bodies),
    now: () => '2026-03-02T05:00:00.000Z',
    mostAccounts,
  });
  const result = await openCases({ on: '2026-03-02T02:30:00Z' });
  return { ...result, scans, messages: sent.map((body) => JSON.parse(body)) };
}
const accountsIn = (messages: { rows: { account: string }[] }[]) =>
  messages.flatMap(({ rows }) => rows.map(({ account }) => account));

test('asks for the accounts that are overdue by the rule of their contract, in messages of 25', async () => {
  const page = Array.from({ length: 30 }, (_, index) => billOf(String(100 + index)));
  const { accounts, scans, messages } = await night([page, page]);
  expect(accounts).toBe(30);
  expect(scans).toEqual(['2026-01-30']);
  expect(messages.map(({ rows }) => rows.length)).toEqual([25, 5]);
  expect(messages[0]).toMatchObject({
    command: 'open-cases',
    contract: 'c1',
    on: '2026-03-01',
    byRule: true,
    rows: [{ account: '100' }, ...Array(24).fill({})],
  });
});

test('leaves out an account with too few receivables, or of another company', async () => {
  const others = [billOf('300', { company: 'luz' }), billOf('300', { company: 'luz' })];
  const { messages } = await night([
    [billOf('100'), billOf('200')],
    [billOf('200'), ...others],
  ]);
  expect(accountsIn(messages)).toEqual(['200']);
});

test('goes through all receivables once for all contracts, each by its own day and number', async () => {
  const contracts = [
    { ...CONTRACT, openCases: RULE },
    { ...CONTRACT, id: 'c2', openCases: { receivables: 1, overdueDays: 10 } },
    { ...CONTRACT, id: 'c3', company: 'luz', openCases: { receivables: 1, overdueDays: 60 } },
  ];
  const { scans, messages } = await night(
    [[billOf('100'), billOf('100', { dueOn: '2026-02-10' }), billOf('100', { company: 'luz' })]],
    { contracts },
  );
  expect(scans).toEqual(['2026-02-19']);
  expect(messages.map(({ contract }) => contract)).toEqual(['c2']);
});

test('without a rule looks at nothing', async () => {
  expect(await night([], { contracts: [CONTRACT as never] })).toEqual({
    accounts: 0,
    scans: [],
    messages: [],
  });
});

test('of more accounts than are held at once, asks for all that were found so far', async () => {
  const pages = [
    [billOf('100'), billOf('200'), billOf('300')],
    [billOf('100'), billOf('400'), billOf('400')],
  ];
  const { messages } = await night(pages, { mostAccounts: 2 });
  expect(accountsIn(messages)).toEqual(['100', '200', '300', '400']);
});
