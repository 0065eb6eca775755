import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BankLine, bbNossoNumero, caixaNossoNumero, writeCnab240 } from '@baixa/bank-simulator';

/** What a user has at hand on a day with Baixa: a profile, registrations, orders, and files of banks. */

/** The files of banks, by their names in the folder of the day. */
export const BB = 'bb-2012.ret';
export const CAIXA = 'caixa-2014.ret';
export const SANTANDER = 'santander-2011.ret';
export const PIX_RESPONSE = 'pix-response.json';
export const PIX_WEBHOOK = 'pix-webhook.json';

const PROFILE = `companies:
  - id: cartorio
    name: Cartório do Exemplo
  - id: prefeitura
    name: Prefeitura do Exemplo
agreements:
  - { id: cartorio-bb, company: cartorio, bank: '001', code: '7654321' }
  - { id: cartorio-santander, company: cartorio, bank: '033', code: '4321098' }
  - { id: cartorio-pix, company: cartorio, bank: pix, code: cartorio-pix }
  - { id: prefeitura-caixa, company: prefeitura, bank: '104', code: '654321' }
contracts:
  - id: cartorio-cobranca
    company: cartorio
    contractor: Cobrança do Exemplo
    start: '2020-07-16'
    targets: { mrep: '80', msex: '95' }
    criticality: { reconnection: 3 }
    measuredValueCents: 10000000
`;

/** The four titles of the file of Banco do Brasil: R$ 680.45. */
const BB_TITLES = [
  ['BB-2', 1002, bbNossoNumero('7654321', 2), 41230],
  ['BB-8', 1008, bbNossoNumero('7654321', 8), 25017],
  ['BB-9', 1009, bbNossoNumero('7654321', 9), 1350],
  ['BB-39', 1039, bbNossoNumero('7654321', 39), 448],
] as const;
const BB_ROWS = BB_TITLES.map(
  ([id, account, number, cents]) => `${id};${account};cartorio-bb;${number};${cents};2012-02-15`,
);

/** The nine titles of the file of Caixa, in its order: R$ 264.80. */
export const CAIXA_TITLES = [
  [caixaNossoNumero(2094), 810, '2014-08-11'],
  [caixaNossoNumero(2093), 1250, '2014-08-11'],
  [caixaNossoNumero(2090), 3990, '2014-08-12'],
  [caixaNossoNumero(2084), 2000, '2014-08-11'],
  [caixaNossoNumero(2081), 2650, '2014-08-11'],
  [caixaNossoNumero(2083), 2100, '2014-08-12'],
  [caixaNossoNumero(2012), 1900, '2014-08-10'],
  [caixaNossoNumero(2011), 4480, '2014-08-10'],
  [caixaNossoNumero(2022), 7300, '2014-08-30'],
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
  { id: 'PIX-1', account: '3001', txid: 'aguasDoExemplo00000000000001', faceCents: 11000 },
  { id: 'PIX-2', account: '3002', txid: 'aguasDoExemplo00000000000002', faceCents: 10000 },
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

const line240 = (text: string) => `${text.padEnd(240)}\r\n`;
/** What the company paid its suppliers: nothing of it is a receivable. */
const PAYMENTS = [
  `${`23700000${' '.repeat(9)}212345678000195${'1234'.padEnd(20)}`.padEnd(142)}2`,
  '23700011C2001031',
  '2370001300001A000018',
  '2370001300002B',
  `${'23700015'.padEnd(17)}000004`,
  `${'23799999'.padEnd(17)}000001000006`,
]
  .map(line240)
  .join('');

const paid = (nossoNumero: string, cents: number, on: string): BankLine => ({
  kind: 'payment',
  receivable: {
    id: '',
    company: '',
    account: '',
    identifiers: { nossoNumero },
    faceCents: cents,
    dueOn: on,
  },
  on,
  cents,
});

/** The return file of a bank for an agreement of the profile. */
const cobranca = (bank: string, code: string, createdOn: string, lines: BankLine[]): Uint8Array =>
  writeCnab240({
    agreement: { id: '', company: '', bank, code, account: '', tolerance: { cents: 0 } },
    sequence: 36,
    createdOn,
    lines,
  });

/** A Pix with a devolução that gave nothing back yet; some banks write one as an object, the standard has an array. */
const pixOf = (id: number, txid: string, valor: string, horario: string, inArray: boolean): string => {
  const devolucao = {
    id: '123ABC',
    rtrId: `D0000000020200911154500000000${id}00`,
    valor: '10.00',
    horario: { solicitacao: '2020-09-11T15:25:59.411Z' },
    status: 'EM_PROCESSAMENTO',
  };
  const pix = {
    endToEndId: `E0000000020200910100000000000${id}00`,
    txid,
    valor,
    horario,
    devolucoes: inArray ? [devolucao] : devolucao,
  };
  return `${JSON.stringify({ pix: [pix] }, undefined, 2)}\n`;
};

/** What banks delivered. */
const bankFiles = (): Record<string, string | Uint8Array> => ({
  [BB]: cobranca(
    '001',
    '7654321',
    '2012-02-16',
    BB_TITLES.map(([, , number, cents]) => paid(number, cents, '2012-02-15')),
  ),
  [CAIXA]: cobranca(
    '104',
    '654321',
    '2014-08-12',
    CAIXA_TITLES.map(([number, cents, dueOn]) =>
      paid(number, cents, dueOn < '2014-08-12' ? dueOn : '2014-08-11'),
    ),
  ),
  [SANTANDER]: cobranca('033', '4321098', '2011-08-05', [paid('0000000000060', 3870, '2011-08-04')]),
  [PIX_RESPONSE]: pixOf(2, 'aguasDoExemplo00000000000002', '100.00', '2020-09-10T13:03:33.902Z', true),
  [PIX_WEBHOOK]: pixOf(1, 'aguasDoExemplo00000000000001', '110.00', '2020-09-09T20:15:00.358Z', false),
});

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
    'payments.ret': PAYMENTS,
    ...bankFiles(),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
