import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cents,
  count,
  date6,
  date8,
  defineRecord,
  digits,
  filler,
  fitLine,
  MALFORMED,
  text,
  ymd8,
} from './index.ts';

const record = defineRecord('sample', 50, [
  digits('bank', 1, 3, 'Bank'),
  text('name', 4, 13, 'Name'),
  cents('paid', 14, 20, 'Amount'),
  date8('paidOn', 21, 28, 'Payment'),
  date6('dueOn', 29, 34, 'Due date'),
  ymd8('madeOn', 35, 42, 'Made'),
  count('lines', 43, 45, 'Lines'),
  filler(46, 50),
]);

const line = `001MARIA     0012345250220262602262026030100700000`;

describe('a record', () => {
  test('reads each column by its kind', () => {
    const { field } = record;
    expect(field.bank.read(line)).toBe('001');
    expect(field.name.read(line)).toBe('MARIA');
    expect(field.paid.read(line)).toBe(12345);
    expect(field.paidOn.read(line)).toBe('2026-02-25');
    expect(field.dueOn.read(line)).toBe('2026-02-26');
    expect(field.madeOn.read(line)).toBe('2026-03-01');
    expect(field.lines.read(line)).toBe(7);
    expect(field.name.raw(line)).toBe('MARIA     ');
  });

  test('writes from values what it reads', () => {
    const written = record.write({
      bank: 1,
      name: 'MARIA',
      paid: 12345,
      paidOn: '2026-02-25',
      dueOn: '2026-02-26',
      madeOn: '2026-03-01',
      lines: 7,
      filler46: '00000',
    });
    expect(written).toBe(line);
  });

  test('fills what is left out with zeros or blanks', () => {
    expect(record.write({})).toBe(`000          ${'0'.repeat(32)}     `);
  });

  test('gives back every line it reads, whatever stands in it', () => {
    const lines = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 50, maxLength: 50 })
      .map((units) => String.fromCharCode(...units));
    fc.assert(fc.property(lines, (any) => record.write(record.read(any)) === any));
  });

  test('round-trips amounts and days', () => {
    fc.assert(
      fc.property(
        fc.nat(9_999_999),
        fc.date({ min: new Date('1980-01-01'), max: new Date('2079-12-31'), noInvalidDate: true }),
        (paid, date) => {
          const on = date.toISOString().slice(0, 10);
          const written = record.write({ paid, paidOn: on, dueOn: on, madeOn: on });
          expect(record.field.paid.read(written)).toBe(paid);
          for (const day of ['paidOn', 'dueOn', 'madeOn'] as const)
            expect(record.field[day].read(written)).toBe(on);
        },
      ),
    );
  });
});

describe('columns that say nothing usable', () => {
  const paidOf = (raw: string) => record.field.paid.read(`${' '.repeat(13)}${raw}${' '.repeat(30)}`);
  const paidOnOf = (raw: string) => record.field.paidOn.read(`${' '.repeat(20)}${raw}${' '.repeat(22)}`);

  test('are undefined when blank, malformed when not digits', () => {
    expect(paidOf('       ')).toBeUndefined();
    expect(paidOf('   1234')).toBe(1234);
    expect(paidOf('0000000')).toBe(0);
    for (const bad of ['00012A4', '12 4567', '-000001', '00,0001', '１２３４５６７'])
      expect(paidOf(bad), bad).toBe(MALFORMED);
  });

  test('are malformed when no centavo can be counted any more', () => {
    const wide = defineRecord('wide', 18, [cents('value', 1, 18, 'Amount')]);
    expect(wide.field.value.read('009007199254740991')).toBe(9_007_199_254_740_991);
    expect(wide.field.value.read('009007199254740992')).toBe(MALFORMED);
  });

  test('are no day when no calendar has it', () => {
    for (const none of [
      '00000000',
      '        ',
      '99999999',
      '30022026',
      '29022025',
      '00012026',
      '01002026',
      'SEMREG  ',
      '0102 026',
    ])
      expect(paidOnOf(none), none).toBeUndefined();
    expect(paidOnOf('29022024')).toBe('2024-02-29');
  });
});

describe('a layout is refused where it is written', () => {
  test.each([
    ['gap', [digits('a', 1, 3, ''), digits('b', 5, 10, '')]],
    ['overlap', [digits('a', 1, 5, ''), digits('b', 5, 10, '')]],
    ['short', [digits('a', 1, 9, '')]],
    ['long', [digits('a', 1, 11, '')]],
    ['same name', [digits('a', 1, 5, ''), digits('a', 6, 10, '')]],
    ['backwards', [digits('a', 1, 5, ''), digits('b', 6, 5, ''), digits('c', 6, 10, '')]],
  ])('%s', (_, columns) => {
    expect(() => defineRecord('bad', 10, columns)).toThrow();
  });

  test('and so is a value that does not fit', () => {
    expect(() => record.write({ name: 'A NAME OF 17 CHARS' })).toThrow('Column name');
    expect(() => record.write({ paid: 12_345_678 })).toThrow('Column paid');
    expect(() => record.write({ paid: -1 })).toThrow('Column paid');
    expect(() => record.write({ paid: 1.5 })).toThrow('Column paid');
    expect(() => record.write({ paidOn: '2026-02-30' })).toThrow('Column paidOn');
    expect(() => record.write({ other: 1 } as never)).toThrow('no column other');
    expect(() => record.read('short')).toThrow('a line of 5');
  });
});

test('another bank overrides columns; what it does not send reads as undefined', () => {
  const other = record.override('other', [text('name', 6, 13, 'Name'), digits('branch', 29, 32, 'Agência')]);
  expect(other.columns.map((it) => `${it.name} ${it.from}-${it.to}`)).toEqual([
    'bank 1-3',
    'filler4 4-5',
    'name 6-13',
    'paid 14-20',
    'paidOn 21-28',
    'branch 29-32',
    'filler33 33-34',
    'madeOn 35-42',
    'lines 43-45',
    'filler46 46-50',
  ]);
  expect(other.has('dueOn')).toBe(false);
  expect(other.has('branch')).toBe(true);
  expect(other.field.dueOn.read(line)).toBeUndefined();
  expect(other.field.branch.read(line)).toBe('2602');
  expect(() => other.write({ dueOn: '2026-01-01' })).toThrow('no column dueOn');
});

test('a line is made as long as its record', () => {
  expect(fitLine('abc', 5)).toBe('abc  ');
  expect(fitLine('abcdefg', 5)).toBe('abcde');
  expect(fitLine('abcde', 5)).toBe('abcde');
});
