import { orderRowSchemaOf } from '@baixa/collection';
import { ladderStepsOf } from '@baixa/profile';
import { apiOf, connect } from '../connection.ts';
import { mustBeFiles } from '../files-there.ts';
import type { CommandResult } from '../give-command.ts';
import { theContract } from '../only.ts';
import { readRows } from '../rows.ts';
import type { View } from '../view.ts';
import { countsText, sendRows } from './batches.ts';

/** `baixa orders FILE…`: service orders and collection actions from NDJSON or CSV. */
export async function orders(files: string[], options: { contract?: string }): Promise<View> {
  mustBeFiles(files);
  const api = apiOf(connect());
  const contract = await theContract(api, options.contract);
  const schema = orderRowSchemaOf(ladderStepsOf(contract));
  const results: (CommandResult & { file: string })[] = [];
  for (const file of files) {
    const { rows, problems } = await readRows(file, schema, {
      required: ['type', 'account', 'generated'],
    });
    const sent = await sendRows(api, '/orders', file, rows, {
      contract: contract.id,
    });
    results.push({ file, counts: sent.counts, problems: [...problems, ...sent.problems] });
  }
  return {
    data: results,
    text: results.map(({ file, counts }) => `${file}: ${countsText(counts)}`).join('\n'),
    problems: results.flatMap(({ problems }) => problems),
  };
}
