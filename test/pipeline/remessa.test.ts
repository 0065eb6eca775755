import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BankLine, bbNossoNumero, writeCnab240 } from '@baixa/bank-simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as make from '../../packages/remessa/src/test-support/cnab240.ts';
import { baixaIn } from './baixa.ts';

/** A company that gives Baixa nothing but what it exchanges with its bank: the remessa, and then the return file. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-remessa-'));
const { run, json, up } = baixaIn(folder);
let running: Awaited<ReturnType<typeof up>>;

const CODE = '1234567';
const PROFILE = `companies:
  - { id: aguas, name: Águas do Exemplo }
agreements:
  - { id: aguas-bb, company: aguas, bank: '001', code: '${CODE}' }
  - { id: aguas-outro, company: aguas, bank: '001', code: '7654321' }
contracts: []
`;

/** Due on a Friday: R$ 123.45 less R$ 1.00, and R$ 5.00 less up to 15/02; late 2 % and R$ 0.41 a day. */
const details = [1, 2].flatMap((number) => {
  const numbers = { 38: bbNossoNumero(CODE, number), 63: `FAT-${number}`, 196: `LIG-${number}` };
  return [make.p('001', numbers), make.q('001'), make.r('001')];
});

const paid = (number: number, on: string, more: Pick<BankLine, 'cents'> & Partial<BankLine>): BankLine => ({
  kind: 'payment',
  on,
  receivable: {
    id: '',
    company: '',
    account: '',
    identifiers: { nossoNumero: bbNossoNumero(CODE, number) },
    faceCents: 123_45,
    dueOn: '2026-02-20',
  },
  rebateCents: 1_00,
  ...more,
});

beforeAll(async () => {
  writeFileSync(join(folder, 'profile.yaml'), PROFILE);
  writeFileSync(join(folder, 'day.rem'), make.remessa('001', details).join('\r\n'), 'latin1');
  writeFileSync(
    join(folder, 'day.ret'),
    writeCnab240({
      agreement: { id: '', company: '', bank: '001', code: CODE, account: '', tolerance: { cents: 0 } },
      sequence: 7,
      createdOn: '2026-02-26',
      lines: [
        paid(1, '2026-02-10', { cents: 117_45, discountCents: 5_00 }),
        paid(2, '2026-02-25', { cents: 126_95, fineCents: 2_45, interestCents: 2_05 }),
      ],
    }),
  );
  running = await up();
  await run('apply', 'profile.yaml');
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('another agreement than the remessa names is refused, and nothing is registered', async () => {
  const { code, out, err } = await run('register', '--agreement', 'aguas-outro', 'day.rem');
  expect({ code, out }).toEqual({ code: 1, out: 'day.rem: no row was taken\n' });
  expect(err).toMatch(
    /^error: day\.rem register\.other-agreement: The remessa names bank 001, .* Nothing was registered\..*\n$/,
  );
});

test('the remessa registers its títulos; given again, it changes nothing', async () => {
  expect(await run('register', 'day.rem')).toEqual({
    code: 0,
    out: 'day.rem: 2 registered, 0 unchanged\n',
    err: '',
  });
  const [{ counts }] = await json('register', 'day.rem');
  expect(counts).toEqual({ registered: 0, unchanged: 2 });
});

test('its return file settles them to the centavo by the terms of the remessa', async () => {
  expect(await run('drop', '--wait', 'day.ret')).toMatchObject({ code: 0, err: '' });
  for (const [id, cents] of [
    ['FAT-1', 117_45],
    ['FAT-2', 126_95],
  ]) {
    const { receivable } = await json('receivable', String(id));
    expect(receivable).toMatchObject({
      status: 'settled',
      company: 'aguas',
      movements: [{ outcome: 'settled', movedCents: cents, appliedCents: cents }],
    });
  }
  expect((await json('exceptions')).exceptions).toEqual([]);
});
