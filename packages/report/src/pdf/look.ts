import type { CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js';

export const INK = '#1c2733';
export const ACCENT = '#1f4e79';
const PALE = '#eef3f8';
const LINE = '#c3ccd6';

/** How tables are ruled: thin lines between rows, a stronger one under the heading and above the total. */
export const RULES: Record<string, CustomTableLayout> = {
  figures: {
    hLineWidth: (row, { table }) => (row === 0 || row === table.body.length ? 0.8 : 0.4),
    vLineWidth: () => 0,
    hLineColor: (row, { table }) =>
      row <= (table.headerRows ?? 0) || row === table.body.length ? ACCENT : LINE,
    paddingLeft: () => 4,
    paddingRight: () => 4,
    paddingTop: () => 3,
    paddingBottom: () => 3,
    fillColor: (row, { table }) => (row < (table.headerRows ?? 0) ? PALE : null),
  },
  box: {
    hLineWidth: () => 0.8,
    vLineWidth: (column, { table }) => (column === 0 || column === table.widths?.length ? 0.8 : 0),
    hLineColor: () => ACCENT,
    vLineColor: () => ACCENT,
    paddingLeft: () => 10,
    paddingRight: () => 10,
    paddingTop: () => 8,
    paddingBottom: () => 8,
  },
};

export const STYLES: Pick<TDocumentDefinitions, 'defaultStyle' | 'styles'> = {
  defaultStyle: { font: 'Roboto', fontSize: 8.5, color: INK, lineHeight: 1.12 },
  styles: {
    title: { fontSize: 20, bold: true, color: ACCENT },
    subtitle: { fontSize: 11, margin: [0, 2, 0, 12] },
    heading: { fontSize: 12, bold: true, color: ACCENT, margin: [0, 16, 0, 5] },
    subheading: { fontSize: 9.5, bold: true, margin: [0, 8, 0, 3] },
    note: { fontSize: 8, color: '#4a5763', margin: [0, 3, 0, 3] },
    alert: { bold: true, color: '#8a1f11', margin: [0, 10, 0, 0] },
    running: { fontSize: 7, color: '#5b6875' },
    head: { bold: true, fontSize: 7.8 },
    total: { bold: true },
    label: { color: '#4a5763', fontSize: 8 },
    middle: { fontSize: 13, margin: [0, 3, 0, 0] },
    big: { fontSize: 17, bold: true, color: ACCENT },
    mono: { fontSize: 7.5 },
  },
};
