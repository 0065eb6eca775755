import { expect, test } from 'vitest';
import { ndjson } from './contract.ts';
import { makeDemo } from './demo.ts';
import { importRows } from './order-import.ts';

const { orders } = makeDemo({ seed: 1 });

test('orders of both kinds have the same names in a file, a line each', () => {
  const lines = ndjson(importRows(orders)).split('\n').slice(0, -1);
  const rows = lines.map((line) => JSON.parse(line));
  expect(rows).toHaveLength(orders.length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(orders.length);
  for (const row of rows) {
    const names = ['kind', 'id', 'type', 'account', 'generated', 'deadline', 'status'];
    expect(Object.keys(row).sort()).toEqual([...names, ...(row.executed ? ['executed'] : [])].sort());
    expect(row.executed !== undefined).toBe(row.status === 'done');
    const written = row.kind === 'service-order' ? /T\d\d:\d\d:\d\d-03:00$/ : /^\d{4}-\d\d-\d\d$/;
    expect(row.generated).toMatch(written);
    expect(row.deadline).toMatch(written);
  }
});

test('extra actions go by the name of the ladder', () => {
  const types = new Set(importRows(orders).map(({ type }) => type));
  expect(types).toContain('extra-actions');
  expect(types).not.toContain('extra');
});
