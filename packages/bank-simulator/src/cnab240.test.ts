import { describe, expect, test } from 'vitest';
import { placed, writeCnab240 } from './cnab240.ts';
import type { BankLine } from './labels.ts';
import { caixaCheckDigit } from './nosso-numero.ts';
import { exactPayment } from './payment-stories.ts';
import { AGUAS_BB, ESCOLA_CAIXA, newPortfolio } from './portfolio.ts';
import { seededRandom } from './random.ts';

const portfolio = newPortfolio(seededRandom(1));
const water = portfolio.addWaterBill({ account: '1', dueOn: '2024-03-04' });
const school = portfolio.addSchoolFee({ account: '2', dueOn: '2024-03-04' });
const write = (agreement: typeof AGUAS_BB, lines: BankLine[]) =>
  new TextDecoder()
    .decode(writeCnab240({ agreement, sequence: 7, createdOn: '2024-03-12', lines }))
    .split('\r\n');
/** Positions as the manuals count them. */
const at = (line: string | undefined, from: number, to: number) => line?.slice(from - 1, to);

test('a value that does not fit or overlaps another is a mistake of the simulator', () => {
  expect(() => placed([1, 2, 'abc'])).toThrow('fits 1-2');
  expect(() => placed([1, 3, 1], [3, 4, 2])).toThrow('fits 3-4');
});

describe('a file of Banco do Brasil', () => {
  const late = exactPayment(water, '2024-03-11');
  const lines = write(AGUAS_BB, [
    late,
    { kind: 'partial-payment', receivable: water, on: '2024-03-11', cents: 100 },
    { kind: 'fee', receivable: water, on: '2024-03-11', cents: 0 },
  ]);
  const [header, batch, t, u, partT, , feeT, feeU, batchTrailer, trailer, end] = lines;

  test('has lines of 240 characters, each ended', () => {
    expect(lines.slice(0, -1).every((line) => line.length === 240)).toBe(true);
    expect(end).toBe('');
  });

  test('names agreement, number and day in its header', () => {
    expect(at(header, 1, 8)).toBe('00100000');
    expect(at(header, 33, 41)).toBe('007654321');
    expect(at(header, 143, 163)).toBe(`2${'12032024'}060000000007`);
    expect(at(batch, 34, 42)).toBe('007654321');
    expect(at(batch, 9, 11)).toBe('T01');
  });

  test('tells a late payment in segments T and U', () => {
    expect(at(t, 14, 17)).toBe('T 06');
    expect(at(t, 38, 57)).toBe(`${water.identifiers.nossoNumero}   `);
    expect(at(t, 74, 81)).toBe('04032024');
    expect(Number(at(t, 82, 96))).toBe(water.faceCents);
    expect(Number(at(u, 18, 32))).toBe(late.fineCents! + late.interestCents!);
    expect(Number(at(u, 78, 92))).toBe(late.cents);
    expect(Number(at(u, 93, 107))).toBe(late.cents - Number(at(t, 199, 213)));
    expect(at(u, 138, 153)).toBe('1103202412032024');
  });

  test('tells part payments by motivo 02 and tariffs by movement 28, which moves nothing', () => {
    expect(at(partT, 16, 17)! + at(partT, 214, 215)).toBe('0602');
    expect(at(feeT, 16, 17)).toBe('28');
    expect(Number(at(feeT, 199, 213))).toBeGreaterThan(0);
    expect(Number(at(feeU, 78, 107))).toBe(0);
  });

  test('counts its records in the trailers', () => {
    expect(at(batchTrailer, 18, 23)).toBe('000008');
    expect(at(trailer, 4, 8)).toBe('99999');
    expect(at(trailer, 18, 29)).toBe('000001000010');
    expect(lines.length - 1).toBe(10);
  });
});

describe('a file of Caixa', () => {
  const payment = exactPayment(school, '2024-03-04');
  const lines = write(ESCOLA_CAIXA, [payment, { ...payment, kind: 'reversal', on: '2024-03-10' }]);

  test('has the beneficiary code where the standard has the account', () => {
    expect(at(lines[0], 59, 64)).toBe('654321');
    expect(at(lines[1], 34, 39)).toBe('654321');
    expect(at(lines[2], 24, 29)).toBe('654321');
  });

  test('has the nosso número with its check digit', () => {
    const number = at(lines[2], 40, 56)!;
    expect(number).toBe(school.identifiers.nossoNumero?.replace(/\D/g, '').slice(0, 17));
    expect(at(lines[2], 57, 57)).toBe(caixaCheckDigit(number));
  });

  test('gives a payment back by movement 44, with its amount', () => {
    expect(at(lines[4], 16, 17)).toBe('44');
    expect(Number(at(lines[5], 78, 92))).toBe(payment.cents);
  });
});

test('a batch that is full is followed by another, and the trailer counts both', { timeout: 60_000 }, () => {
  const payment = exactPayment(water, '2024-03-04');
  const lines = write(
    AGUAS_BB,
    Array.from({ length: 49_001 }, () => payment),
  );
  expect(lines.filter((line) => at(line, 8, 8) === '1').map((line) => at(line, 4, 7))).toEqual([
    '0001',
    '0002',
  ]);
  expect(lines.filter((line) => at(line, 8, 8) === '5').map((line) => at(line, 18, 23))).toEqual([
    '098002',
    '000004',
  ]);
  expect(at(lines.at(-2), 18, 29)).toBe('000002098008');
});
