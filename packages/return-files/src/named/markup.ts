import type { FormatReader } from '../reader.ts';
import { notReadProblem } from './not-read.ts';

const TRANSACTION = /<STMTTRN>|<(?:\w{1,20}:)?Ntry[\s>]/gi;
/** More characters than an opening tag that a chunk may have cut. */
const OVERLAP = 40;

/** Names a statement in OFX or camt, and counts its transactions. */
export const readMarkup: FormatReader = async function* (bytes, context) {
  yield [{ type: 'header', header: { ...context.detection, agreementCodes: [] } }];
  let records = 0;
  let rest = '';
  let open = false;
  for await (const chunk of bytes) {
    const fresh = Buffer.from(chunk).toString('latin1');
    for (let at = fresh.indexOf('\n'); at !== -1; at = fresh.indexOf('\n', at + 1)) context.lines++;
    open = fresh === '' ? open : !fresh.endsWith('\n');
    const text = rest + fresh;
    let used = 0;
    for (const match of text.matchAll(TRANSACTION)) {
      records++;
      used = match.index + match[0].length;
    }
    rest = text.slice(Math.max(used, text.length - OVERLAP));
  }
  if (open) context.lines++;
  yield [
    {
      type: 'problem',
      problem: notReadProblem(context.detection, records, { line: 1, column: 1, offset: 0 }),
    },
  ];
};
