import { expect, test } from 'vitest';
import { CONTRACT } from './contract.ts';
import { indicatorsOf } from './indicators.ts';

/** A contract and counts whose indicators are exactly the given ones: targets of 100, one service type. */
function scored(cycle: number, [isap, ieco, ixec]: [number, number, number]) {
  const contract = {
    ...CONTRACT,
    targets: { mrep: '50', msex: '50' },
    criticality: { only: 1 },
    measuredValueCents: 10_000_000,
  };
  return indicatorsOf(contract, cycle, {
    finishedOnTime: isap * 100,
    deadlineCycles: 10_000,
    services: { only: { demanded: 20_000, executed: ixec * 100 } },
    recovered: ieco * 100,
    collected: 20_000,
  });
}

test.each([
  [4, [98, 97, 105], '100.25'],
  [4, [90, 110, 100], '103.50'],
  [7, [90, 110, 100], '103.50'],
  [4, [60, 60, 60], '85.00'],
  [7, [60, 60, 60], '70.00'],
  [6, [100, 140, 140], '111.25'],
  [7, [100, 140, 140], '122.50'],
] as [number, [number, number, number], string][])('in cycle %i, %j scores %s', (cycle, raw, irg) => {
  expect(scored(cycle, raw).irg.display).toBe(irg);
});

test('IECO has a step at 95 worth 3.006 points', () => {
  expect(scored(4, [98, 95, 100]).irg.exact).toBe('199/2');
  expect(scored(4, [98, 94.99, 100]).irg.exact).toBe('48247/500');
});

test('cycles 1 to 3 are measured and paid in full', () => {
  expect(scored(3, [60, 60, 60])).toMatchObject({
    irg: { exact: '60/1' },
    rawMean: { exact: '60/1' },
    factor: { exact: '100/1' },
    invoiceCents: 10_000_000,
  });
});

test('the invoice follows the exact IRG, rounded once', () => {
  expect(scored(4, [98, 94.99, 100]).invoiceCents).toBe(9_649_400);
});

test('nothing to measure scores 100, and a type without demand counts as done', () => {
  const { isap, ieco, ixec } = indicatorsOf(CONTRACT, 7, {
    finishedOnTime: 0,
    deadlineCycles: 0,
    services: {
      'leak-repair': { demanded: 2, executed: 1 },
      reconnection: { demanded: 0, executed: 0 },
      'new-connection': { demanded: 0, executed: 0 },
      'meter-replacement': { demanded: 0, executed: 0 },
    },
    recovered: 0,
    collected: 0,
  });
  expect([isap.raw.exact, ieco.raw.exact]).toEqual(['100/1', '100/1']);
  // (3 × 50 % + 6 × 100 %) / 9 / 95 %
  expect(ixec.raw.exact).toBe('5000/57');
});
