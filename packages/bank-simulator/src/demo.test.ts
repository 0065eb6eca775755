import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Demo, makeDemo, SMALLEST_SIZE } from './demo.ts';
import type { Outcome } from './labels.ts';

function fingerprint(demo: Demo): string {
  const hash = createHash('sha256');
  for (const { bytes } of demo.drops) hash.update(bytes);
  hash.update(JSON.stringify([demo.profile, demo.receivables, demo.orders, demo.closes, demo.truth]));
  return hash.digest('hex');
}

test('the same seed and size give the same bytes, another seed others', () => {
  expect(fingerprint(makeDemo({ seed: 1 }))).toBe(fingerprint(makeDemo({ seed: 1 })));
  expect(fingerprint(makeDemo({ seed: 2 }))).not.toBe(fingerprint(makeDemo({ seed: 1 })));
});

test('has as many receivables as asked for, and not too few', () => {
  expect(makeDemo({ seed: 1 }).receivables).toHaveLength(600);
  expect(makeDemo({ seed: 1, size: SMALLEST_SIZE }).receivables).toHaveLength(SMALLEST_SIZE);
  expect(() => makeDemo({ seed: 1, size: SMALLEST_SIZE - 1 })).toThrow(RangeError);
});

test('every seed makes files that its own truth can tell', () => {
  for (let seed = 100; seed < 112; seed++) {
    const { truth, closes, cases } = makeDemo({ seed, size: SMALLEST_SIZE });
    expect(truth.inCents - truth.outCents).toBe(truth.appliedCents + truth.unappliedCents);
    const counted = closes.reduce((sum, { truth: of }) => sum + of.withAdjustments.collected, 0);
    expect(counted).toBe(cases.filter(({ fate }) => fate !== 'open').length);
  }
});

describe.each([1, 2, 3])('the demonstration of seed %i', (seed) => {
  const demo = makeDemo({ seed, size: seed === 2 ? SMALLEST_SIZE : 600 });
  const { drops, closes, receivables, truth } = demo;

  test('loses no centavo in any file', () => {
    for (const { truth: of } of drops) {
      expect(of.inCents - of.outCents).toBe(of.appliedCents + of.unappliedCents);
      expect(Object.values(of.byOutcome).reduce((sum, count) => sum + count, 0)).toBe(of.entries);
      const labels = of.labels.filter(({ toldBefore }) => !toldBefore);
      expect(labels.reduce((sum, { appliedCents }) => sum + appliedCents, 0)).toBe(of.appliedCents);
      expect(labels.every((l) => l.movedCents === l.appliedCents + l.unappliedCents)).toBe(true);
    }
    expect(truth.inCents - truth.outCents).toBe(truth.appliedCents + truth.unappliedCents);
  });

  test('writes what it labels: the amounts of each boleto file add up to its truth', () => {
    for (const { name, bytes, truth: of } of drops.filter((drop) => drop.name.endsWith('.ret'))) {
      const lines = new TextDecoder().decode(bytes).split('\r\n').slice(0, -1);
      expect(lines.every((line) => line.length === 240)).toBe(true);
      const us = lines.filter((line) => line[13] === 'U');
      const sum = (...movements: string[]) =>
        us
          .filter((line) => movements.includes(line.slice(15, 17)))
          .reduce((total, line) => total + Number(line.slice(77, 92)), 0);
      expect([name, us.length, sum('06'), sum('44')]).toEqual([name, of.entries, of.inCents, of.outCents]);
    }
  });

  test('writes what it labels: so do those of the Pix, those told before included', () => {
    for (const { bytes, truth: of } of drops.filter((drop) => drop.name.endsWith('.json'))) {
      const { pix } = JSON.parse(new TextDecoder().decode(bytes));
      const cents = (all: { valor: string }[]) =>
        all.reduce((total, { valor }) => total + Number(valor.replace('.', '')), 0);
      const refunds = pix.flatMap(({ devolucoes = [] }) => devolucoes);
      expect(pix.length + refunds.length).toBe(of.entries);
      expect(cents(pix)).toBe(of.inCents + of.toldBeforeCents);
      expect(cents(refunds)).toBe(of.outCents);
    }
  });

  test('shows every outcome, and Pix that two files tell', () => {
    const outcomes = new Set(drops.flatMap(({ truth: of }) => Object.keys(of.byOutcome)));
    const all: Outcome[] = [
      'settled',
      'settled-in-part',
      'settled-in-excess',
      'paid-twice',
      'reversed',
      'noted',
      'unmatched',
      'divergent',
    ];
    expect([...outcomes].sort()).toEqual(all.sort());
    expect(drops.reduce((sum, { truth: of }) => sum + of.toldBefore, 0)).toBeGreaterThan(5);
  });

  test('numbers the files of each agreement in the order in which they arrive', () => {
    expect(drops.map(({ arrivesOn }) => arrivesOn)).toEqual(drops.map(({ arrivesOn }) => arrivesOn).sort());
    for (const agreement of ['aguas-bb', 'escola-caixa']) {
      const own = drops.filter((drop) => drop.agreement === agreement);
      const sequences = own.map(({ bytes }) => Number(new TextDecoder().decode(bytes).slice(157, 163)));
      expect(sequences).toEqual(own.map((_, index) => index + 1));
    }
  });

  test('never names two receivables by one identifier', () => {
    for (const by of ['nossoNumero', 'txid', 'seuNumero'] as const) {
      const values = receivables.map(({ identifiers }) => identifiers[by]).filter((v) => v !== undefined);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  test('closes seven cycles whose points differ, with full, middling and lowest marks among them', () => {
    expect(closes.map(({ cycle }) => cycle)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const points = closes.slice(3).map(({ truth: of }) => ({
      isap: of.isap.points.display,
      ieco: of.ieco.points.display,
    }));
    expect(points[0]).toMatchObject({ isap: '100.00' });
    expect(points[1]).toMatchObject({ ieco: '115.00' });
    expect(points[2]).toEqual({ isap: '85.00', ieco: '85.00' });
    expect(points[3]).toMatchObject({ ieco: '100.00' });
    expect(new Set(closes.map(({ truth: of }) => of.irg.exact)).size).toBe(7);
  });

  test('tells the recoveries by the day of the window', () => {
    const days = Object.entries(truth.recoveriesByDay);
    for (const [day, recoveries] of days) expect(recoveries.every((r) => String(r.day) === day)).toBe(true);
    const recovered = closes.reduce((sum, { truth: of }) => sum + of.withAdjustments.recovered, 0);
    expect(days.flatMap(([, recoveries]) => recoveries)).toHaveLength(recovered);
    expect(days.every(([day]) => Number(day) >= 10 && Number(day) <= 72)).toBe(true);
  });
});
