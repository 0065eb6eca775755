import type {
  BandStep,
  CycleResult,
  Explanation,
  Figure,
  IndicatorSteps,
  WeightedMean,
} from '@baixa/scoring';
import { brl, table } from './view.ts';

/** The calculation memory of a closed cycle, a step a line: what anybody can check with a pencil. */
export function explanationText(result: CycleResult, steps: Explanation): string {
  const { isap, ieco, ixec, mean, clamp, irg, phase } = steps;
  const until = phase.toCycle === undefined ? 'on' : `to ${phase.toCycle}`;
  const effect =
    phase.effect === 'applied'
      ? 'the invoice follows the IRG'
      : 'measured and followed, the invoice is paid in full';
  const { services, criticalities, psex, msex } = ixec.counts;
  const { pmcr, mrep } = ieco.counts;
  return [
    `Cycle ${steps.cycle} of ${result.contract}, ${result.from} to ${result.to}: ${result.bookings} bookings`,
    `Phase from cycle ${phase.fromCycle} ${until}: ${effect}`,
    ...adjusted(result),
    '',
    'ISAP = services finished on time / deadline cycles that the finished ones took × 100',
    ...worked(isap, `${isap.counts.onTime} / ${isap.counts.deadlineCycles} × 100`),
    '',
    'IECO = PMCR / MREP × 100',
    ...(pmcr === undefined
      ? []
      : [
          `  PMCR = ${ieco.counts.recovered} accounts recovered / ${ieco.counts.collected} collected × 100 = ${shown(pmcr)}`,
        ]),
    ...worked(ieco, `${pmcr && exactly(pmcr)} / ${exactly(mrep)} × 100`),
    '',
    'IXEC = PSEX / MSEX × 100',
    ...indented(
      table(
        ['service', 'executed', 'demanded', '%', 'criticality', 'product'],
        services.map(({ type, executed, demanded, share, criticality, weighted }) => [
          type,
          executed,
          demanded,
          demanded === 0 ? '100 (no demand)' : share.display,
          exactly(criticality),
          exactly(weighted),
        ]),
        [1, 2, 3, 4, 5],
      ),
    ),
    ...(psex === undefined
      ? []
      : [`  PSEX = sum of the products / ${exactly(criticalities)} = ${shown(psex)}`]),
    ...worked(ixec, `${psex && exactly(psex)} / ${exactly(msex)} × 100`),
    '',
    `Mean of the points = ${meanText(mean)}`,
    ...(clamp === undefined ? [] : [`Limits ${clamp.min} to ${clamp.max}: ${LIMITS[clamp.held]}`]),
    `IRG = ${shown(irg)}`,
    `Mean before bands, for the termination watch = ${shown(steps.meanBeforeBands.mean)}`,
    '',
    `Invoice = ${brl(steps.measuredValueCents)} × ${exactly(steps.invoiceFactor)} % = ` +
      `R$ ${exactly(steps.invoiceBeforeRounding)}, to the centavo ${brl(steps.invoiceCents)}`,
  ].join('\n');
}

const LIMITS = { min: 'the mean lies below', max: 'the mean lies above', neither: 'the mean lies between' };

function adjusted({ adjustments }: CycleResult): string[] {
  return adjustments.map(({ correctsCycle, measure }) => {
    const counts: [string, number][] = [
      ['collected', measure.collected],
      ['recovered', measure.recovered],
      ['finished on time', measure.finishedOnTime],
      ['deadline cycles', measure.finishedCycles],
      ...Object.entries(measure.services).flatMap(([type, { demanded, executed }]): [string, number][] => [
        [`${type} demanded`, demanded],
        [`${type} executed`, executed],
      ]),
    ];
    const told = counts
      .filter(([, count]) => count !== 0)
      .map(([name, count]) => `${count > 0 ? '+' : '−'}${Math.abs(count)} ${name}`);
    return `Adjusts cycle ${correctsCycle}: ${told.join(', ') || 'moves accounts between strata'}`;
  });
}

/** The value obtained, and the row of points that holds it. */
function worked<Counts>({ measured, raw, band, final }: IndicatorSteps<Counts>, formula: string): string[] {
  if (!measured || band === undefined) return [`  nothing to measure: by the contract's reading 100`];
  return [
    `  = ${formula} = ${shown(raw)}`,
    `  row ${band.row} of ${band.of} (${rangeOf(band)}) holds ${band.compared.display}: points = ${band.points === 'value' ? 'the value' : exactly(final)}`,
  ];
}

function rangeOf({ from, to }: BandStep): string {
  const lower = from === undefined ? '' : from.included ? `from ${from.at}` : `above ${from.at}`;
  const upper = to === undefined ? '' : to.included ? `up to ${to.at}` : `below ${to.at}`;
  return [lower, upper].filter((part) => part !== '').join(', ') || 'every value';
}

function meanText({ parts, sum, weights, mean }: WeightedMean): string {
  const products = parts.map(
    ({ indicator, value, weight }) => `${indicator.toUpperCase()} ${exactly(value)} × ${weight}`,
  );
  return `(${products.join(' + ')}) / ${weights} = ${exactly(sum)} / ${weights} = ${shown(mean)}`;
}

/** `100.25`, or a ratio in lowest terms where two decimals are not all of it. */
function exactly({ exact, display }: Figure): string {
  const [top = '', bottom = ''] = exact.split('/');
  if (bottom === '1') return top;
  // Ratios of hundredths are written out by two decimals.
  return 100 % Number(bottom) === 0 ? display : exact;
}

/** The exact ratio and how it is read. */
function shown(figure: Figure): string {
  const exact = exactly(figure);
  return exact.includes('/') ? `${exact} = ${figure.display}` : exact;
}

const indented = (text: string) => text.split('\n').map((line) => `  ${line}`);
