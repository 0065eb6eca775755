import type { Content } from 'pdfmake/interfaces.js';
import { type Cell, money, percent } from '../cells.ts';
import { textOf } from '../pt.ts';
import type { MeasurementReport } from '../report.ts';

/** Who, what and when, as names and values. */
export function contractBlock({ contract }: MeasurementReport): Content {
  return {
    layout: 'noBorders',
    table: {
      widths: [96, '*'],
      body: contract.rows.map(([name, value]) => [
        { text: textOf(name), style: 'label' },
        { text: textOf(value), bold: true },
      ]),
    },
    margin: [0, 0, 0, 10],
  };
}

/** What an invoice is signed by, in large letters, and below it the counts that it comes from. */
export function summaryBlock({ summary, input: { steps } }: MeasurementReport): Content {
  const large: [string, Cell][] = [
    ['Valor medido', money(steps.measuredValueCents)],
    ['IRG do ciclo', percent(steps.irg)],
    ['Fator da fatura', percent(steps.invoiceFactor)],
    ['Valor da fatura', money(steps.invoiceCents)],
  ];
  const counts = summary.rows.slice(large.length);
  const half = Math.ceil(counts.length / 2);
  const column = (rows: typeof counts): Content => ({
    layout: 'figures',
    table: {
      widths: ['*', 'auto'],
      body: rows.map(([name, value]) => [textOf(name), { text: textOf(value), alignment: 'right' }]),
    },
  });
  return {
    stack: [
      {
        layout: 'box',
        table: {
          widths: ['*', 'auto', 'auto', 'auto'],
          body: [
            large.map(([name, value], index) => ({
              stack: [
                { text: name, style: 'label' },
                { text: textOf(value), style: index === large.length - 1 ? 'big' : 'middle' },
              ],
              alignment: index === 0 ? 'left' : 'right',
            })),
          ],
        },
      },
      {
        columns: [column(counts.slice(0, half)), column(counts.slice(half))],
        columnGap: 18,
        margin: [0, 10, 0, 0],
      },
    ],
  };
}

export function followedNote(): Content {
  return {
    text: 'Fase de acompanhamento: os indicadores são medidos e acompanhados, e a fatura é paga por inteiro, qualquer que seja o IRG.',
    style: 'note',
    margin: [0, 8, 0, 0],
  };
}

/** Where the contractor and the utility's inspector sign. It is never parted from its heading. */
export function signatures({ input: { company, contractor } }: MeasurementReport): Content {
  const line = (role: string, of: string): Content => ({
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 230, y2: 0, lineWidth: 0.8 }], margin: [0, 40, 0, 3] },
      { text: role, bold: true },
      { text: of },
      { text: 'Nome:', margin: [0, 8, 0, 0] },
      { text: 'Cargo e matrícula:', margin: [0, 8, 0, 0] },
      { text: 'Data: ____/____/________', margin: [0, 8, 0, 0] },
    ],
  });
  return {
    unbreakable: true,
    stack: [
      { text: 'Assinaturas', style: 'heading' },
      { text: 'Conferidos os valores deste boletim, as partes os aprovam para faturamento.' },
      {
        columns: [line('Pela contratada', contractor), line('Fiscal do contrato, pela contratante', company)],
        columnGap: 40,
      },
    ],
  };
}
