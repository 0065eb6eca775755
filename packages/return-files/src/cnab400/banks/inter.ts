import { occurrenceTable } from '@baixa/cnab240-parser';
import { accounts } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import * as records from '../layouts/inter.ts';

/** 07 is a baixa here, and no part payment. Source: open-source readers and a delivered file. */
const OCCURRENCES = occurrenceTable({
  payment: { '06': 'pago' },
  registration: { '02': 'em aberto' },
  rejection: { '03': 'erro' },
  'write-off': { '07': 'baixado' },
});

const byAccount = accounts(records.title);

export const INTER: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '077',
    name: 'Inter',
    source: 'open-source readers and a delivered file; no manual at hand',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: records.title, checkDigits: 1 } },
  occurrences: OCCURRENCES,
  paid: 'gross',
  reasonWidth: 2,
  /** The header names no account; the títulos do. */
  agreement: (_, title) => (title === undefined ? [] : byAccount(title)),
  totals: { of: 'file', titles: ['titles'], face: [] },
};
