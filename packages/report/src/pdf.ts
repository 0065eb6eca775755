import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { addDays } from '@baixa/core';
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { contractBlock, followedNote, signatures, summaryBlock } from './pdf/blocks.ts';
import { RULES, STYLES } from './pdf/look.ts';
import { tableBlock } from './pdf/table.ts';
import { dateOf } from './pt.ts';
import type { MeasurementReport } from './report.ts';

/** Adjusted accounts and orders in the PDF; the sheet has them all. */
const MAX_ADJUSTED = 60;

const FONTS = dirname(createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto.js'));
const font = (name: string) => `${FONTS}/Roboto/Roboto-${name}.ttf`;

/** The report as a PDF (A4). The same cycle gives the same bytes: it is dated with the first day after the cycle. */
export async function pdfOf(report: MeasurementReport): Promise<Buffer> {
  pdfmake.setFonts({
    Roboto: {
      normal: font('Regular'),
      bold: font('Medium'),
      italics: font('Italic'),
      bolditalics: font('MediumItalic'),
    },
  });
  // Nothing but the fonts is ever read, and nothing is fetched.
  pdfmake.setLocalAccessPolicy((path: string) => path.startsWith(FONTS));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setTableLayouts(RULES);
  return pdfmake.createPdf(documentOf(report)).getBuffer();
}

function documentOf(report: MeasurementReport): TDocumentDefinitions {
  const { input, title } = report;
  const { result, sha256, steps } = input;
  const made = new Date(`${addDays(result.to, 1)}T03:00:00Z`);
  const adjusted = report.adjusted.rows;
  return {
    pageSize: 'A4',
    pageMargins: [42, 52, 42, 54],
    info: {
      title: `${title} – ${result.contract}`,
      author: input.company,
      subject: `${dateOf(result.from)} a ${dateOf(result.to)}`,
      creator: 'Baixa',
      producer: 'Baixa',
      creationDate: made,
      modDate: made,
    },
    language: 'pt-BR',
    ...STYLES,
    header: (page: number): Content =>
      page === 1
        ? ''
        : {
            columns: [
              { text: `${title} · ${result.contract}` },
              { text: `${dateOf(result.from)} a ${dateOf(result.to)}`, alignment: 'right' },
            ],
            style: 'running',
            margin: [42, 26, 42, 0],
          },
    footer: (page: number, pages: number): Content => ({
      columns: [
        { text: `Resultado SHA-256 ${sha256}`, width: '*' },
        { text: `página ${page} de ${pages}`, alignment: 'right', width: 'auto' },
      ],
      style: 'running',
      margin: [42, 18, 42, 0],
    }),
    content: [
      { text: 'Boletim de medição', style: 'title' },
      { text: `Ciclo ${result.cycle} · ${dateOf(result.from)} a ${dateOf(result.to)}`, style: 'subtitle' },
      contractBlock(report),
      summaryBlock(report),
      ...(steps.phase.effect === 'followed' ? [followedNote()] : []),
      ...(result.score.termination === undefined
        ? []
        : [{ text: report.terminationSentence, style: 'alert' } satisfies Content]),
      ...tableBlock(report.indicators, { widths: [138, 50, '*', 50, 26, 50] }),
      ...tableBlock(report.services, { widths: ['*', 64, 64, 58, 58, 80] }),
      { text: 'Estratos', style: 'heading', pageBreak: 'before' },
      {
        text:
          'Valor em cobrança é o valor de face das faturas da conta; valor recuperado, o das contas recuperadas. ' +
          'Cada tabela soma as mesmas contas do ciclo, com os ajustes.',
        style: 'note',
      },
      ...report.strata.flatMap((table) =>
        tableBlock(table, { heading: 'subheading', widths: ['*', 44, 50, 40, 40, 62, 62, 40] }),
      ),
      ...tableBlock(report.adjustments, { widths: ['*', 54, 60, 50, 50, 46, 58, 54] }),
      ...(adjusted.length === 0
        ? []
        : tableBlock(
            { ...report.adjusted, rows: adjusted.slice(0, MAX_ADJUSTED) },
            { heading: 'subheading', widths: [70, 90, 56, 50, '*', 70] },
          )),
      ...(adjusted.length > MAX_ADJUSTED
        ? [
            {
              text: `As ${MAX_ADJUSTED} primeiras de ${adjusted.length}; a planilha tem todas.`,
              style: 'note',
            } satisfies Content,
          ]
        : []),
      ...tableBlock(report.termination, { widths: [40, '*', '*', '*', 70] }),
      { text: report.terminationSentence, style: 'note' },
      ...tableBlock(report.memory, { widths: [166, '*', 112] }),
      ...tableBlock(report.profile, { widths: [190, '*'] }),
      ...tableBlock(report.proof, { widths: [120, '*'], monospaced: true }),
      {
        text: `Quem tem acesso ao livro-razão refaz este resultado, byte a byte, com "baixa rebuild ${result.contract} ${result.cycle}".`,
        style: 'note',
      },
      signatures(report),
    ],
  };
}
