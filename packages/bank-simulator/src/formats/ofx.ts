import { type CivilDate, decimalOfCents } from '@baixa/core';
import { newEndToEndId } from '../pix.ts';
import { seededRandom } from '../random.ts';
import { factsOf, type MadeFile } from './facts.ts';
import { type Movement, movements, statedOfMovement } from './statement.ts';

/**
 * OFX as banks emit it: 1.02 SGML with tags that are never closed and a time zone of its own kind, and 2.x XML.
 * Sources: OFX 1.0.2 and 2.2.
 */
const day = (date: CivilDate): string => date.replaceAll('-', '');

interface Style {
  name: string;
  head: string;
  /** Writes an element that holds text. */
  leaf(tag: string, text: string): string;
  instant(date: CivilDate): string;
  amount(cents: number): string;
  encoding: 'latin1' | 'utf8';
  lineEnd: string;
}

const STYLES: readonly Style[] = [
  {
    name: 'ofx-sgml.ofx',
    head: [
      'OFXHEADER:100',
      'DATA:OFXSGML',
      'VERSION:102',
      'SECURITY:NONE',
      'ENCODING:USASCII',
      'CHARSET:1252',
      'COMPRESSION:NONE',
      'OLDFILEUID:NONE',
      'NEWFILEUID:NONE',
      '',
    ].join('\r\n'),
    leaf: (tag, text) => `<${tag}>${text}`,
    instant: (date) => `${day(date)}120000[-3:BRT]`,
    amount: decimalOfCents,
    encoding: 'latin1',
    lineEnd: '\r\n',
  },
  {
    name: 'ofx-xml.ofx',
    head: '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    leaf: (tag, text) => `<${tag}>${text}</${tag}>`,
    instant: day,
    amount: (cents) => `${cents > 0 ? '+' : ''}${decimalOfCents(cents)}`,
    encoding: 'utf8',
    lineEnd: '\n',
  },
];

function transaction({ leaf, instant, amount }: Style, told: Movement, at: number): string[] {
  const { what, on, cents, text, document, endToEndId } = told;
  return [
    '<STMTTRN>',
    leaf('TRNTYPE', what === 'tariff' ? 'FEE' : cents < 0 ? 'DEBIT' : 'CREDIT'),
    leaf('DTPOSTED', instant(on)),
    leaf('TRNAMT', amount(cents)),
    leaf('FITID', `N${1000 + at}`),
    leaf('CHECKNUM', endToEndId === undefined ? document : '0'),
    leaf('MEMO', endToEndId === undefined ? `${text} CONCEIÇÃO` : `${text} ${endToEndId}`),
    '</STMTTRN>',
  ];
}

function ofxFile(style: Style, seed: number): MadeFile {
  const random = seededRandom(seed);
  const told = movements(random, (on, second) => newEndToEndId(random, on, second));
  const { leaf, instant, amount } = style;
  const balance = told.reduce((sum, { cents }) => sum + cents, 1_000_000);
  const [first, last] = [told[0]?.on ?? '', told.at(-1)?.on ?? ''];
  const lines = [
    style.head,
    '<OFX>',
    '<SIGNONMSGSRSV1><SONRS>',
    leaf('DTSERVER', instant(last)),
    leaf('LANGUAGE', 'POR'),
    '</SONRS></SIGNONMSGSRSV1>',
    '<BANKMSGSRSV1><STMTTRNRS>',
    leaf('TRNUID', '1'),
    '<STMTRS>',
    leaf('CURDEF', 'BRL'),
    '<BANKACCTFROM>',
    leaf('BANKID', '0001'),
    leaf('BRANCHID', '1234-0'),
    leaf('ACCTID', '56789-0'),
    leaf('ACCTTYPE', 'CHECKING'),
    '</BANKACCTFROM>',
    '<BANKTRANLIST>',
    leaf('DTSTART', instant(first)),
    leaf('DTEND', instant(last)),
    ...told.flatMap((one, at) => transaction(style, one, at)),
    '</BANKTRANLIST>',
    '<LEDGERBAL>',
    leaf('BALAMT', amount(balance)),
    leaf('DTASOF', instant(last)),
    '</LEDGERBAL>',
    '</STMTRS>',
    '</STMTTRNRS></BANKMSGSRSV1>',
    '</OFX>',
    '',
  ];
  return {
    name: style.name,
    bytes: Buffer.from(lines.join(style.lineEnd), style.encoding),
    facts: factsOf({ format: 'ofx', service: 'extrato', bank: '001' }, told.map(statedOfMovement)),
  };
}

export function ofxFiles(seed: number): MadeFile[] {
  return STYLES.map((style, index) => ofxFile(style, seed + 910 + index));
}
