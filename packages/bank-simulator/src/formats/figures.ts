import type { CivilDate } from '@baixa/core';

/** All that some bank has a column for. Amounts are centavos; numbers fill with zeros, texts with blanks. */
export interface Figures {
  /** Three digits. */
  bank: string;
  /** Position of the record in its lot or file. */
  record: number;
  lot: number;
  occurrence: string;
  reasons: string;
  /** Nosso número without its check digit, the digit, and both. */
  nosso: string;
  nossoDigit: string;
  nossoFull: string;
  seuNumero: string;
  companyUse: string;
  txid: string;
  location: string;
  /** Both with blanks before them, as wide as Santander has them. */
  txidRight: string;
  locationRight: string;
  /** The BR Code of both. */
  emv: string;
  dueOn: CivilDate;
  occurredOn: CivilDate;
  creditedOn: CivilDate | undefined;
  /** The same written AAAAMMDD. */
  creditedYmd: CivilDate | undefined;
  face: number;
  /** What stands in the bank's column of the amount paid, whatever the bank means by it. */
  paid: number;
  /** What stands in its column of the amount credited. */
  net: number;
  fee: number;
  fine: number;
  interest: number;
  /** Fine and interest. */
  late: number;
  discount: number;
  rebate: number;
  /** Discount and rebate. */
  granted: number;
  /** 1 debit, 2 credit, 0 neither. */
  direction: string;
  payerType: number;
  payerTaxId: number;
  payerName: string;
  /** Of headers and trailers. */
  createdOn: CivilDate;
  createdYmd: CivilDate;
  sequence: number;
  /** The agreement as a number and as a text. */
  code: number;
  codeText: string;
  taxId: number;
  company: string;
  records: number;
  titles: number;
  totalFace: number;
  lots: number;
  /** Of the occurrences that Bradesco totals. */
  titles02: number;
  face02: number;
  titles06: number;
  paid06: number;
  titles10: number;
  face10: number;
  titles14: number;
  face14: number;
}
