import { AGUAS_BB, AGUAS_PIX, ESCOLA_CAIXA } from '@baixa/bank-simulator';
import { expect, test } from 'vitest';
import { folderOf, receiveFile } from './index.ts';
import { cnab, PIX_KEY, pixPage } from './test-support/files.ts';
import { newMemory } from './test-support/memory.ts';

const OTHER_PIX = {
  ...AGUAS_PIX,
  id: 'escola-pix',
  company: 'escola',
  code: 'escola-pix',
  pixKeys: ['escola-key'],
};

/** The agreement that a file was found to belong to, or the code of the problem. */
async function owner(key: string, bytes: Uint8Array | string, ...agreements: (typeof AGUAS_BB)[]) {
  const memory = newMemory(...agreements);
  const { file, outcome } = await receiveFile(memory.ports, memory.drop(key, bytes));
  const { agreement, problems } = memory.file(file);
  expect(memory.released.length > 0).toBe(outcome === 'accepted');
  return outcome === 'accepted' ? agreement : problems[0]?.code;
}

test('the folder of an agreement is the second part of its key', () => {
  expect(folderOf('agreements/aguas-pix/2026/a.json')).toBe('aguas-pix');
  expect([folderOf('in/agreements/x/a.json'), folderOf('agreements/a.json')]).toEqual([undefined, undefined]);
});

test('a CNAB file belongs to the agreement of its bank and code, with or without zeros before it', async () => {
  const padded = { ...AGUAS_BB, id: 'padded', code: '007654321' };
  expect(await owner('a.ret', cnab(), ESCOLA_CAIXA, AGUAS_BB)).toBe('aguas-bb');
  expect(await owner('a.ret', cnab(), padded)).toBe('padded');
  expect(await owner('a.ret', cnab(), { ...AGUAS_BB, bank: '104' })).toBe('file.unknown-agreement');
  expect(await owner('a.ret', cnab(), { ...AGUAS_BB, code: '7654322' })).toBe('file.unknown-agreement');
});

test('a folder that contradicts the file, or that nobody has, is refused: no guess decides the company', async () => {
  expect(await owner('agreements/aguas-bb/a.ret', cnab(), AGUAS_BB, ESCOLA_CAIXA)).toBe('aguas-bb');
  expect(await owner('agreements/escola-caixa/a.ret', cnab(), AGUAS_BB, ESCOLA_CAIXA)).toBe(
    'file.wrong-folder',
  );
  expect(await owner('agreements/nobody/a.ret', cnab(), AGUAS_BB)).toBe('file.unknown-folder');
});

test('a CNAB file whose agreement nobody has is not rescued by its folder', async () => {
  expect(await owner('agreements/escola-caixa/a.ret', cnab(), ESCOLA_CAIXA)).toBe('file.unknown-agreement');
});

test('a Pix file belongs to the agreement of its keys, and to one only', async () => {
  expect(await owner('a.json', pixPage(PIX_KEY, PIX_KEY), AGUAS_PIX, OTHER_PIX)).toBe('aguas-pix');
  expect(await owner('a.json', pixPage(PIX_KEY, 'escola-key'), AGUAS_PIX, OTHER_PIX)).toBe(
    'file.several-agreements',
  );
  expect(await owner('a.json', pixPage('nobody'), AGUAS_PIX)).toBe('file.unknown-agreement');
  expect(await owner('agreements/escola-pix/a.json', pixPage(PIX_KEY), AGUAS_PIX, OTHER_PIX)).toBe(
    'file.wrong-folder',
  );
});

test('a Pix file without a key belongs to its folder, else to the only Pix agreement, else to nobody', async () => {
  expect(await owner('agreements/escola-pix/a.json', pixPage(undefined), AGUAS_PIX, OTHER_PIX)).toBe(
    'escola-pix',
  );
  expect(await owner('a.json', pixPage(undefined), AGUAS_PIX, AGUAS_BB)).toBe('aguas-pix');
  expect(await owner('a.json', pixPage(undefined), AGUAS_PIX, OTHER_PIX)).toBe('file.no-pix-key');
  expect(await owner('a.json', pixPage(undefined), AGUAS_BB)).toBe('file.no-pix-key');
});
