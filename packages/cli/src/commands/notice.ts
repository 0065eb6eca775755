import type { AccountToCollect } from '@baixa/collection';
import { problem } from '@baixa/core';
import { z } from 'zod';
import { apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { mustBeFiles } from '../files-there.ts';
import { onlyContract } from '../only.ts';
import { type Row, readRows } from '../rows.ts';
import type { View } from '../view.ts';
import { countsText, sendRows } from './batches.ts';

export interface NoticeOptions {
  contract?: string;
  /** The day on which the cases are opened; today where it is not told. */
  on?: string;
  account?: string;
  receivables?: string[];
}

const row = z.object({
  account: z.string().min(1).max(120),
  receivable: z.string().min(1).max(80).optional(),
});

/** `baixa notice FILE` or `--account A [--receivables F-1 F-2]`: opens collection cases for overdue receivables. */
export async function notice(file: string | undefined, options: NoticeOptions): Promise<View> {
  const { account, receivables, on } = options;
  if ((file === undefined) === (account === undefined))
    throw new CommandFailed([
      problem(
        'notice.which',
        {},
        'Cases are opened from a file, or for one account.',
        'Name a file, or --account ID.',
      ),
    ]);
  if (file !== undefined) mustBeFiles([file]);
  const api = apiOf(connect());
  const contract = await onlyContract(api, options.contract);
  const { rows, problems } =
    file === undefined
      ? { rows: [{ line: 1, value: { account: account!, receivables } }], problems: [] }
      : await accountsIn(file);
  const sent = await sendRows(api, '/notices', file ?? 'notice', rows, { contract, ...(on ? { on } : {}) });
  return { data: sent, text: countsText(sent.counts), problems: [...problems, ...sent.problems] };
}

/** The accounts of a file: a row an account, or a row each receivable of it. */
async function accountsIn(file: string) {
  const { rows, problems } = await readRows(file, row, { required: ['account'] });
  const accounts = [...Map.groupBy(rows, ({ value }) => value.account)].map(
    ([account, own]): Row<AccountToCollect> => {
      const named = own.flatMap(({ value }) => value.receivable ?? []);
      return {
        line: own[0]!.line,
        value: { account, ...(named.length === 0 ? {} : { receivables: named }) },
      };
    },
  );
  return { rows: accounts, problems };
}
