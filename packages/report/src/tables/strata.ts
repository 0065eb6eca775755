import { DIMENSIONS, type Dimension, type StratumCounts, type StratumRow, totalOf } from '@baixa/scoring';
import { type Cell, count, money, type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';
import { actionName } from '../pt.ts';
import { shareOf } from './share.ts';

const TITLES: Record<Dimension, [title: string, column: string, untold: string]> = {
  municipality: ['Por município', 'Município', 'não informado'],
  district: ['Por bairro', 'Bairro', 'não informado'],
  tariffCategory: ['Por categoria tarifária', 'Categoria', 'não informada'],
  lastAction: ['Por última ação antes do pagamento', 'Última ação', 'nenhuma ação executada'],
};

/** Accounts and R$ of each dimension. Every table adds up to the figures of the cycle. */
export function strataTables({ strata, actionNames }: ReportInput): ReportTable[] {
  return DIMENSIONS.map((dimension) => {
    const [title, column, untold] = TITLES[dimension];
    const rows = (strata ?? []).filter((row) => row.dimension === dimension);
    return {
      id: `strata-${dimension}`,
      title,
      columns: [
        { id: dimension, title: column },
        { id: 'collected', title: 'Contas em cobrança' },
        { id: 'recovered', title: 'Recuperadas' },
        { id: 'recovered-in-term', title: 'No prazo de pagto.' },
        { id: 'recovered-share', title: '% contas' },
        { id: 'collected-value', title: 'R$ em cobrança' },
        { id: 'recovered-value', title: 'R$ recuperado' },
        { id: 'recovered-value-share', title: '% R$' },
      ],
      rows: rows.map((row) => [text(nameOf(row, untold, actionNames)), ...countsOf(row)]),
      ...(rows.length === 0 ? {} : { total: [text('Total'), ...countsOf(totalOf(rows, dimension))] }),
      none:
        strata === undefined
          ? 'Este ciclo foi fechado antes de os estratos serem guardados.'
          : 'Nenhuma conta em cobrança neste ciclo.',
    };
  });
}

function nameOf(
  { dimension, municipality, value }: StratumRow,
  untold: string,
  actionNames: ReportInput['actionNames'],
): string {
  if (value === undefined)
    return dimension === 'district' && municipality ? `${municipality}: ${untold}` : untold;
  if (dimension === 'lastAction') return actionName(actionNames, value);
  return dimension === 'district' && municipality !== undefined ? `${municipality} – ${value}` : value;
}

function countsOf(counts: StratumCounts): (Cell | undefined)[] {
  const { collected, recovered, recoveredInTerm, collectedCents, recoveredCents } = counts;
  return [
    count(collected),
    count(recovered),
    count(recoveredInTerm),
    shareOf(recovered, collected),
    money(collectedCents),
    money(recoveredCents),
    shareOf(recoveredCents, collectedCents),
  ];
}
