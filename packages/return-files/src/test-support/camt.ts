import { readAll } from './reading.ts';

export const E2E = 'E22222222202611181315AbAbAbAbAbA';
export const OTHER_E2E = 'E33333333202611181316CdCdCdCdCdC';
export const TXID = 'cobranca000000000000000000000001';
export const IBAN = 'BR9700360305012340000567890C1';

/** Pieces of a message: an amount with its side, an entry with its head, transactions, a balance. */
export const money = (amount: string, side = 'CRDT', currency = 'BRL') =>
  `<Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>`;
export const DATES = '<BookgDt><Dt>2026-11-18</Dt></BookgDt><ValDt><Dt>2026-11-19</Dt></ValDt>';
export const BOOKED = '<Sts><Cd>BOOK</Cd></Sts>';
export const entry = (inside: string, head = `${money('25.00')}${BOOKED}${DATES}`) =>
  `<Ntry>${head}${inside}</Ntry>`;
const transaction = (inside: string) => `<TxDtls>${inside}</TxDtls>`;
export const details = (...inside: string[]) => `<NtryDtls>${inside.map(transaction).join('')}</NtryDtls>`;
export const endToEnd = (id = E2E) => `<Refs><EndToEndId>${id}</EndToEndId></Refs>`;
export const balance = (code: string, amount: string, side?: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money(amount, side)}</Bal>`;

interface Parts {
  version?: string;
  message?: [string, string];
  account?: string;
  before?: string;
  entries?: string[];
}

/** A message of one statement, in lines. */
export function camt({ version = '053.001.08', message, account, before = '', entries = [] }: Parts): string {
  const [whole, statement] = message ?? ['BkToCstmrStmt', 'Stmt'];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${version}"><${whole}>`,
    '<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-19T01:00:00Z</CreDtTm></GrpHdr>',
    `<${statement}><Id>1</Id><ElctrncSeqNb>42</ElctrncSeqNb>`,
    `<Acct>${account ?? `<Id><IBAN>${IBAN}</IBAN></Id>`}</Acct>`,
    before,
    ...entries,
    `</${statement}></${whole}></Document>`,
  ].join('\n');
}

/** Reads a message with these entries. */
export const readEntries = (...entries: string[]) => readAll(camt({ entries }));
