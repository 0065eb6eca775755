import { decimalOfCents } from '@baixa/core';
import { newEndToEndId } from '../pix.ts';
import { seededRandom } from '../random.ts';
import { factsOf, type MadeFile } from './facts.ts';
import { type Movement, movements, statedOfMovement } from './statement.ts';
import { CREATED_ON } from './told.ts';

/** ISO 20022: the statement (camt.053.001.08) and the notification of credits (camt.054.001.02). */
interface Style {
  name: string;
  namespace: string;
  /** The element of the message, and that of the statement in it. */
  message: string;
  statement: string;
  /** Before version 8 the status is a text, from then on a code in an element. */
  status: string;
  balances: boolean;
}

const STYLES: readonly Style[] = [
  {
    name: 'camt053.xml',
    namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08',
    message: 'BkToCstmrStmt',
    statement: 'Stmt',
    status: '<Sts><Cd>BOOK</Cd></Sts>',
    balances: true,
  },
  {
    name: 'camt054.xml',
    namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.054.001.02',
    message: 'BkToCstmrDbtCdtNtfctn',
    statement: 'Ntfctn',
    status: '<Sts>BOOK</Sts>',
    balances: false,
  },
];

const amount = (cents: number): string =>
  `<Amt Ccy="BRL">${decimalOfCents(Math.abs(cents))}</Amt><CdtDbtInd>${cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;

const balance = (code: string, cents: number, on: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(cents)}<Dt><Dt>${on}</Dt></Dt></Bal>`;

/** Domain, family and sub-family of a movement: a charge, a transfer sent, one received. */
function transactionCode(what: Movement['what'], cents: number): string {
  const [family, sub] =
    what === 'tariff' ? ['MDOP', 'CHRG'] : cents < 0 ? ['ICDT', 'DMCT'] : ['RCDT', 'DMCT'];
  return `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${sub}</SubFmlyCd></Fmly></Domn></BkTxCd>`;
}

function entry(
  { status }: Style,
  { what, cents, on, text, document, endToEndId }: Movement,
  at: number,
): string {
  const references =
    endToEndId === undefined
      ? `<AcctSvcrRef>${document}</AcctSvcrRef>`
      : `<EndToEndId>${endToEndId}</EndToEndId>`;
  return [
    '<Ntry>',
    `<NtryRef>${1000 + at}</NtryRef>`,
    amount(cents),
    status,
    `<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt>`,
    transactionCode(what, cents),
    `<NtryDtls><TxDtls><Refs>${references}</Refs><RmtInf><Ustrd>${text} &amp; Conceição</Ustrd></RmtInf></TxDtls></NtryDtls>`,
    '</Ntry>',
  ].join('\n');
}

function camtFile(style: Style, seed: number): MadeFile {
  const random = seededRandom(seed);
  const all = movements(random, (on, second) => newEndToEndId(random, on, second));
  const told = style.balances ? all : all.filter(({ cents }) => cents > 0);
  const closing = told.reduce((sum, { cents }) => sum + cents, 1_000_000);
  const first = told[0]?.on ?? CREATED_ON;
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="${style.namespace}">`,
    `<${style.message}>`,
    `<GrpHdr><MsgId>M1</MsgId><CreDtTm>${CREATED_ON}T06:00:00-03:00</CreDtTm></GrpHdr>`,
    `<${style.statement}><Id>S1</Id><ElctrncSeqNb>42</ElctrncSeqNb><CreDtTm>${CREATED_ON}T06:00:00-03:00</CreDtTm>`,
    '<Acct><Id><Othr><Id>1234567890</Id></Othr></Id></Acct>',
    ...(style.balances ? [balance('OPBD', 1_000_000, first), balance('CLBD', closing, CREATED_ON)] : []),
    ...told.map((one, at) => entry(style, one, at)),
    `</${style.statement}>`,
    `</${style.message}>`,
    '</Document>',
    '',
  ].join('\n');
  return {
    name: style.name,
    bytes: Buffer.from(xml, 'utf8'),
    facts: factsOf({ format: 'camt', service: 'extrato' }, told.map(statedOfMovement)),
  };
}

export function camtFiles(seed: number): MadeFile[] {
  return STYLES.map((style, index) => camtFile(style, seed + 920 + index));
}
