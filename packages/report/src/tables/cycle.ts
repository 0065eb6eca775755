import type { BandStep, Explanation, IndicatorSteps } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { type Cell, count, money, number, percent, type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';
import { dateOf, decimals, INDICATOR_NAMES } from '../pt.ts';
import { figureOf, shareOf } from './share.ts';

/** Whose cycle it is. */
export function contractTable({ company, contractor, result, steps }: ReportInput): ReportTable {
  return facts('contract', 'Identificação', [
    ['company', 'Contratante', text(company)],
    ['contractor', 'Contratada', text(contractor)],
    ['contract', 'Contrato', text(result.contract)],
    ['cycle', 'Ciclo de medição', count(result.cycle)],
    ['period', 'Período', text(`${dateOf(result.from)} a ${dateOf(result.to)}`)],
    ['phase', 'Fase', text(phaseOf(steps))],
  ]);
}

/** What the invoice is, and of how much. */
export function summaryTable({ result, steps }: ReportInput): ReportTable {
  const { measure } = result.score;
  const debt = result.debt;
  return facts('summary', 'Resumo', [
    ['measured-value', 'Valor medido', money(steps.measuredValueCents)],
    ['irg', 'IRG do ciclo', percent(steps.irg)],
    ['invoice-factor', 'Fator da fatura', percent(steps.invoiceFactor)],
    ['invoice', 'Valor da fatura', money(steps.invoiceCents)],
    // Accounts and services, then R$ and deadlines: the PDF sets the two halves side by side.
    ['collected', 'Contas em cobrança', count(measure.collected)],
    ['recovered', 'Contas recuperadas', count(measure.recovered)],
    ['recovered-in-term', 'Recuperadas no prazo de pagamento', count(measure.recoveredInTerm)],
    ['on-time', 'Serviços no prazo (NSAP)', count(measure.finishedOnTime)],
    ['collected-value', 'Valor em cobrança', debt && money(debt.collectedCents)],
    ['recovered-value', 'Valor recuperado', debt && money(debt.recoveredCents)],
    [
      'recovered-value-share',
      'Recuperado do valor em cobrança',
      debt && shareOf(debt.recoveredCents, debt.collectedCents),
    ],
    ['deadline-cycles', 'Ciclos de prazo (NTSA)', count(measure.finishedCycles)],
  ]);
}

/** From each value obtained to the mean of the points. */
export function indicatorsTable({ steps }: ReportInput): ReportTable {
  const { mean } = steps;
  return {
    id: 'indicators',
    title: 'Indicadores',
    columns: [
      { id: 'indicator', title: 'Indicador' },
      { id: 'obtained', title: 'Valor obtido' },
      { id: 'band', title: 'Faixa' },
      { id: 'points', title: 'Pontos finais' },
      { id: 'weight', title: 'Peso' },
      { id: 'product', title: 'Pontos × peso' },
    ],
    rowIds: ['isap', 'ieco', 'ixec'],
    rows: (['isap', 'ieco', 'ixec'] as const).map((indicator) => {
      const { raw, final, weight, measured, band } = steps[indicator];
      const part = mean.parts.find((each) => each.indicator === indicator);
      return [
        text(INDICATOR_NAMES[indicator]),
        measured ? percent(raw) : text('nada a medir'),
        text(bandOf({ band, measured })),
        percent(final),
        part === undefined ? text('fica de fora') : number(figureOf(new Fraction(weight))),
        part && number(roundedFigure(part.product.display)),
      ];
    }),
    total: [
      text('Média ponderada dos pontos finais'),
      undefined,
      undefined,
      percent(mean.mean),
      number(figureOf(new Fraction(mean.weights))),
      number(roundedFigure(mean.sum.display)),
    ],
  };
}

/** A product as it is read; the calculation has it exactly. */
const roundedFigure = (display: string) => figureOf(new Fraction(display));

/** Each type of service in the PSEX. */
export function servicesTable({ steps }: ReportInput): ReportTable {
  const { services, criticalities, psex } = steps.ixec.counts;
  const sum = (part: (each: (typeof services)[number]) => number) =>
    services.reduce((all, each) => all + part(each), 0);
  return {
    id: 'services',
    title: 'Serviços demandados e executados (PSEX)',
    columns: [
      { id: 'type', title: 'Tipo de serviço' },
      { id: 'demanded', title: 'Demandados' },
      { id: 'executed', title: 'Executados' },
      { id: 'share', title: 'Executado' },
      { id: 'criticality', title: 'Criticidade' },
      { id: 'product', title: 'Executado × criticidade' },
    ],
    rows: services.map(({ type, demanded, executed, share, criticality, weighted }) => [
      text(demanded === 0 ? `${type} (sem demanda: conta 100 %)` : type),
      count(demanded),
      count(executed),
      percent(share),
      number(criticality),
      number(roundedFigure(weighted.display)),
    ]),
    total: [
      text('Total; PSEX'),
      count(sum(({ demanded }) => demanded)),
      count(sum(({ executed }) => executed)),
      psex && percent(psex),
      number(criticalities),
      undefined,
    ],
    none: 'O contrato não tem tipos de serviço.',
  };
}

export function phaseOf({ phase: { fromCycle, toCycle, effect } }: Explanation): string {
  const cycles =
    toCycle === undefined ? `a partir do ciclo ${fromCycle}` : `ciclos ${fromCycle} a ${toCycle}`;
  return effect === 'applied'
    ? `${cycles}: a fatura segue o IRG`
    : `${cycles}: acompanhamento; o IRG é medido e a fatura é paga por inteiro`;
}

/** The row of the table of points that held a value. */
export function bandOf({ band, measured }: Pick<IndicatorSteps<unknown>, 'band' | 'measured'>): string {
  if (!measured || band === undefined) return 'conta 100 %, por leitura';
  if (band.of === 1) return 'o próprio valor';
  return `${band.row}ª de ${band.of} (${rangeOf(band)}): ${band.points === 'value' ? 'o valor obtido' : `${decimals(String(band.points))} pontos`}`;
}

function rangeOf({ from, to }: BandStep): string {
  const edge = (at: number) => decimals(String(at));
  const lower =
    from === undefined ? [] : [from.included ? `de ${edge(from.at)}` : `acima de ${edge(from.at)}`];
  const upper = to === undefined ? [] : [to.included ? `até ${edge(to.at)}` : `abaixo de ${edge(to.at)}`];
  return [...lower, ...upper].join(' ') || 'qualquer valor';
}

function facts(id: string, title: string, rows: [id: string, name: string, Cell | undefined][]): ReportTable {
  const known = rows.filter(([, , value]) => value !== undefined);
  return {
    id,
    title,
    columns: [
      { id: 'name', title: 'Item' },
      { id: 'value', title: 'Valor' },
    ],
    rows: known.map(([, name, value]) => [text(name), value]),
    rowIds: known.map(([row]) => row),
  };
}
