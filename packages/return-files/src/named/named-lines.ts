import { lineBatches } from '@baixa/fixed-width';
import type { FileFormat } from '../items.ts';
import type { FormatReader } from '../reader.ts';
import { notReadProblem } from './not-read.ts';

/** The first characters of records that are headers and trailers, not details. */
const FRAMES: Partial<Record<FileFormat, string>> = { cnab400: '09', cnab750: '09', febraban150: 'AZaz' };

/** Names a file of lines that is not read as settlement, and counts its detail records. */
export const readNamedLines: FormatReader = async function* (bytes, context) {
  const { detection } = context;
  yield [{ type: 'header', header: { ...detection, agreementCodes: [] } }];
  const frames = FRAMES[detection.format] ?? '';
  let records = 0;
  let first: { line: number; column: number; offset: number } | undefined;
  for await (const batch of lineBatches(bytes))
    for (const { number, offset, text } of batch) {
      context.lines = number;
      if (text.trim() === '' || frames.includes(text.charAt(0))) continue;
      first ??= { line: number, column: 1, offset };
      records++;
    }
  yield [
    {
      type: 'problem',
      problem: notReadProblem(detection, records, first ?? { line: 1, column: 1, offset: 0 }),
    },
  ];
};
