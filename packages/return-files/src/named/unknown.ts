import { problem } from '@baixa/core';
import { lineBatches } from '@baixa/fixed-width';
import type { FormatReader } from '../reader.ts';

/** Says in one sentence that a file is none that is known. */
export const readUnknown: FormatReader = async function* (bytes, context) {
  yield [{ type: 'header', header: { ...context.detection, agreementCodes: [] } }];
  let empty = true;
  for await (const batch of lineBatches(bytes))
    for (const { number, text } of batch) {
      context.lines = number;
      if (text.trim() !== '') empty = false;
    }
  const where = { line: 1, column: 1, offset: 0 };
  const found = empty
    ? problem('return-files.empty', where, 'The file is empty.', 'Ask the bank for the file again.')
    : problem(
        'return-files.unknown-format',
        where,
        'The file begins like no return file of a bank that is known here.',
        'Check that this is the file the bank delivered, not a report, a spreadsheet or a compressed file.',
      );
  yield [{ type: 'problem', problem: found }];
};
