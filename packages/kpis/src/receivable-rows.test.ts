import { type Movement, newReceivable, type Receivable, withMovement } from '@baixa/settlement';
import { describe, expect, test } from 'vitest';
import {
  billedOn,
  openCentsOn,
  type Row,
  rowsOfMovement,
  rowsOfReceivable,
  rowsOfRegistration,
} from './index.ts';

const BILL: Receivable = {
  ...newReceivable({
    id: 'F1',
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 100_00,
    dueOn: '2026-03-10',
    issuedOn: '2026-02-20',
    strata: { municipality: 'Vale', district: 'Centro', tariffCategory: 'residencial' },
  }),
  registered: { by: 'k1', at: '2026-02-21T12:00:00.000Z' },
};
const movement = (key: string, on: string, appliedCents: number, more: Partial<Movement> = {}): Movement => ({
  key,
  file: 'f1',
  line: 1,
  offset: 0,
  outcome: 'settled-in-part',
  on,
  movedCents: appliedCents,
  appliedCents,
  ...more,
});
const after = (...movements: Movement[]) => movements.reduce(withMovement, BILL);
const sum = (rows: Row[], measure: keyof Row['measures'], until = '9999-12-31') =>
  rows.filter(({ day }) => day <= until).reduce((total, { measures }) => total + (measures[measure] ?? 0), 0);

describe('the day a receivable is billed', () => {
  test('is the day it was issued, where the company tells it', () => {
    expect(billedOn(BILL)).toBe('2026-02-20');
  });
  test('else the day it was registered, in São Paulo, or its due date where that came first', () => {
    const { issuedOn: _, ...bill } = BILL;
    expect(billedOn({ ...bill, registered: { by: 'k1', at: '2026-02-22T02:30:00.000Z' } })).toBe(
      '2026-02-21',
    );
    expect(billedOn({ ...bill, registered: { by: 'k1', at: '2026-05-01T12:00:00.000Z' } })).toBe(
      '2026-03-10',
    );
  });
  test('is unknown of one that was registered before key indicators were kept: it is in none', () => {
    const { registered: _, ...bill } = BILL;
    expect(rowsOfReceivable(bill)).toEqual([]);
    expect(rowsOfRegistration(bill)).toEqual([]);
  });
});

describe('what is open of a receivable on a day', () => {
  test('is its face until the day it is settled, and nothing from that day on', () => {
    const paid = after(movement('p', '2026-03-12', 102_03, { outcome: 'settled' }));
    expect(openCentsOn(paid, '2026-03-11')).toBe(100_00);
    expect(openCentsOn(paid, '2026-03-12')).toBe(0);
    const rows = rowsOfReceivable(paid);
    expect([sum(rows, 'billedCents'), sum(rows, 'collectedCents'), sum(rows, 'openCents')]).toEqual([
      100_00, 102_03, 0,
    ]);
    expect(sum(rows, 'openCents', '2026-02-19')).toBe(0);
    expect(sum(rows, 'openCents', '2026-02-20')).toBe(100_00);
    expect(sum(rows, 'openBills', '2026-03-11')).toBe(1);
    expect(sum(rows, 'openBills', '2026-03-12')).toBe(0);
  });

  test('is the principal that a part payment leaves: interest and fine are paid first', () => {
    const owed = { ...BILL, terms: { fine: { percent: '2' } } } as Receivable;
    const paid = withMovement(owed, movement('p', '2026-03-20', 50_00));
    expect(openCentsOn(paid, '2026-03-20')).toBe(52_00);
  });

  test('stands by the payment date, also where the payment became known long after', () => {
    const late = after(movement('p2', '2026-03-20', 60_00), movement('p1', '2026-03-05', 40_00));
    expect(openCentsOn(late, '2026-03-05')).toBe(60_00);
    expect(rowsOfMovement(late, 'p1')).toContainEqual(
      expect.objectContaining({ day: '2026-03-05', dueOn: '2026-03-10', measures: { openCents: -40_00 } }),
    );
  });

  test('is back from the day of a reversal on, and not before', () => {
    const reversed = after(
      movement('p', '2026-03-05', 100_00, { outcome: 'settled' }),
      movement('r', '2026-03-30', -100_00, { outcome: 'reversed', undoes: 'p' }),
    );
    expect(
      ['2026-03-04', '2026-03-05', '2026-03-29', '2026-03-30'].map((on) => openCentsOn(reversed, on)),
    ).toEqual([100_00, 0, 0, 100_00]);
    expect(sum(rowsOfReceivable(reversed), 'collectedCents', '2026-03-29')).toBe(100_00);
    expect(sum(rowsOfReceivable(reversed), 'collectedCents')).toBe(0);
  });

  test('is as if a payment never was, once its file was undone', () => {
    const undone = after(
      movement('p', '2026-03-05', 100_00, { outcome: 'settled' }),
      movement('p/undone', '2026-03-05', -100_00, {
        outcome: 'undone',
        undoes: 'p',
        stands: { status: 'open' },
      }),
    );
    expect(rowsOfReceivable(undone)).toEqual(rowsOfRegistration(undone));
  });
});

test('each row has the strata of its receivable', () => {
  for (const row of rowsOfReceivable(BILL)) expect(row).toMatchObject(BILL.strata ?? {});
});
