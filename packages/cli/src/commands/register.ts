import type { Problem } from '@baixa/core';
import { warning } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import { type Registration, registrationSchema } from '@baixa/settlement';
import { apiOf, connect } from '../connection.ts';
import { mustBeFiles } from '../files-there.ts';
import { registrationOfRow } from '../registration-row.ts';
import { isRemessa, type RemessaRowsOptions, remessaRows } from '../remessa-rows.ts';
import { type Row, readRows } from '../rows.ts';
import type { View } from '../view.ts';
import { type BatchResult, countsText, sendRows } from './batches.ts';

/** `baixa register FILE…`: receivables from NDJSON, CSV, or the remessa of a company to its bank. */
export async function register(files: string[], options: RemessaRowsOptions): Promise<View> {
  mustBeFiles(files);
  const api = apiOf(connect());
  let agreements: Promise<{ agreements: Agreement[] }> | undefined;
  const results: (BatchResult & { file: string })[] = [];
  for (const file of files) {
    const remessa = await isRemessa(file);
    if (remessa) agreements ??= api.get('/companies');
    const { rows, problems } = remessa
      ? await remessaRows(file, (await agreements)?.agreements ?? [], options)
      : await tableRows(file, options);
    const sent = await sendRows(api, '/receivables', file, rows);
    results.push({ file, counts: sent.counts, problems: [...problems, ...sent.problems] });
  }
  return {
    data: results,
    text: results.map(({ file, counts }) => `${file}: ${countsText(counts)}`).join('\n'),
    problems: results.flatMap(({ problems }) => problems),
  };
}

async function tableRows(
  file: string,
  { company, agreement, idFrom, accountFrom }: RemessaRowsOptions,
): Promise<{ rows: Row<Registration>[]; problems: Problem[] }> {
  const { rows, problems } = await readRows(file, registrationSchema, {
    shape: (row) => registrationOfRow(company === undefined ? row : { company, ...row }),
    required: ['id', 'account', 'faceCents', 'dueOn', ...(company === undefined ? ['company'] : [])],
  });
  if (agreement === undefined && idFrom === undefined && accountFrom === undefined) return { rows, problems };
  const unused = warning(
    'register.not-a-remessa',
    { file },
    '--agreement, --id-from and --account-from are for a remessa: the rows of this file say it themselves.',
  );
  return { rows, problems: [unused, ...problems] };
}
