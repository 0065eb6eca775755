import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '@baixa/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { apiThatAnswers } from '../test-support/api.ts';
import { BOOK } from '../test-support/contract.ts';
import { notice } from './notice.ts';

/** Accounts that the API refuses, and what becomes of a command. */
let refused: string[] = [];
let looks = 0;
const api = apiThatAnswers(({ route, body }) => {
  if (route === 'GET /companies') return { body: BOOK };
  if (route === 'POST /notices') {
    const wrong = (body.rows as { account: string }[]).flatMap(({ account }, index) =>
      refused.includes(account)
        ? [problem('api.invalid', { path: `rows.${index}.account` }, 'It is wrong.')]
        : [],
    );
    return wrong.length > 0
      ? { status: 400, body: { problems: wrong } }
      : { status: 202, body: { command: 'k1' } };
  }
  // It is taken at once, and done a moment later.
  if (looks++ === 0) return undefined;
  const problems = [problem('notice.not-overdue', { path: '200' }, 'Receivable F-9 was not overdue.')];
  return { body: { id: 'k1', counts: { opened: 1, running: 0, notDue: 0 }, problems } };
});
beforeEach(() => {
  [refused, looks, api.asked.length] = [[], 0, 0];
});
const sent = () => api.asked.filter(({ route }) => route === 'POST /notices').map(({ body }) => body);
const file = (name: string, text: string) => {
  writeFileSync(join(api.folder, name), text);
  return join(api.folder, name);
};

describe('a notice', () => {
  test('for an account is given with its receivables and its day, and waits for what becomes of it', async () => {
    const { text, data } = await notice(undefined, {
      account: '100',
      receivables: ['F-1', 'F-2'],
      on: '2026-03-02',
    });
    expect(sent()).toEqual([
      { contract: 'c1', on: '2026-03-02', rows: [{ account: '100', receivables: ['F-1', 'F-2'] }] },
    ]);
    expect(text).toBe('0 notDue, 1 opened, 0 running');
    expect(data).toMatchObject({ counts: { opened: 1 } });
  });

  test('of a file has one row for each account, and none of its receivables where it names none', async () => {
    const csv = file('overdue.csv', 'account,receivable\n100,F-1\n200,F-9\n100,F-2\n300,\n');
    const { problems } = await notice(csv, {});
    expect(sent()).toEqual([
      {
        contract: 'c1',
        rows: [
          { account: '100', receivables: ['F-1', 'F-2'] },
          { account: '200', receivables: ['F-9'] },
          { account: '300' },
        ],
      },
    ]);
    // What was wrong with an account is told with the line on which it begins.
    expect(problems).toMatchObject([{ code: 'notice.not-overdue', where: { file: csv, line: 3 } }]);
  });

  test('of which a row is refused is given again without it', async () => {
    refused = ['200'];
    const { problems } = await notice(file('some.csv', 'account\n100\n200\n300\n'), {});
    expect(sent().map(({ rows }) => rows.map(({ account }: { account: string }) => account))).toEqual([
      ['100', '200', '300'],
      ['100', '300'],
    ]);
    expect(problems?.map(({ code, where }) => `${code} ${where.line}`)).toContain('api.invalid 3');
  });

  test('is of a file or of an account, and of a contract that there is', async () => {
    await expect(notice(undefined, {})).rejects.toThrow('Cases are opened from a file, or for one account.');
    await expect(notice('f.csv', { account: '1' })).rejects.toThrow('from a file, or for one account');
    await expect(notice(join(api.folder, 'none.csv'), {})).rejects.toThrow('There is no such file.');
    await expect(notice(undefined, { account: '1', contract: 'c9' })).rejects.toThrow(
      'No profile has a contract c9.',
    );
    expect(sent()).toEqual([]);
  });

  test('without a column of accounts is told once', async () => {
    const { problems } = await notice(file('wrong.csv', 'matricula\n1\n2\n'), {});
    expect(problems).toHaveLength(1);
    expect(sent()).toEqual([]);
  });
});
