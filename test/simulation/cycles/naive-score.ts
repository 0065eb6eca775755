import type { Contract } from '@baixa/profile';
import Fraction from 'fraction.js';
import type { Counts } from './naive-counts.ts';

/*
 * The reference model of the score: the rules of its profiles once more, as docs/profiles tells them, vale-2026 for the invented
 * profile. Every table is an `if` here; nothing of it is the product's.
 */

type Name = 'isap' | 'ieco' | 'ixec';
const NAMES: Name[] = ['isap', 'ieco', 'ixec'];
const f = (value: string | number) => new Fraction(value);

export interface NaiveScore {
  cycle: number;
  effect: 'followed' | 'applied';
  measured: Record<Name, boolean>;
  raw: Record<Name, string>;
  final: Record<Name, string>;
  meanBeforeBands: string;
  irgBeforeClamp: string;
  irg: string;
  invoiceFactor: string;
  invoiceCents: number;
  termination: { rule: string; cycles: number[] } | undefined;
}

const nameOf = ({ profile }: Contract): string => (typeof profile === 'string' ? profile : profile.name);
const isVale = (contract: Contract) => nameOf(contract) === 'vale-2026';

/** Half up (away from zero) to 2 decimals, in the invented profile half even to one. */
function rounded(contract: Contract, value: Fraction): Fraction {
  if (value.lt(0)) return rounded(contract, value.neg()).neg();
  const scale = isVale(contract) ? 10 : 100;
  const floor = value.mul(scale).floor();
  const rest = value.mul(scale).sub(floor);
  const half = new Fraction(1, 2);
  const goesUp = isVale(contract)
    ? rest.gt(half) || (rest.equals(half) && !floor.div(2).equals(floor.div(2).floor()))
    : rest.gte(half);
  return floor.add(goesUp ? 1 : 0).div(scale);
}

function obtained(contract: Contract, counts: Counts): Record<Name, Fraction | undefined> {
  const of = (name: string) => counts[name] ?? 0;
  const percent = (a: number, b: number) => new Fraction(a, b).mul(100);
  const { mrep, msex } = contract.targets;
  let weighted = f(0);
  let weights = 0;
  let isDemanded = false;
  for (const [type, weight] of Object.entries(contract.criticality)) {
    const demanded = of(`demanded ${type}`);
    isDemanded ||= demanded > 0;
    const share = demanded > 0 ? percent(of(`executed ${type}`), demanded) : f(100);
    weighted = weighted.add(share.mul(weight));
    weights += weight;
  }
  return {
    isap: of('cycles') > 0 ? percent(of('onTime'), of('cycles')) : undefined,
    ieco: of('collected') > 0 ? percent(of('recovered'), of('collected')).div(f(mrep)).mul(100) : undefined,
    ixec: isDemanded ? weighted.div(weights).div(f(msex)).mul(100) : undefined,
  };
}

function pointsOf(contract: Contract, cycle: number, name: Name, exact: Fraction): Fraction {
  const value = contract.bandComparison === 'rounded' ? rounded(contract, exact) : exact;
  const isFull = contract.isapAtLimit === 'full';
  if (isVale(contract)) {
    if (cycle < 3 || name === 'ixec') return value;
    if (name === 'ieco') return value.lt(60) ? f(50) : value.lt(90) ? value : f(105);
    if (value.lt(50)) return f(40);
    return value.lt(80) || (value.equals(80) && !isFull) ? f(60) : f(100);
  }
  if (cycle <= 3) return value;
  const [low, high] = cycle <= 6 ? [85, 115] : [70, 130];
  if (value.lt(low)) return f(low);
  if (name === 'isap') return value.gt(98) || (value.equals(98) && isFull) ? f(100) : value;
  if (value.lt(95)) return value;
  if (value.lte(100)) return f(100);
  return value.lte(high) ? value : f(high);
}

function weightsOf(contract: Contract, cycle: number): Record<Name, number> {
  if (isVale(contract)) return cycle < 3 ? { isap: 0, ieco: 100, ixec: 0 } : { isap: 40, ieco: 50, ixec: 10 };
  const isSecondTable = nameOf(contract) === 'figura4' && cycle >= 7;
  return isSecondTable ? { isap: 20, ieco: 40, ixec: 15 } : { isap: 25, ieco: 60, ixec: 15 };
}

function limitsOf(contract: Contract, cycle: number): [number, number] | undefined {
  if (isVale(contract)) return cycle < 3 ? [90, 110] : [60, 108];
  return cycle <= 3 ? undefined : cycle <= 6 ? [85, 115] : [70, 130];
}

/** What a cycle must reach, or the termination watch counts it. */
function minimumOf(contract: Contract, cycle: number): number | undefined {
  return isVale(contract) && cycle >= 3 ? 75 : limitsOf(contract, cycle)?.[0];
}

const written = (value: Fraction) => `${value.s * value.n}/${value.d}`;

/** Scores a cycle; `before` are the scores of all cycles before it. */
export function naiveScore(
  contract: Contract,
  cycle: number,
  counts: Counts,
  before: readonly NaiveScore[],
): NaiveScore {
  const values = obtained(contract, counts);
  const weights = weightsOf(contract, cycle);
  const counted = NAMES.filter(
    (name) => values[name] !== undefined || contract.nothingToMeasure === 'scores-100',
  );
  const mean = (of: (name: Name) => Fraction): Fraction => {
    let sum = f(0);
    let total = 0;
    for (const name of counted) {
      sum = sum.add(of(name).mul(weights[name]));
      total += weights[name];
    }
    return total === 0 ? f(100) : sum.div(total);
  };
  const raw = (name: Name) => values[name] ?? f(100);
  const final = (name: Name) =>
    values[name] === undefined ? f(100) : pointsOf(contract, cycle, name, values[name]);
  const beforeClamp = mean(final);
  const limits = limitsOf(contract, cycle);
  let irg = isVale(contract) ? rounded(contract, beforeClamp) : beforeClamp;
  if (limits !== undefined && irg.lt(limits[0])) irg = f(limits[0]);
  if (limits !== undefined && irg.gt(limits[1])) irg = f(limits[1]);
  const isFollowed = limits === undefined;
  const factor = isFollowed ? f(100) : irg;
  const invoice = f(contract.measuredValueCents).mul(factor).div(100);
  const each = <T>(of: (name: Name) => T) => ({ isap: of('isap'), ieco: of('ieco'), ixec: of('ixec') });
  const score: NaiveScore = {
    cycle,
    effect: isFollowed ? 'followed' : 'applied',
    measured: each((name) => values[name] !== undefined),
    raw: each((name) => written(raw(name))),
    final: each((name) => written(final(name))),
    meanBeforeBands: written(mean(raw)),
    irgBeforeClamp: written(beforeClamp),
    irg: written(irg),
    invoiceFactor: written(factor),
    invoiceCents: Number((isVale(contract) ? invoice : invoice.add(new Fraction(1, 2))).floor().valueOf()),
    termination: undefined,
  };
  return { ...score, termination: watch(contract, [...before, score]) };
}

/** Whether so many of the last cycles missed their minimum that the utility may terminate the contract. */
function watch(contract: Contract, scores: NaiveScore[]): NaiveScore['termination'] {
  const now = scores.at(-1)!.cycle;
  const rules = isVale(contract)
    ? [{ rule: 'two-of-three', below: 2, of: 3 }]
    : [
        { rule: 'three-running', below: 3, of: 3 },
        { rule: 'four-of-five', below: 4, of: 5 },
      ];
  if (now < (isVale(contract) ? 2 : 5)) return undefined;
  for (const { rule, below, of } of rules) {
    const cycles = scores
      .filter(({ cycle }) => cycle > now - of)
      .filter((score) => isBelow(contract, score))
      .map(({ cycle }) => cycle);
    if (cycles.length >= below) return { rule, cycles };
  }
  return undefined;
}

function isBelow(contract: Contract, { cycle, irg, meanBeforeBands }: NaiveScore): boolean {
  const minimum = minimumOf(contract, cycle);
  if (minimum === undefined) return false;
  return contract.minimumComparedWith === 'irg-at-floor'
    ? f(irg).lte(minimum)
    : f(meanBeforeBands).lt(minimum);
}
