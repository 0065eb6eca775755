import { phaseOf } from '@baixa/scoring';
import { type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';
import { decimals } from '../pt.ts';

const MODES = { 'half-up': 'meio para cima', 'half-even': 'meio para o par', down: 'para baixo' };

/** The terms of the contract by which the cycle was scored. */
export function profileTable({ result }: ReportInput): ReportTable {
  const { profile, targets } = result.terms;
  const { weights, clamp, minimum = clamp?.min } = phaseOf(profile, result.cycle);
  const { readings, rounding } = profile;
  const plain = (value: string | number) => decimals(String(value));
  const criticality = Object.entries(targets.criticality)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, weight]) => `${type} ${plain(weight)}`);
  const rows: [string, string][] = [
    ['Perfil de pontuação', profile.name],
    [
      'Pesos na fase',
      `ISAP ${plain(weights.isap)}, IECO ${plain(weights.ieco)}, IXEC ${plain(weights.ixec)}`,
    ],
    ['Limites do IRG na fase', clamp === undefined ? 'nenhum' : `${plain(clamp.min)} a ${plain(clamp.max)}`],
    ['Mínimo contratual na fase', minimum === undefined ? 'nenhum' : plain(minimum)],
    ['Metas', `MREP ${plain(targets.mrep)} %, MSEX ${plain(targets.msex)} %`],
    ['Criticidade dos serviços', criticality.join(', ')],
    [
      'ISAP exatamente no limite da faixa',
      readings.isapAtLimit === 'value' ? 'vale o valor obtido' : 'vale os pontos da faixa acima',
    ],
    [
      'Comparação com as faixas',
      readings.bandComparison === 'exact' ? 'pelo valor exato' : 'pelo valor arredondado',
    ],
    [
      'Indicador sem nada a medir',
      readings.nothingToMeasure === 'scores-100' ? 'vale 100 %' : 'fica fora da média',
    ],
    [
      'Ciclo em que um serviço é demandado',
      readings.demandBasis === 'deadline' ? 'o do seu prazo' : 'o da sua geração',
    ],
    [
      'Tolerância para a execução demandada',
      readings.demandGraceDays === 1 ? '1 dia' : `${readings.demandGraceDays} dias`,
    ],
    [
      'Comparado com o mínimo',
      readings.minimumComparedWith === 'irg-at-floor'
        ? 'o IRG, no piso'
        : 'a média dos valores obtidos, antes das faixas',
    ],
    [
      'Arredondamento do IRG',
      rounding.irg === 'exact' ? 'nenhum' : `${rounding.decimals} casas, ${MODES[rounding.mode]}`,
    ],
    ['Arredondamento da fatura', `ao centavo, ${MODES[rounding.money]}`],
    ['Lançamentos contados', String(result.bookings)],
  ];
  return {
    id: 'profile',
    title: 'Perfil do contrato e leituras adotadas',
    columns: [
      { id: 'name', title: 'Parâmetro' },
      { id: 'value', title: 'Valor' },
    ],
    rows: rows.map((row) => row.map(text)),
  };
}

/** What ties the report to the ledger: whoever has it can prove that these are the figures that were closed. */
export function proofTable({ result, sha256 }: ReportInput): ReportTable {
  return {
    id: 'proof',
    title: 'Prova',
    columns: [
      { id: 'name', title: 'SHA-256' },
      { id: 'value', title: 'Valor' },
    ],
    rows: [
      ['do resultado do ciclo', sha256],
      ['dos termos do contrato', result.termsSha256 ?? ''],
      ['de tudo o que foi contado', result.inputsSha256 ?? ''],
    ].map((row) => row.map(text)),
  };
}
