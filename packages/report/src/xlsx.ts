import { addDays } from '@baixa/core';
import { writeXlsx } from 'hucre/xlsx';
import type { ReportTable } from './cells.ts';
import { dateOf } from './pt.ts';
import type { MeasurementReport } from './report.ts';
import { sheetOf } from './xlsx/sheet.ts';

/**
 * The report as a workbook: a sheet a table, numbers as numbers with Brazilian formats, totals as formulas over their
 * rows, and every account and order that the cycle counts. The same cycle gives the same bytes.
 */
export async function xlsxOf(report: MeasurementReport): Promise<Uint8Array> {
  const { input, title } = report;
  const { result } = input;
  const made = new Date(`${addDays(result.to, 1)}T03:00:00Z`);
  const heading = `${title} · ${result.contract} · ${dateOf(result.from)} a ${dateOf(result.to)}`;
  return writeXlsx({
    sheets: sheets(report).map(([name, tables]) => sheetOf(name, heading, tables)),
    properties: {
      title: `${title} – ${result.contract}`,
      creator: 'Baixa',
      lastModifiedBy: 'Baixa',
      company: input.company,
      created: made,
      modified: made,
    },
    defaultFont: { name: 'Calibri', size: 10 },
  });
}

function sheets(report: MeasurementReport): [string, ReportTable[]][] {
  return [
    ['Resumo', [report.contract, report.summary, report.proof]],
    ['Indicadores', [report.indicators, report.services]],
    ['Estratos', report.strata],
    ['Ajustes', [report.adjustments, report.adjusted]],
    ['Mínimo contratual', [report.termination]],
    ['Memória de cálculo', [report.memory]],
    ['Perfil', [report.profile]],
    ['Contas', [report.accounts]],
    ['Ordens', [report.orders]],
  ];
}
