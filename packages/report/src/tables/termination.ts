import { againstMinimum, type CycleResult, figureOf } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { count, percent, type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';

/** Cycles that are told where no rule looks at more. */
const LOOKED_AT = 5;

/** The last cycles against the minimum of their phases: what the termination watch looks at. */
export function terminationTable({ result, history }: ReportInput): ReportTable {
  const { profile } = result.terms;
  const most = Math.max(LOOKED_AT, ...(profile.termination?.rules ?? []).map(({ of }) => of));
  const cycles = [...history, result].filter(({ cycle }) => cycle > result.cycle - most);
  const evidence = new Set(result.score.termination?.evidence.map(({ cycle }) => cycle));
  const row = ({ cycle, score }: CycleResult) => {
    const { value, minimum, isBelow } = againstMinimum(profile, score);
    return [
      count(cycle),
      percent(value),
      minimum === undefined ? text('sem mínimo') : percent(figureOf(new Fraction(minimum))),
      text(minimum === undefined ? 'em acompanhamento' : isBelow ? 'abaixo do mínimo' : 'atingiu o mínimo'),
      text(evidence.has(cycle) ? 'sim' : ''),
    ];
  };
  return {
    id: 'termination',
    title: 'Acompanhamento do mínimo contratual',
    columns: [
      { id: 'cycle', title: 'Ciclo' },
      {
        id: 'compared',
        title: profile.readings.minimumComparedWith === 'irg-at-floor' ? 'IRG' : 'Média antes das faixas',
      },
      { id: 'minimum', title: 'Mínimo da fase' },
      { id: 'state', title: 'Situação' },
      { id: 'evidence', title: 'Base do alerta' },
    ],
    rows: cycles.map(row),
  };
}

/** What the watch says of the cycle, in a sentence. It never acts by itself. */
export function terminationSentence({ result: { cycle, score, terms } }: ReportInput): string {
  const watch = terms.profile.termination;
  if (watch === undefined) return 'O perfil do contrato não prevê o acompanhamento do mínimo.';
  const { termination: alert } = score;
  const rules = watch.rules.map(({ name, below, of }) => ({
    name,
    what: below === of ? `${of} ciclos seguidos` : `${below} de ${of} ciclos seguidos`,
  }));
  if (alert !== undefined) {
    const what = rules.find(({ name }) => name === alert.rule)?.what ?? alert.rule;
    const cycles = alert.evidence.map((each) => each.cycle).join(', ');
    return (
      `Alerta: ${what} abaixo do mínimo (ciclos ${cycles}). O contrato permite à contratante rescindir; ` +
      'a decisão é dela, este alerta só a informa.'
    );
  }
  return cycle < watch.fromCycle
    ? `Sem alerta: o acompanhamento começa no ciclo ${watch.fromCycle}.`
    : `Sem alerta: não ficaram abaixo do mínimo ${rules.map(({ what }) => what).join(', nem ')}.`;
}
