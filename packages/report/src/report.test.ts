import { DIMENSIONS, explainCycle } from '@baixa/scoring';
import { parseCsvObjects } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import type { Cell, ReportTable } from './cells.ts';
import { csvOf } from './csv.ts';
import { pdfOf } from './pdf.ts';
import { textOf } from './pt.ts';
import { type MeasurementReport, measurementReport } from './report.ts';
import { closedReport } from './test-support/closed.ts';
import { sheetValue } from './xlsx/sheet.ts';
import { xlsxOf } from './xlsx.ts';

/** The pages of a PDF as text, words apart by single spaces. */
async function pagesOf(report: MeasurementReport): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await pdfOf(report))));
  return text.map(plain);
}
const plain = (text: string) => text.replaceAll('\u200b', '').replace(/\s+/g, ' ');

const tablesOf = (report: MeasurementReport): ReportTable[] => {
  const {
    summary,
    indicators,
    services,
    strata,
    adjustments,
    adjusted,
    termination,
    memory,
    profile,
    proof,
  } = report;
  return [
    summary,
    indicators,
    services,
    ...strata,
    adjustments,
    adjusted,
    termination,
    memory,
    profile,
    proof,
  ];
};

describe('the report as PDF', () => {
  test('says every figure of every table, with the totals', async () => {
    const report = closedReport(5);
    const text = (await pagesOf(report)).join(' ');
    for (const { title, rows, total = [] } of tablesOf(report))
      for (const cell of [...rows.flat(), ...total]) {
        const shown = plain(textOf(cell));
        // A column of R$ says so in its heading alone; a long text may be broken over lines.
        for (const word of shown.replace(/^−?R\$ /, '').split(' ')) expect(text, title).toContain(word);
      }
    const { score } = report.input.result;
    expect(text).toContain(plain(textOf({ kind: 'money', value: score.invoiceCents })));
    expect(text).toContain(plain(textOf({ kind: 'percent', value: score.irg })));
  });

  test('numbers its pages, names the result on each, and has a place to sign', async () => {
    const report = closedReport(5);
    const pages = await pagesOf(report);
    pages.forEach((page, index) => {
      expect(page).toContain(`página ${index + 1} de ${pages.length}`);
      expect(page).toContain(report.input.sha256);
    });
    const last = pages.at(-1) ?? '';
    expect(last).toContain('Pela contratada Cobrança Exemplar Serviços de Recuperação de Crédito');
    expect(last).toContain('Fiscal do contrato, pela contratante Companhia de Águas e Esgotos');
    expect(last.match(/Data: /g)).toHaveLength(2);
  });

  test('is the same to the byte for the same cycle, and dated with the first day after it', async () => {
    const [once, again] = [await pdfOf(closedReport(5)), await pdfOf(closedReport(5))];
    expect(once.equals(again)).toBe(true);
    const { info } = await (await getDocumentProxy(new Uint8Array(once))).getMetadata();
    expect(info).toMatchObject({ CreationDate: 'D:20240414030000Z', ModDate: 'D:20240414030000Z' });
  });

  test('is the same in whatever order a table gave the keys of the result', () => {
    const turned = <T>(value: T): T => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(turned) as T;
      const entries = Object.entries(value).map(([key, part]) => [key, turned(part)]);
      return Object.fromEntries(entries.reverse()) as T;
    };
    const { input } = closedReport(5);
    const result = turned(input.result);
    const { measure, measuredValueCents } = result.score;
    const steps = explainCycle({ ...result.terms, cycle: 5, measure, measuredValueCents });
    expect(csvOf(measurementReport({ ...turned(input), result, steps }))).toBe(
      csvOf(measurementReport(input)),
    );
  });

  test('of a cycle that is only followed says so, and pays in full', async () => {
    const [first = ''] = await pagesOf(closedReport(2));
    expect(first).toContain('ciclos 1 a 3: acompanhamento');
    expect(first).toContain('qualquer que seja o IRG');
    expect(first).toContain('Fator da fatura 100,00 %');
  });

  test('puts the alert of the termination watch on the first page, with its evidence', async () => {
    const report = closedReport(7, { ofTen: 2 });
    const [first = ''] = await pagesOf(report);
    expect(first).toContain('Alerta: 3 ciclos seguidos abaixo do mínimo (ciclos 5, 6, 7)');
    const evidence = report.termination.rows.filter((row) => textOf(row.at(-1)) === 'sim');
    expect(evidence.map(([cycle]) => textOf(cycle))).toEqual(['5', '6', '7']);
  });

  test('says in a sentence what it has no rows for', async () => {
    const nothing = (await pagesOf(closedReport(5, { accounts: 0 }))).join(' ');
    expect(nothing).toContain('Nenhuma conta em cobrança neste ciclo.');
    expect(nothing).toContain('nada a medir');
    const old = (await pagesOf(closedReport(4, { strata: false }))).join(' ');
    expect(old).toContain('Este ciclo foi fechado antes de os estratos serem guardados.');
  });

  test('goes over many pages where there are many strata or adjustments', async () => {
    const report = closedReport(5);
    const [by] = report.strata;
    const rows = Array.from({ length: 150 }, (_, index) => by!.rows[index % by!.rows.length]!);
    const pages = await pagesOf({ ...report, strata: [{ ...by!, rows }] });
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.filter((page) => page.includes('Contas em cobrança Recuperadas')).length).toBeGreaterThan(2);
  });
});

describe('the tables of the report', () => {
  test('add up: each dimension of the strata to the figures of the cycle', () => {
    const report = closedReport(5);
    const { measure } = report.input.result.score;
    const { collectedCents, recoveredCents } = report.input.result.debt!;
    expect(report.strata).toHaveLength(DIMENSIONS.length);
    for (const { total = [], rows } of report.strata) {
      const figures = (row: (Cell | undefined)[]) =>
        [1, 2, 3, 5, 6].map((column) => row[column]?.value as number);
      expect(figures(total)).toEqual([
        measure.collected,
        measure.recovered,
        measure.recoveredInTerm,
        collectedCents,
        recoveredCents,
      ]);
      const sums = rows.map(figures).reduce((sum, row) => sum.map((value, index) => value + row[index]!));
      expect(sums).toEqual(figures(total));
    }
  });

  test('the accounts and the orders add up to the counts that the score was made of', () => {
    const { accounts, orders, input } = closedReport(5);
    const { measure } = input.result.score;
    const sum = (table: ReportTable, column: string) => {
      const at = table.columns.findIndex(({ id }) => id === column);
      return table.rows.reduce((all, row) => all + Number(row[at]?.value ?? 0), 0);
    };
    expect([sum(accounts, 'collected'), sum(accounts, 'recovered')]).toEqual([
      measure.collected,
      measure.recovered,
    ]);
    expect([sum(orders, 'on-time'), sum(orders, 'deadline-cycles')]).toEqual([
      measure.finishedOnTime,
      measure.finishedCycles,
    ]);
    expect(accounts.rows.at(-1)?.map(textOf)).toContain('4');
  });
});

describe('the report as XLSX', () => {
  test('has every cell of every table as a number, a day or a text, and is the same to the byte again', async () => {
    const report = closedReport(5);
    const bytes = await xlsxOf(report);
    expect(Buffer.compare(bytes, await xlsxOf(closedReport(5)))).toBe(0);
    const { sheets } = await readXlsx(bytes);
    const all = [report.contract, report.accounts, report.orders, ...tablesOf(report)];
    for (const { title, columns, rows } of all) {
      const sheet = sheets.find(({ rows: lines }) => lines.some(([first]) => first === title));
      const at = sheet?.rows.findIndex(([first]) => first === title) ?? Number.NaN;
      expect(sheet?.rows[at + 1]?.slice(0, columns.length), title).toEqual(
        columns.map((column) => column.title),
      );
      rows.forEach((row, index) => {
        const found = sheet?.rows[at + 2 + index] ?? [];
        expect(
          row.map((_, column) => found[column] ?? null),
          title,
        ).toEqual(row.map(sheetValue));
      });
    }
  });

  test('its totals are formulas over their rows, with the sum beside them for who does not calculate', async () => {
    const { sheets } = await readXlsx(await xlsxOf(closedReport(5)));
    const strata = sheets.find(({ name }) => name === 'Estratos');
    const formulas = [...(strata?.cells ?? [])].filter(([, { formula }]) => formula !== undefined);
    // Five sums in each of the four tables.
    expect(formulas).toHaveLength(20);
    for (const [place, { formula = '', formulaResult }] of formulas) {
      const column = Number(place.split(',')[1]);
      const [, from, to] = /^SUM\([A-Z](\d+):[A-Z](\d+)\)$/.exec(formula) ?? [];
      const cells = strata!.rows.slice(Number(from) - 1, Number(to)).map((row) => Number(row[column]));
      expect(cells.reduce((sum, value) => sum + value, 0)).toBeCloseTo(Number(formulaResult), 6);
    }
  });

  test('writes R$, percentages and days in Brazilian formats', async () => {
    const { sheets } = await readXlsx(await xlsxOf(closedReport(5)), { readStyles: true });
    const formats = new Set(
      sheets.flatMap(({ cells }) => [...(cells ?? [])].map(([, { style }]) => style?.numFmt)),
    );
    for (const format of ['"R$" #,##0.00;[Red]-"R$" #,##0.00', '0.00%', 'dd/mm/yyyy', '#,##0'])
      expect(formats).toContain(format);
  });
});

describe('the report as CSV', () => {
  test('has the same figures, a line each: centavos, counts, and percentages with their exact ratio', () => {
    const report = closedReport(5);
    const { data } = parseCsvObjects<Record<string, string>>(csvOf(report));
    const find = (table: string, row: string, figure: string) =>
      data.find((line) => line.table === table && line.row === row && line.figure === figure);
    const { score } = report.input.result;
    expect(find('summary', 'invoice', 'value')).toMatchObject({
      contract: 'aguas-cobranca',
      cycle: '5',
      unit: 'centavos',
      value: String(score.invoiceCents),
    });
    expect(find('summary', 'irg', 'value')).toMatchObject({
      value: score.irg.display,
      exact: score.irg.exact,
    });
    expect(find('indicators', 'ieco', 'obtained')?.exact).toBe(score.indicators.ieco.raw.exact);
    const total = find('strata-municipality', 'total', 'recovered-value');
    expect(total?.value).toBe(String(report.input.result.debt?.recoveredCents));
    expect(csvOf(closedReport(5))).toBe(csvOf(report));
  });

  test('is safe to open: what begins like a formula is none', () => {
    const report = closedReport(5);
    const [by, ...others] = report.strata;
    const rows = [[{ kind: 'text' as const, value: '=HYPERLINK("x")' }, ...by!.rows[0]!.slice(1)]];
    expect(csvOf({ ...report, strata: [{ ...by!, rows }, ...others] })).toContain(`"'=HYPERLINK(""x"")"`);
  });
});
