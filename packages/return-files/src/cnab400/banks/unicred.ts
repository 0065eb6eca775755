import { occurrencesOf } from '@baixa/cnab240-parser';
import { accounts, codes } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import * as records from '../layouts/unicred.ts';

const byCode = codes(records.fileHeader, ['agreement']);
const byAccount = accounts(records.fileHeader);

export const UNICRED: Cnab400Bank = {
  layout: { format: 'cnab400', bank: '136', name: 'Unicred', source: 'COB136, return CNAB 400', records },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 1 } },
  /** One table for CNAB 240 and CNAB 400. */
  occurrences: occurrencesOf('136'),
  paid: 'gross',
  reasonWidth: 2,
  agreement: (header) => {
    const found = byCode(header);
    return found.length > 0 ? found : byAccount(header);
  },
};
