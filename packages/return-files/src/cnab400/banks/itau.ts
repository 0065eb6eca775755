import { channelOf, ITAU_OCCURRENCES } from '@baixa/cnab240-parser';
import { accounts } from '../agreement.ts';
import type { Cnab400Bank } from '../bank.ts';
import { txidOfBrCode } from '../br-code.ts';
import * as records from '../layouts/itau.ts';

const { pix, title } = records;

export const ITAU: Cnab400Bank = {
  layout: {
    format: 'cnab400',
    bank: '341',
    name: 'Itaú',
    source: 'CNAB 400 manual (jul/2021) and the version before, delivered files',
    records,
  },
  header: records.fileHeader,
  trailer: records.fileTrailer,
  titles: { '1': { record: title, checkDigits: 1 } },
  followOns: {
    '3': { meaning: 'Pix', txid: (line) => txidOfBrCode(pix.field.emv.read(line)) },
    '4': { meaning: 'rateio' },
  },
  occurrences: ITAU_OCCURRENCES,
  paid: 'credited',
  reasonWidth: 2,
  /** An alegação of the payer. */
  widerReasons: { '25': 4 },
  channel: (code) => channelOf('341', [], code),
  agreement: accounts(records.fileHeader),
  digitParts: [
    (line, number) => ({
      number,
      branch: title.field.branch.raw(line),
      account: title.field.account.raw(line),
      portfolio: title.field.portfolio.raw(line),
    }),
  ],
  totals: { of: 'file', titles: ['titles'], face: ['totalFace'] },
};
