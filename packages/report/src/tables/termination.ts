import { type CycleResult, phaseOf } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { count, percent, type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';

/** The watch looks at no more cycles than these. */
const LOOKED_AT = 5;

/** The last cycles against the minimum of their phases: what the termination watch looks at. */
export function terminationTable({ result, history }: ReportInput): ReportTable {
  const { profile } = result.terms;
  const cycles = [...history, result].filter(({ cycle }) => cycle > result.cycle - LOOKED_AT);
  const atFloor = profile.readings.minimumComparedWith === 'irg-at-floor';
  const evidence = new Set(result.score.termination?.evidence.map(({ cycle }) => cycle));
  const row = ({ cycle, score }: CycleResult) => {
    const minimum = phaseOf(profile, cycle).clamp?.min;
    const value = atFloor ? score.irg : score.meanBeforeBands;
    return [
      count(cycle),
      percent(value),
      minimum === undefined
        ? text('sem mínimo')
        : percent({ exact: `${minimum}/1`, display: minimum.toFixed(2) }),
      text(
        minimum === undefined
          ? 'em acompanhamento'
          : isBelow(value.exact, minimum, atFloor)
            ? 'abaixo do mínimo'
            : 'atingiu o mínimo',
      ),
      text(evidence.has(cycle) ? 'sim' : ''),
    ];
  };
  return {
    id: 'termination',
    title: 'Acompanhamento do mínimo contratual',
    columns: [
      { id: 'cycle', title: 'Ciclo' },
      { id: 'compared', title: atFloor ? 'IRG' : 'Média antes das faixas' },
      { id: 'minimum', title: 'Mínimo da fase' },
      { id: 'state', title: 'Situação' },
      { id: 'evidence', title: 'Base do alerta' },
    ],
    rows: cycles.map(row),
  };
}

function isBelow(exact: string, minimum: number, atFloor: boolean): boolean {
  const order = new Fraction(exact).compare(minimum);
  return atFloor ? order <= 0 : order < 0;
}

/** What the watch says of the cycle, in a sentence. It never acts by itself. */
export function terminationSentence({ result: { cycle, score } }: ReportInput): string {
  const { termination } = score;
  if (termination !== undefined) {
    const cycles = termination.evidence.map((each) => each.cycle).join(', ');
    const rule = RULES[termination.rule] ?? termination.rule;
    return (
      `Alerta: ${rule} (ciclos ${cycles}). O contrato permite à contratante rescindir; ` +
      'a decisão é dela, este alerta só a informa.'
    );
  }
  return cycle < 5
    ? 'Sem alerta: o acompanhamento começa no ciclo 5.'
    : 'Sem alerta: nem três ciclos seguidos, nem quatro de cinco, ficaram abaixo do mínimo.';
}

const RULES: Record<string, string> = {
  'three-running': 'três ciclos seguidos abaixo do mínimo',
  'four-of-five': 'quatro de cinco ciclos seguidos abaixo do mínimo',
};
