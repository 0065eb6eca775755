import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BankLine,
  type Receivable as Bill,
  caixaNossoNumero,
  writeCnab240,
} from '@baixa/bank-simulator';
import { orderRowSchema } from '@baixa/collection';
import type { BaixaEvent } from '@baixa/events';
import { type Receivable, registrationSchema } from '@baixa/settlement';
import type { OpenException } from '@baixa/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyProfile } from '../../packages/cli/src/commands/apply.ts';
import { sendRows } from '../../packages/cli/src/commands/batches.ts';
import { outcomeOf, putInInbox } from '../../packages/cli/src/commands/drop.ts';
import { startCloud } from '../../packages/cli/src/commands/up.ts';
import { type Api, apiOf, connect, type Outputs } from '../../packages/cli/src/connection.ts';
import { onlyErp } from '../../packages/cli/src/erps.ts';
import { deadLetters, drain } from './support.ts';

/**
 * Two companies that have everything in common but their agreements: the same ids, accounts, nosso números, own
 * numbers, txids and amounts. What one is told must never be seen by the other.
 */
const COMPANIES = ['norte', 'sul'] as const;
type Company = (typeof COMPANIES)[number];
const CODES = { norte: '111111', sul: '222222' };

const agreementOf = (company: Company) => ({
  id: `${company}-caixa`,
  company,
  bank: '104',
  code: CODES[company],
  account: '0123-0/654321',
  tolerance: { cents: 0 },
});
const PROFILE = {
  companies: COMPANIES.map((id) => ({ id, name: `Companhia ${id}` })),
  agreements: [
    ...COMPANIES.map(agreementOf),
    ...COMPANIES.map((company) => ({
      id: `${company}-pix`,
      company,
      bank: 'pix',
      code: `${company}-pix`,
      pixKeys: [`pix@${company}.example`],
    })),
  ],
  contracts: COMPANIES.map((company) => ({
    id: `${company}-cobranca`,
    company,
    contractor: 'Cobrança do Exemplo',
    start: '2024-01-01',
    targets: { mrep: '80', msex: '95' },
    criticality: {},
    measuredValueCents: 100_000_00,
  })),
};

const billsOf = (company: Company): Bill[] =>
  [1, 2, 3].map((number) => ({
    id: `R-${number}`,
    company,
    account: `100${number}`,
    identifiers: {
      agreement: `${company}-caixa`,
      nossoNumero: caixaNossoNumero(number),
      seuNumero: `F-${number}`,
      txid: `COBRANCA${String(number).padStart(20, '0')}`,
    },
    faceCents: 10_000 + number,
    dueOn: '2024-03-01',
  }));

/** Pays R-1, pays it again, and pays a título that is in nobody's books. */
function paymentsOf(company: Company): BankLine[] {
  const [bill] = billsOf(company) as [Bill];
  const stranger = { ...bill, id: 'nobody', identifiers: { nossoNumero: caixaNossoNumero(99) } };
  const paid = { kind: 'payment' as const, cents: bill.faceCents };
  return [
    { ...paid, receivable: bill, on: '2024-04-10' },
    { ...paid, receivable: bill, on: '2024-04-11' },
    { ...paid, stranger, on: '2024-04-11' },
  ];
}

const fileOf = (company: Company) =>
  writeCnab240({
    agreement: agreementOf(company),
    sequence: 1,
    createdOn: '2024-04-12',
    lines: paymentsOf(company),
  });

/** The same payment, by the same ids, to one key or to both. */
const pixOf = (...companies: Company[]) =>
  new TextEncoder().encode(
    JSON.stringify({
      pix: companies.map((company, index) => ({
        endToEndId: `E00000000202404101200abcdefghij${index}`,
        txid: billsOf('norte')[1]?.identifiers.txid,
        chave: `pix@${company}.example`,
        valor: '100.02',
        horario: '2024-04-10T12:00:00.000-03:00',
      })),
    }),
  );

const folder = mkdtempSync(join(tmpdir(), 'baixa-tenants-'));
let started: Awaited<ReturnType<typeof startCloud>>;
let outputs: Outputs;
let api: Api;
/** The queue of each company's ERP. */
let queues: Record<Company, string>;
let toldToNorte: BaixaEvent[];

beforeAll(async () => {
  process.env.BAIXA_OUTPUTS = join(folder, 'outputs.json');
  const erps = join(folder, 'erps.yaml');
  writeFileSync(erps, `erps: [{ name: norte, companies: [norte] }, { name: sul, companies: [sul] }]`);
  started = await startCloud({ outputsFile: process.env.BAIXA_OUTPUTS, erps });
  outputs = connect();
  api = apiOf(outputs);
  queues = { norte: onlyErp(outputs, 'norte').queueUrl, sul: onlyErp(outputs, 'sul').queueUrl };
  await applyProfile(api, PROFILE);
  for (const company of COMPANIES) {
    const rows = billsOf(company).map((bill, line) => ({ line, value: registrationSchema.parse(bill) }));
    const registered = await sendRows(api, '/receivables', company, rows);
    expect(registered).toEqual({ counts: { registered: 3, unchanged: 0 }, problems: [] });
    const orders = ['1001', '1002'].map((account, line) => ({
      line,
      value: orderRowSchema.parse({
        type: 'debt-notice',
        account,
        generated: '2024-03-20',
        deadline: '2024-03-27',
        executed: '2024-03-25',
        status: 'done',
      }),
    }));
    const taken = await sendRows(api, '/orders', company, orders, { contract: `${company}-cobranca` });
    expect(taken).toEqual({ counts: { taken: 2, unchanged: 0 }, problems: [] });
  }
});
afterAll(async () => {
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function drop(name: string, bytes: Uint8Array, agreement?: string) {
  const { file } = await outcomeOf(api, await putInInbox(outputs, name, bytes, agreement));
  await started.cloud.idle();
  return file;
}

/** All that a company can ask about its money. */
async function seenBy(company: Company) {
  const receivables = await Promise.all(
    billsOf(company).map(
      async ({ id }) =>
        (await api.get<{ receivable: Receivable }>(`/companies/${company}/receivables/${id}`)).receivable,
    ),
  );
  const { exceptions } = await api.get<{ exceptions: OpenException[] }>(`/companies/${company}/exceptions`);
  const cases = await Promise.all(
    ['1001', '1002'].map(async (account) => {
      const found = await api.get<{ cases: { assessment?: { status: string } }[] }>(
        `/contracts/${company}-cobranca/cases/${account}`,
      );
      return found.cases.map(({ assessment }) => assessment?.status);
    }),
  );
  return { receivables, exceptions, cases };
}

/** What a company sees, in short: the status of its bills, the outcomes of its exceptions, its cases. */
async function storyOf(company: Company) {
  const { receivables, exceptions, cases } = await seenBy(company);
  expect(new Set([...receivables, ...exceptions].map((each) => each.company))).toEqual(new Set([company]));
  return [
    receivables.map(({ status, movements }) => `${status} ${movements.length}`),
    exceptions.map(({ outcome }) => outcome).sort(),
    cases.flat(),
  ];
}

const TOLD_BY_ITS_FILE = [
  ['settled 2', 'open 0', 'open 0'],
  ['paid-twice', 'unmatched'],
  ['recovered', 'not-recovered'],
];

describe('two companies with the same numbers', () => {
  test("a file of one's agreement leaves the other as it was, and tells it nothing", async () => {
    const before = await seenBy('sul');
    expect(before.exceptions).toEqual([]);
    expect(await drop('retorno.ret', fileOf('norte'))).toMatchObject({
      company: 'norte',
      status: 'processed',
    });
    expect(await storyOf('norte')).toEqual(TOLD_BY_ITS_FILE);
    expect(await seenBy('sul')).toEqual(before);
    toldToNorte = await drain(queues.norte);
    expect(toldToNorte.map(({ type }) => type).sort()).toEqual([
      'account.recovered',
      'exception.opened',
      'exception.opened',
      'receivable.settled',
      'return-file.processed',
      'settlement.applied',
    ]);
    expect(await drain(queues.sul)).toEqual([]);
  });

  test('the same payments in a file of the other count there once more, under ids of their own', async () => {
    const before = await seenBy('norte');
    const file = await drop('retorno.ret', fileOf('sul'));
    expect(file).toMatchObject({ company: 'sul', status: 'processed', sums: { toldBeforeCents: 0 } });
    expect(await storyOf('sul')).toEqual(TOLD_BY_ITS_FILE);
    expect(await seenBy('norte')).toEqual(before);
    const told = await drain(queues.sul);
    expect(told.map(({ type }) => type).sort()).toEqual(toldToNorte.map(({ type }) => type).sort());
    expect(JSON.stringify(told)).not.toContain('norte');
    const ids = new Set(toldToNorte.map(({ id }) => id));
    expect(told.filter(({ id }) => ids.has(id))).toEqual([]);
    expect(await drain(queues.norte)).toEqual([]);
  });

  test('the same Pix under the key of each settles the bill of each', async () => {
    const before = await seenBy('sul');
    await drop('pix.json', pixOf('norte'));
    expect((await storyOf('norte'))[0]).toEqual(['settled 2', 'settled 1', 'open 0']);
    expect(await seenBy('sul')).toEqual(before);
    await drop('pix.json', pixOf('sul'));
    expect(await storyOf('sul')).toEqual(await storyOf('norte'));
  });

  test('a file that could be of either, or lies in the folder of the wrong one, is given to none', async () => {
    const before = [await seenBy('norte'), await seenBy('sul')];
    const both = await drop('pix-both.json', pixOf('norte', 'sul'));
    expect(both).toMatchObject({ status: 'quarantined', problems: [{ code: 'file.several-agreements' }] });
    const late = { agreement: agreementOf('norte'), sequence: 2, createdOn: '2024-04-13' };
    const [, , third] = billsOf('norte') as [Bill, Bill, Bill];
    const lines = [{ kind: 'payment' as const, receivable: third, on: '2024-04-12', cents: third.faceCents }];
    const wrong = await drop('retorno-2.ret', writeCnab240({ ...late, lines }), 'sul-caixa');
    expect(wrong).toMatchObject({ status: 'quarantined', problems: [{ code: 'file.wrong-folder' }] });
    expect(wrong?.company).toBeUndefined();
    expect([await seenBy('norte'), await seenBy('sul')]).toEqual(before);
  });

  test('no message is dead, and the events of each name the other nowhere', async () => {
    expect(Object.values(await deadLetters(started.cloud)).filter((count) => count > 0)).toEqual([]);
    for (const [company, other] of [COMPANIES, [...COMPANIES].reverse()] as [Company, Company][]) {
      const told = await drain(queues[company]);
      expect(told.length).toBeGreaterThan(0);
      expect(JSON.stringify(told)).not.toContain(other);
    }
  });
});
