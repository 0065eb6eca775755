import type { Entry } from '@baixa/core';

type Column = Exclude<keyof Entry, 'payer'> | 'payer.taxId' | 'payer.name';

/** Every field of an entry has its column; one that is missing here does not compile. */
const COLUMNS: Readonly<Record<Column, (entry: Entry) => string | number | undefined>> = {
  line: (entry) => entry.line,
  offset: (entry) => entry.offset,
  kind: (entry) => entry.kind,
  occurrence: (entry) => entry.occurrence,
  reasons: (entry) => entry.reasons.join(' '),
  nossoNumero: (entry) => entry.nossoNumero,
  nossoNumeroForms: (entry) => entry.nossoNumeroForms?.join(' '),
  seuNumero: (entry) => entry.seuNumero,
  companyUse: (entry) => entry.companyUse,
  barcode: (entry) => entry.barcode,
  txid: (entry) => entry.txid,
  endToEndId: (entry) => entry.endToEndId,
  reversalId: (entry) => entry.reversalId,
  moneyKey: (entry) => entry.moneyKey,
  dueOn: (entry) => entry.dueOn,
  paidOn: (entry) => entry.paidOn,
  processedOn: (entry) => entry.processedOn,
  creditedOn: (entry) => entry.creditedOn,
  faceCents: (entry) => entry.faceCents,
  paidCents: (entry) => entry.paidCents,
  netCents: (entry) => entry.netCents,
  interestCents: (entry) => entry.interestCents,
  fineCents: (entry) => entry.fineCents,
  lateChargesCents: (entry) => entry.lateChargesCents,
  discountCents: (entry) => entry.discountCents,
  rebateCents: (entry) => entry.rebateCents,
  otherCreditsCents: (entry) => entry.otherCreditsCents,
  otherExpensesCents: (entry) => entry.otherExpensesCents,
  feeCents: (entry) => entry.feeCents,
  channel: (entry) => entry.channel,
  held: (entry) => entry.held,
  'payer.taxId': (entry) => entry.payer?.taxId,
  'payer.name': (entry) => entry.payer?.name,
};

const CELLS = Object.values(COLUMNS);

export function csvHeader(): string {
  return ['file', ...Object.keys(COLUMNS)].join(',');
}

/** A row as RFC 4180 writes it. What is absent is empty, amounts are centavos. */
export function csvRow(file: string, entry: Entry): string {
  let row = quoted(file);
  for (const cell of CELLS) row += `,${quoted(cell(entry))}`;
  return row;
}

/** A value as a cell of a row. */
export function quoted(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
