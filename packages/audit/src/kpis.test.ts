import { type Row, rowsOfCase, rowsOfReceivable } from '@baixa/kpis';
import { newReceivable, type Receivable } from '@baixa/settlement';
import { beforeEach, expect, test } from 'vitest';
import { newKpis } from './kpis.ts';
import { newInstallation } from './test-support/installation.ts';

const BILL: Receivable = {
  ...newReceivable({
    id: 'F1',
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 100_00,
    dueOn: '2026-03-10',
  }),
  registered: { by: 'k1', at: '2026-03-01T12:00:00.000Z' },
};
const CASE = {
  contract: 'c1',
  company: 'aguas',
  account: '100',
  noticeGeneratedOn: '2026-04-01',
  receivables: ['F1'],
  facts: [],
  version: 1,
  actions: [
    {
      id: 'N',
      type: 'debt-notice' as const,
      generatedOn: '2026-04-01',
      executedOn: '2026-04-03',
      status: 'done' as const,
    },
  ],
};

let told: Row[];
let waited: number;
let notes: string[];
beforeEach(() => {
  told = [...rowsOfReceivable(BILL), ...rowsOfCase(CASE, [BILL])];
  waited = 0;
  notes = [];
});

/** Holds what was told against the bill and the case; `onWait` is what happens meanwhile. */
async function hold(onWait: () => void = () => undefined) {
  const { ports, receivables } = newInstallation();
  receivables.set('F1', BILL);
  const kpis = {
    async *toldOf() {
      yield told;
    },
    async *cases() {
      yield CASE;
    },
    wait: async () => {
      waited += 1;
      onWait();
    },
  };
  const held = newKpis({ ...ports, kpis }, (code, key, sentence) => notes.push(`${code} ${key} ${sentence}`));
  held.take(BILL);
  await held.finish();
}

test('key indicators that are what receivables and cases add up to are right at the first look', async () => {
  await hold();
  expect([notes, waited]).toEqual([[], 0]);
});

test('one that was told twice, or not, or changed is a difference with its day and measure', async () => {
  told = told.filter(({ measures }) => measures.billedCents === undefined);
  await hold();
  expect(notes).toEqual([
    'kpis-differ aguas The key indicators of aguas differ in one place from what receivables and cases add up to; ' +
      'first on 2026-03-01: billedCents is 10000 too little.',
  ]);
  notes = [];
  told = [...rowsOfReceivable(BILL), ...rowsOfCase(CASE, [BILL]), ...rowsOfCase(CASE, [BILL])];
  await hold();
  expect(notes[0]).toContain('first on 2026-04-03: actions is 1 too much.');
});

test('what is being told is waited for', async () => {
  const all = told;
  told = [];
  await hold(() => {
    if (waited === 2) told = all;
  });
  expect([notes, waited]).toEqual([[], 2]);
});
