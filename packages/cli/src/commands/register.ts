import type { Problem } from '@baixa/core';
import { warning } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import { type ChargeRegistration, isCharge, type Registration, registrableSchema } from '@baixa/settlement';
import { apiOf, connect } from '../connection.ts';
import { mustBeFiles } from '../files-there.ts';
import type { CommandResult } from '../give-command.ts';
import { registrationOfRow } from '../registration-row.ts';
import { isRemessa, type RemessaRowsOptions, remessaRows } from '../remessa-rows.ts';
import { type Row, readRows } from '../rows.ts';
import type { View } from '../view.ts';
import { addCounts, countsText, sendRows } from './batches.ts';

/**
 * `baixa register FILE…`: receivables from NDJSON, CSV, or the remessa of a company to its bank; collective charges from
 * NDJSON.
 */
export async function register(files: string[], options: RemessaRowsOptions): Promise<View> {
  mustBeFiles(files);
  const api = apiOf(connect());
  let agreements: Promise<{ agreements: Agreement[] }> | undefined;
  const results: (CommandResult & { file: string })[] = [];
  for (const file of files) {
    const remessa = await isRemessa(file);
    if (remessa) agreements ??= api.get('/companies');
    const { rows, problems } = remessa
      ? await remessaRows(file, (await agreements)?.agreements ?? [], options)
      : await tableRows(file, options);
    // Charges come after what they cover, so that nobody is told that it is not there yet.
    const bills = await sendRows(
      api,
      '/receivables',
      file,
      rows.filter(({ value }) => !isCharge(value)),
    );
    const charges = await sendRows(
      api,
      '/receivables',
      file,
      rows.filter(({ value }) => isCharge(value)),
    );
    const counts = addCounts(bills.counts, charges.counts);
    results.push({ file, counts, problems: [...problems, ...bills.problems, ...charges.problems] });
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
): Promise<{ rows: Row<Registration | ChargeRegistration>[]; problems: Problem[] }> {
  const { rows, problems } = await readRows(file, registrableSchema, {
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
