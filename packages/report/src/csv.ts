import { writeCsv } from 'hucre/csv';
import type { Cell, ReportTable } from './cells.ts';
import { textOf } from './pt.ts';
import type { MeasurementReport } from './report.ts';

const HEAD = ['contract', 'cycle', 'from', 'to', 'table', 'row', 'item', 'figure', 'unit', 'value', 'exact'];

/**
 * The figures of the report, a line each, for whoever adds them up elsewhere: UTF-8, commas, decimal points. Units are
 * `count`, `centavos`, `percent`, `number`, `day` and `text`; `exact` has the ratio of a percentage.
 */
export function csvOf(report: MeasurementReport): string {
  const { contract, cycle, from, to } = report.input.result;
  const lines = figuresOf(report).map((figure) => [contract, cycle, from, to, ...figure]);
  return writeCsv([HEAD, ...lines], { escapeFormulae: true });
}

type Value = string | number;

function figuresOf(report: MeasurementReport): Value[][] {
  const { summary, indicators, services, strata, adjustments, termination, profile, proof } = report;
  return [summary, indicators, services, ...strata, adjustments, termination, profile, proof].flatMap(
    tableFigures,
  );
}

function tableFigures({ id, columns, rows, rowIds, total }: ReportTable): Value[][] {
  const [, ...figures] = columns;
  const line = (name: string, [item, ...cells]: (Cell | undefined)[]) =>
    cells.flatMap((cell, index) =>
      cell === undefined ? [] : [[id, name, textOf(item), figures[index]?.id ?? '', ...unitAndValue(cell)]],
    );
  return [
    ...rows.flatMap((row, index) => line(rowIds?.[index] ?? String(index + 1), row)),
    ...(total === undefined ? [] : line('total', total)),
  ];
}

/** Unit, value, and the exact ratio where the value is rounded. */
function unitAndValue(cell: Cell): [string, Value, string] {
  switch (cell.kind) {
    case 'money':
      return ['centavos', cell.value, ''];
    case 'percent':
    case 'number':
      return [cell.kind, cell.value.display, cell.value.exact];
    case 'change':
    case 'count':
      return ['count', cell.value, ''];
    case 'day':
    case 'text':
      return [cell.kind, cell.value, ''];
  }
}
