import type { Contract } from './contract.ts';
import {
  compare,
  display,
  type Fraction,
  fraction,
  fractionOf,
  halfUp,
  over,
  plus,
  times,
} from './fraction.ts';
import type { ServiceCounts } from './service-truth.ts';

/** An indicator in per cent: exact, and half up to 2 decimals. */
export interface Figure {
  /** `numerator/denominator` in lowest terms. */
  exact: string;
  display: string;
}

/** An indicator as obtained, and its final points. In cycles 1 to 3 the points are what was obtained. */
export interface Indicator {
  raw: Figure;
  points: Figure;
}

export interface Indicators {
  isap: Indicator;
  ixec: Indicator;
  ieco: Indicator;
  /** The weighted mean of what was obtained, before bands: what the termination watch sees. */
  rawMean: Figure;
  /** The weighted mean of the points, between the phase's limits. */
  irg: Figure;
  /** What the invoice is multiplied by, in per cent: the IRG, and 100 in cycles 1 to 3. */
  factor: Figure;
  invoiceCents: number;
}

const HUNDRED = fraction(100);
const percent = (n: number) => fraction(n);

/** In per cent of what there was to do; nothing to do is 100. */
const share = (done: number, all: number): Fraction =>
  all === 0 ? HUNDRED : times(fraction(done, all), HUNDRED);

const figure = (value: Fraction): Figure => ({ exact: `${value.n}/${value.d}`, display: display(value) });

/** The weights of ISAP, IXEC and IECO. */
const WEIGHTS = { isap: 25, ixec: 15, ieco: 60 };

/** The lowest and highest that points can be from cycle 4, and from cycle 7. */
const limitsOf = (cycle: number): [number, number] => (cycle < 7 ? [85, 115] : [70, 130]);

function isapPoints(value: Fraction, cycle: number): Fraction {
  const [low] = limitsOf(cycle);
  if (compare(value, percent(low)) < 0) return percent(low);
  return compare(value, percent(98)) > 0 ? HUNDRED : value;
}

function bandedPoints(value: Fraction, cycle: number): Fraction {
  const [low, high] = limitsOf(cycle);
  if (compare(value, percent(low)) < 0) return percent(low);
  if (compare(value, percent(high)) > 0) return percent(high);
  const isMet = compare(value, percent(95)) >= 0 && compare(value, HUNDRED) <= 0;
  return isMet ? HUNDRED : value;
}

function mean(isap: Fraction, ixec: Fraction, ieco: Fraction): Fraction {
  const sum = plus(
    times(isap, percent(WEIGHTS.isap)),
    plus(times(ixec, percent(WEIGHTS.ixec)), times(ieco, percent(WEIGHTS.ieco))),
  );
  return over(sum, HUNDRED);
}

/** PSEX: what was executed of each type, weighted by the type's criticality. */
function executedPercent({ criticality }: Contract, services: ServiceCounts['services']): Fraction {
  let sum = fraction(0);
  let weights = 0;
  for (const [type, weight] of Object.entries(criticality)) {
    const { demanded, executed } = services[type]!;
    sum = plus(sum, times(share(executed, demanded), fraction(weight)));
    weights += weight;
  }
  return over(sum, fraction(weights));
}

/** All figures of a cycle, from its counts. */
export function indicatorsOf(
  contract: Contract,
  cycle: number,
  counts: ServiceCounts & { recovered: number; collected: number },
): Indicators {
  const target = (value: Fraction, goal: string) => over(times(value, HUNDRED), fractionOf(goal));
  const raw = {
    isap: share(counts.finishedOnTime, counts.deadlineCycles),
    ixec: target(executedPercent(contract, counts.services), contract.targets.msex),
    ieco:
      counts.collected === 0
        ? HUNDRED
        : target(share(counts.recovered, counts.collected), contract.targets.mrep),
  };
  const hasEffect = cycle > 3;
  const points = hasEffect
    ? {
        isap: isapPoints(raw.isap, cycle),
        ixec: bandedPoints(raw.ixec, cycle),
        ieco: bandedPoints(raw.ieco, cycle),
      }
    : raw;
  const [low, high] = limitsOf(cycle).map(percent) as [Fraction, Fraction];
  const weighted = mean(points.isap, points.ixec, points.ieco);
  const clamped = compare(weighted, low) < 0 ? low : compare(weighted, high) > 0 ? high : weighted;
  const irg = hasEffect ? clamped : weighted;
  const factor = hasEffect ? irg : HUNDRED;
  const invoice = over(times(fraction(contract.measuredValueCents), factor), HUNDRED);
  return {
    isap: { raw: figure(raw.isap), points: figure(points.isap) },
    ixec: { raw: figure(raw.ixec), points: figure(points.ixec) },
    ieco: { raw: figure(raw.ieco), points: figure(points.ieco) },
    rawMean: figure(mean(raw.isap, raw.ixec, raw.ieco)),
    irg: figure(irg),
    factor: figure(factor),
    invoiceCents: Number(halfUp(invoice)),
  };
}
