import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  centsOfDecimal,
  civilDate,
  civilDateOf,
  daysBetween,
  decimalOfCents,
  formatBrl,
  formatProblem,
  idOf,
  isCivilDate,
  movedCents,
  multiplyCents,
  problem,
  readMoment,
} from './index.ts';

describe('cents', () => {
  test('read and write API Pix amounts without floating point', () => {
    expect(centsOfDecimal('89.46')).toBe(8946);
    expect(centsOfDecimal('0.07')).toBe(7);
    for (const bad of ['89,46', '89.4', '-1.00', '1e2', '', '12345678901.00'])
      expect(centsOfDecimal(bad)).toBeUndefined();
    fc.assert(fc.property(fc.nat(999_999_999), (cents) => centsOfDecimal(decimalOfCents(cents)) === cents));
  });

  test('are shown as a Brazilian reader expects', () => {
    expect(formatBrl(123_456_789)).toBe('R$ 1.234.567,89');
    expect(formatBrl(-5)).toBe('-R$ 0,05');
  });

  test('times a ratio rounds half up to the centavo, exactly', () => {
    expect(multiplyCents(250, 1, 100)).toBe(3);
    expect(multiplyCents(249, 1, 100)).toBe(2);
    expect(multiplyCents(-250, 1, 100)).toBe(-3);
    expect(multiplyCents(5_000_000_00, 17, 360)).toBe(236_111_11);
    expect(multiplyCents(9_007_199_254_740_991, 3, 3)).toBe(9_007_199_254_740_991);
  });
});

describe('civil dates', () => {
  test('exist or are refused', () => {
    expect(civilDate(2023, 2, 29)).toBeUndefined();
    expect(civilDate(2024, 2, 29)).toBe('2024-02-29');
    expect(civilDate(2024, 13, 1)).toBeUndefined();
    expect(isCivilDate('2026-02-30')).toBe(false);
    expect(isCivilDate('2026-2-3')).toBe(false);
  });

  test('are taken in São Paulo: a PIX at 2026-03-27T02:30:00Z was paid on the 26th', () => {
    expect(civilDateOf('2026-03-27T02:30:00Z')).toBe('2026-03-26');
    expect(civilDateOf('2026-03-27T03:00:00.000Z')).toBe('2026-03-27');
  });

  test('count calendar days over the end of February', () => {
    expect(daysBetween('2023-01-13', '2023-03-21')).toBe(67);
    expect(daysBetween('2024-01-13', '2024-03-21')).toBe(68);
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  });
});

test('moments take the offset that São Paulo had on their day, and are read again unchanged', () => {
  expect(readMoment('2024-01-20', '23:59:59')).toBe('2024-01-20T23:59:59-03:00');
  expect(readMoment('2012-01-20', '23:59:59')).toBe('2012-01-20T23:59:59-02:00'); // daylight saving time
  expect(civilDateOf(readMoment('2012-01-20', '23:59:59') ?? '')).toBe('2012-01-20');
  expect(readMoment('2024-01-20T08:00Z', '00:00:00')).toBe('2024-01-20T08:00:00Z');
  for (const bad of ['2024-02-30', '2024-01-20T25:00', '20/01/2024', '2024-01-20 08:00'])
    expect(readMoment(bad, '00:00:00')).toBeUndefined();
});

test('ids depend on where one part ends and the next begins', () => {
  expect(idOf('ab', 'c')).not.toBe(idOf('a', 'bc'));
  expect(idOf('ab', 'c')).toBe(idOf('ab', 'c'));
  expect(idOf('x')).toMatch(/^[0-9a-f]{24}$/);
});

test('a problem is one line with place, code, sentence and way out', () => {
  const it = problem(
    'cnab240.bad-amount',
    { file: 'a.ret', line: 3, column: 82 },
    'The amount has letters.',
    'Ask the bank.',
  );
  expect(formatProblem(it)).toBe('a.ret:3:82 cnab240.bad-amount: The amount has letters. Ask the bank.');
});

test('only payments and reversals move money', () => {
  expect(movedCents({ kind: 'payment', paidCents: 5 })).toBe(5);
  expect(movedCents({ kind: 'reversal', paidCents: 5 })).toBe(-5);
  expect(movedCents({ kind: 'advance-notice', paidCents: 5 })).toBe(0);
});
