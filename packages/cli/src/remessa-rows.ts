import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Problem } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import {
  type AccountFrom,
  concernsWholeFile,
  detectRemessa,
  type IdFrom,
  REMESSA_DETECTION_BYTES,
  RegisteredIds,
  type RemessaItem,
  readRemessa,
  registrationOfTitle,
} from '@baixa/remessa';
import { type Registration, registrationSchema } from '@baixa/settlement';
import { agreementOfRemessa, type Given } from './agreement-of-remessa.ts';
import { type Row, rowProblems } from './rows.ts';

export interface RemessaRowsOptions extends Given {
  idFrom?: IdFrom;
  accountFrom?: AccountFrom;
}

/** Whether a file is a remessa, by its first bytes. */
export async function isRemessa(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(REMESSA_DETECTION_BYTES);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return detectRemessa(head.subarray(0, bytesRead)) !== undefined;
  } finally {
    await handle.close();
  }
}

/**
 * Reads the registrations of a remessa. Títulos that cannot be registered become problems and the others go on; a
 * remessa that is doubtful as a whole, or of nobody's agreement, gives none.
 */
export async function remessaRows(
  file: string,
  agreements: readonly Agreement[],
  options: RemessaRowsOptions,
): Promise<{ rows: Row<Registration>[]; problems: Problem[] }> {
  const { idFrom, accountFrom } = options;
  const rows: Row<Registration>[] = [];
  const problems: Problem[] = [];
  const ids = new RegisteredIds();
  const tell = (found: Problem) => problems.push({ ...found, where: { ...found.where, file } });
  let agreement: Agreement | undefined;

  const register = ({ title }: Extract<RemessaItem, { type: 'title' }>, own: Agreement) => {
    const context = { company: own.company, agreement: own.id, idFrom, accountFrom };
    const registration = registrationOfTitle(title, context);
    if ('severity' in registration) return tell(registration);
    const again = ids.take(registration.id, title);
    if (again !== undefined) return tell(again);
    const checked = registrationSchema.safeParse(registration);
    if (checked.success) return rows.push({ line: title.line, value: checked.data });
    return problems.push(...rowProblems(file, title.line, checked.error));
  };

  for await (const item of readRemessa(createReadStream(file), { name: file })) {
    if (item.type === 'problem') problems.push(item.problem);
    else if (item.type === 'header') {
      const found = agreementOfRemessa(item.header, agreements, options);
      if (found.problem !== undefined) tell(found.problem);
      if (found.agreement === undefined) return { rows: [], problems };
      agreement = found.agreement;
    } else if (item.type === 'title' && agreement !== undefined) register(item, agreement);
  }
  return { rows: problems.some(concernsWholeFile) ? [] : rows, problems };
}
