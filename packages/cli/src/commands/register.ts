import { registrationSchema } from '@baixa/settlement';
import { apiOf, connect } from '../connection.ts';
import { mustBeFiles } from '../files-there.ts';
import { registrationOfRow } from '../registration-row.ts';
import { readRows } from '../rows.ts';
import type { View } from '../view.ts';
import { type BatchResult, countsText, sendRows } from './batches.ts';

/** `baixa register FILE…`: receivables from NDJSON or CSV. */
export async function register(files: string[], { company }: { company?: string }): Promise<View> {
  mustBeFiles(files);
  const api = apiOf(connect());
  const results: (BatchResult & { file: string })[] = [];
  for (const file of files) {
    const { rows, problems } = await readRows(file, registrationSchema, {
      shape: (row) => registrationOfRow(company === undefined ? row : { company, ...row }),
      required: ['id', 'account', 'faceCents', 'dueOn', ...(company === undefined ? ['company'] : [])],
    });
    const sent = await sendRows(api, '/receivables', file, rows);
    results.push({ file, counts: sent.counts, problems: [...problems, ...sent.problems] });
  }
  return {
    data: results,
    text: results.map(({ file, counts }) => `${file}: ${countsText(counts)}`).join('\n'),
    problems: results.flatMap(({ problems }) => problems),
  };
}
