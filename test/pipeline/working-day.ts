import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What a user has at hand on a day with Baixa: a profile, registrations, orders, and files of banks. */

const FIXTURES = resolve(import.meta.dirname, '../../packages/return-files/fixtures');

/** A real file of a bank, with the masked names of the corpus. */
export const fixture = (name: string): string => join(FIXTURES, name);

export const BB = fixture('cnab240-001-bb.ret');
export const CAIXA = fixture('cnab240-104-caixa.ret');
export const SANTANDER = fixture('cnab240-033-santander.ret');
export const PIX_RESPONSE = fixture('pix-response-1.json');
export const PIX_WEBHOOK = fixture('pix-webhook-1.json');

const PROFILE = `companies:
  - id: cartorio
    name: Cartório do Exemplo
  - id: prefeitura
    name: Prefeitura do Exemplo
agreements:
  - { id: cartorio-bb, company: cartorio, bank: '001', code: '2356764' }
  - { id: cartorio-santander, company: cartorio, bank: '033', code: '5015243' }
  - { id: cartorio-pix, company: cartorio, bank: pix, code: cartorio-pix }
  - { id: prefeitura-caixa, company: prefeitura, bank: '104', code: '401151' }
contracts:
  - id: cartorio-cobranca
    company: cartorio
    contractor: Cobrança do Exemplo
    start: '2020-07-16'
    targets: { mrep: '80', msex: '95' }
    criticality: { reconnection: 3 }
    measuredValueCents: 10000000
`;

/** The four titles of the file of Banco do Brasil: R$ 830.45. */
const BB_ROWS = [
  ['BB-2', 1002, '23567642012000002', 56314],
  ['BB-8', 1008, '23567642012000008', 24927],
  ['BB-9', 1009, '23567642012000009', 1353],
  ['BB-39', 1039, '23567642012000039', 451],
].map(([id, account, number, cents]) => `${id};${account};cartorio-bb;${number};${cents};2012-02-15`);

/** The nine titles of the file of Caixa, in its order: R$ 267.98. */
export const CAIXA_TITLES = [
  ['241400000010010948', 750, '2014-08-11'],
  ['241400000010010930', 1250, '2014-08-11'],
  ['241400000010010905', 4431, '2014-08-12'],
  ['241400000010010840', 2000, '2014-08-11'],
  ['241400000010010816', 2500, '2014-08-11'],
  ['241400000010010832', 2047, '2014-08-12'],
  ['241400000010010123', 1820, '2014-08-10'],
  ['241400000010010115', 4500, '2014-08-10'],
  ['241400000010010220', 7500, '2014-08-30'],
] as const;

/** Every second one is registered without its check digit. */
const CAIXA_ROWS = CAIXA_TITLES.map(([number, faceCents, dueOn], index) => ({
  id: `CX-${index + 1}`,
  company: 'prefeitura',
  account: String(2001 + index),
  identifiers: {
    agreement: 'prefeitura-caixa',
    nossoNumero: index % 2 === 0 ? number : number.slice(0, -1),
  },
  faceCents,
  dueOn,
}));

const CARTORIO_ROWS = [
  { id: 'PIX-1', account: '3001', txid: 'c3e0e7a4e7f1469a9f782d3d4999343c', faceCents: 11000 },
  { id: 'PIX-2', account: '3002', txid: 'cd1fe328c875481285a6f233ae41b662', faceCents: 10000 },
  { id: 'UNPAID-1', account: '4001', faceCents: 5000 },
].map((row) => ({ ...row, company: 'cartorio', dueOn: '2020-08-10' }));

/** Recovered: notice on 13/08, paid on 09/09. Not recovered: never paid, day 72 is 24/10. One service late, one not. */
const ORDERS = `kind,type,account,generated,deadline,executed,status
collection-action,debt-notice,3001,2020-08-13,2020-08-20,2020-08-22,done
collection-action,debt-notice,4001,2020-08-13,2020-08-20,2020-08-20,done
service-order,reconnection,3001,2020-10-20T08:00:00-03:00,2020-10-20T20:00:00-03:00,2020-10-20T18:00:00-03:00,done
service-order,reconnection,4001,2020-10-20T08:00:00-03:00,2020-10-20T20:00:00-03:00,2020-10-20T21:00:00-03:00,done
service-order,reconnection,4002,2020-10-20T08:00:00-03:00,,,open
`;

const cnab400Line = (text: string, number: number) =>
  `${text.padEnd(394)}${String(number).padStart(6, '0')}\r\n`;
const CNAB400 =
  cnab400Line(
    `02RETORNO01${'COBRANCA'.padEnd(15)}${'1234'.padEnd(20)}${'EMPRESA'.padEnd(30)}237BRADESCO`,
    1,
  ) +
  cnab400Line(`1${'0'.repeat(30)}`, 2) +
  cnab400Line('9', 3);

/** Writes the files of the day into a folder. */
export function layOut(folder: string): void {
  const ndjson = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const files = {
    'profile.yaml': PROFILE,
    'wrong.yaml': PROFILE.replace("mrep: '80'", 'mrep: eighty').replace("'2020-07-16'", "'2020-02-30'"),
    // A bad amount on line 4.
    'titles.csv': `id;account;agreement;nossoNumero;faceCents;dueOn\n${BB_ROWS.toSpliced(2, 0, 'BAD-1;1;cartorio-bb;1;13.53;2012-02-15').join('\n')}\n`,
    // Line 3 is no JSON; line 8 is of a company that nobody knows.
    'titles.ndjson': ndjson([...CAIXA_ROWS, ...CARTORIO_ROWS])
      .split('\n')
      .toSpliced(2, 0, '{"id":')
      .toSpliced(7, 0, JSON.stringify({ ...CAIXA_ROWS[0], id: 'BAD-2', company: 'nobody' }))
      .join('\n'),
    'orders.csv': ORDERS,
    'report.txt': 'Relatório do dia\nnada de banco\n',
    'cnab400.ret': CNAB400,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
