import { orderRowSchema } from '@baixa/collection';
import { apiOf, connect } from '../connection.ts';
import { mustBeFiles } from '../files-there.ts';
import { onlyContract } from '../only.ts';
import { readRows } from '../rows.ts';
import type { View } from '../view.ts';
import { type BatchResult, countsText, sendRows } from './batches.ts';

/** `baixa orders FILE…`: service orders and collection actions from NDJSON or CSV. */
export async function orders(files: string[], options: { contract?: string }): Promise<View> {
  mustBeFiles(files);
  const api = apiOf(connect());
  const contract = await onlyContract(api, options.contract);
  const results: (BatchResult & { file: string })[] = [];
  for (const file of files) {
    const { rows, problems } = await readRows(file, orderRowSchema, {
      required: ['type', 'account', 'generated'],
    });
    const sent = await sendRows(api, '/orders', file, rows, { contract });
    results.push({ file, counts: sent.counts, problems: [...problems, ...sent.problems] });
  }
  return {
    data: results,
    text: results.map(({ file, counts }) => `${file}: ${countsText(counts)}`).join('\n'),
    problems: results.flatMap(({ problems }) => problems),
  };
}
