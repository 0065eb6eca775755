import type { IndicatorSteps, WeightedMean } from '@baixa/scoring';
import { type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';
import { countOf, decimals, exactOf, moneyOf, shownOf } from '../pt.ts';
import { bandOf } from './cycle.ts';

/** The calculation, a step a line, in exact ratios: what anybody can check with a pencil. */
export function memoryTable({ steps }: ReportInput): ReportTable {
  const { isap, ieco, ixec, mean, meanBeforeBands, clamp } = steps;
  const { recovered, collected, pmcr, mrep } = ieco.counts;
  const { services, criticalities, psex, msex } = ixec.counts;
  const rows: [string, string, string][] = [
    [
      'ISAP = NSAP ÷ NTSA × 100',
      isap.measured ? `${countOf(isap.counts.onTime)} ÷ ${countOf(isap.counts.deadlineCycles)} × 100` : '',
      obtained(isap),
    ],
    ['Pontos do ISAP', bandOf(isap), shownOf(isap.final)],
    [
      'PMCR = recuperadas ÷ em cobrança × 100',
      pmcr === undefined ? '' : `${countOf(recovered)} ÷ ${countOf(collected)} × 100`,
      pmcr === undefined ? NOTHING : shownOf(pmcr),
    ],
    [
      'IECO = PMCR ÷ MREP × 100',
      pmcr === undefined ? '' : `${exactOf(pmcr)} ÷ ${exactOf(mrep)} × 100`,
      obtained(ieco),
    ],
    ['Pontos do IECO', bandOf(ieco), shownOf(ieco.final)],
    ...services.map(
      ({ type, executed, demanded, share, criticality, weighted }): [string, string, string] => [
        `Executado × criticidade: ${type}`,
        demanded === 0
          ? `sem demanda: 100 × ${exactOf(criticality)}`
          : `${countOf(executed)} ÷ ${countOf(demanded)} × 100 = ${exactOf(share)}; × ${exactOf(criticality)}`,
        shownOf(weighted),
      ],
    ),
    [
      'PSEX = soma ÷ soma das criticidades',
      psex === undefined
        ? ''
        : `(${services.map(({ weighted }) => exactOf(weighted)).join(' + ')}) ÷ ${exactOf(criticalities)}`,
      psex === undefined ? NOTHING : shownOf(psex),
    ],
    [
      'IXEC = PSEX ÷ MSEX × 100',
      psex === undefined ? '' : `${exactOf(psex)} ÷ ${exactOf(msex)} × 100`,
      obtained(ixec),
    ],
    ['Pontos do IXEC', bandOf(ixec), shownOf(ixec.final)],
    ['Média ponderada dos pontos', meanText(mean), shownOf(mean.mean)],
    ...(steps.meanRounded === undefined
      ? []
      : [
          ['Média arredondada, pelo perfil', shownOf(mean.mean), exactOf(steps.meanRounded)] as [
            string,
            string,
            string,
          ],
        ]),
    ...(clamp === undefined
      ? []
      : [
          [
            `Limites do IRG: ${decimals(String(clamp.min))} a ${decimals(String(clamp.max))}`,
            LIMITS[clamp.held],
            shownOf(steps.irg),
          ] as [string, string, string],
        ]),
    ['Média antes das faixas (mínimo contratual)', meanText(meanBeforeBands), shownOf(meanBeforeBands.mean)],
    [
      'Fator da fatura',
      steps.phase.effect === 'applied' ? 'o IRG' : 'fase de acompanhamento: 100',
      shownOf(steps.invoiceFactor),
    ],
    [
      'Fatura = valor medido × fator ÷ 100',
      `${moneyOf(steps.measuredValueCents)} × ${exactOf(steps.invoiceFactor)} ÷ 100 = R$ ${exactOf(steps.invoiceBeforeRounding)}`,
      moneyOf(steps.invoiceCents),
    ],
  ];
  return {
    id: 'memory',
    title: 'Memória de cálculo',
    columns: [
      { id: 'step', title: 'Passo' },
      { id: 'calculation', title: 'Cálculo' },
      { id: 'value', title: 'Resultado' },
    ],
    rows: rows.map((row) => row.map(text)),
  };
}

const NOTHING = 'nada a medir';
const LIMITS = {
  min: 'a média fica abaixo: vale o limite inferior',
  max: 'a média fica acima: vale o limite superior',
  neither: 'a média fica entre os limites',
};

const obtained = ({ measured, raw }: IndicatorSteps<unknown>) => (measured ? shownOf(raw) : NOTHING);

function meanText({ parts, sum, weights }: WeightedMean): string {
  const products = parts.map(({ value, weight }) => `${exactOf(value)} × ${decimals(String(weight))}`);
  return `(${products.join(' + ')}) ÷ ${decimals(String(weights))} = ${exactOf(sum)} ÷ ${decimals(String(weights))}`;
}
