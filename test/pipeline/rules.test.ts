import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baixaIn } from './baixa.ts';

/** A company writes `REC-` before its numbers: each test goes on where the one before it ended. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-rules-'));
const { run, json, up } = baixaIn(folder);
let running: Awaited<ReturnType<typeof up>>;
/** 18 entries, of which nine move money: REC-000001 on line 3, REC-000002 on line 5, REC-000016 on line 33. */
const RETURN_FILE = join(import.meta.dirname, '../conformance/files/cnab240-001.ret');
const HEAD = 'id,company,account,faceCents,dueOn,agreement,seuNumero\n';
const WHY = ['--reason', 'They write REC- before the number.'];

/** The same file as the bank would number the next one. */
function numberedNext(): void {
  const bytes = readFileSync(RETURN_FILE, 'latin1');
  writeFileSync(join(folder, 'next.ret'), `${bytes.slice(0, 157)}000008${bytes.slice(163)}`, 'latin1');
}

const exceptionOf = async (line: number): Promise<string> =>
  (await json('exceptions')).exceptions.find((each: { line: number }) => each.line === line)?.id;
const receivable = async (id: string) => (await json('receivable', id)).receivable;

let first: string;
beforeAll(async () => {
  writeFileSync(
    join(folder, 'profile.yaml'),
    "companies: [{ id: aguas, name: Águas }]\nagreements: [{ id: aguas-bb, company: aguas, bank: '001', code: '7654321' }]\n",
  );
  writeFileSync(
    join(folder, 'titles.csv'),
    `${HEAD}A1,aguas,1,72846,2026-10-08,aguas-bb,000001\nA16,aguas,16,28430,2026-10-08,aguas-bb,000016\n`,
  );
  copyFileSync(RETURN_FILE, join(folder, 'first.ret'));
  numberedNext();
  running = await up();
  await run('apply', 'profile.yaml');
  await run('register', 'titles.csv');
  await run('drop', '--wait', 'first.ret');
  first = await exceptionOf(3);
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('what a person chose', () => {
  test('is no rule before they did', async () => {
    expect(await run('rules')).toMatchObject({ code: 0, out: '(none)\n' });
    const { code, err } = await run('rules', 'learn', first, ...WHY);
    expect(code).toBe(1);
    expect(err).toContain('rule.not-settled: It still waits: nobody has chosen its receivable.');
  });

  test('is learned once a replay shows that no past outcome changes, and settles what waited', async () => {
    await run('resolve', first, '--settle', 'A1', '--reason', 'REC-000001 is ours.');
    const { code, out, err } = await run('rules', 'learn', first, ...WHY);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^companyUse, after 4 characters, is the seuNumero of the receivable\.\nNo outcome of 9 past entries changes: it finds 1 where they stand, and 1 that waited; 1 of those went to their receivable now\.\n/,
    );
    expect(await receivable('A16')).toMatchObject({ status: 'settled' });
    const { rules } = await json('rules', 'aguas-bb');
    expect(rules).toMatchObject([
      {
        what: { kind: 'number', column: 'companyUse', skip: 4, cut: 0, number: 'seuNumero' },
        learned: { exception: first, receivable: 'A1', replay: { entries: 9, agreed: 1, wouldFind: 1 } },
      },
    ]);
    expect((await run('rules')).out).toContain(rules[0].learned.by);
  });

  test('is told of each payment that it finds from then on', async () => {
    const [rule] = (await json('rules')).rules;
    await run('drop', '--wait', 'next.ret');
    const { files } = await json('files');
    const next = files.find(({ name }: { name: string }) => name === 'next.ret');
    const { entries } = await json('files', next.id);
    expect(entries[0]).toMatchObject({ outcome: 'paid-twice', matchedBy: 'rule', rule: rule.id });
    expect((await run('files', next.id)).out).toContain(`rule ${rule.id}`);
  });

  test('is forgotten with a reason, and stays to be seen', async () => {
    const [{ id }] = (await json('rules')).rules;
    expect((await run('rules', 'forget', id)).code).toBe(2);
    expect(await run('rules', 'forget', id, '--reason', 'They stopped.')).toMatchObject({ code: 0 });
    const { out } = await run('rules');
    expect(out).toContain(`${id} (forgotten)`);
    expect(out).toContain('They stopped.');
    expect((await run('rules', 'forget', 'none', '--reason', 'They stopped.')).err).toContain('rule.unknown');
  });

  test('is refused where a past outcome would change, with the entry and both receivables', async () => {
    writeFileSync(
      join(folder, 'more.csv'),
      `${HEAD}A2,aguas,2,62760,2026-10-13,aguas-bb,000002\nB2,aguas,2,20920,2026-10-13,aguas-bb,\n`,
    );
    await run('register', 'more.csv');
    await run('resolve', await exceptionOf(5), '--settle', 'B2', '--reason', 'The customer says so.');
    const { code, out, err } = await run('rules', 'learn', first, ...WHY);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^error: (first|next)\.ret:5 rule\.contradicts: .* it finds A2, but it was settled on B2 by arn:aws:/,
    );
  });

  test('and the ledger still proves itself', async () => {
    expect(await run('verify')).toMatchObject({ code: 0, err: '' });
  });
});
