import { AGUAS_BB, AGUAS_PIX } from '@baixa/bank-simulator';
import { expect, test } from 'vitest';
import { receiveFile } from './index.ts';
import { changed, cnab, PIX_KEY, pixPage } from './test-support/files.ts';
import { newMemory } from './test-support/memory.ts';

test('the warning of a gap survives a crash after the number was claimed', async () => {
  const memory = newMemory(AGUAS_BB);
  await receiveFile(memory.ports, memory.drop('a.ret', cnab({ sequence: 7 })));
  const object = memory.drop('b.ret', cnab({ sequence: 10, seed: 2 }));
  const broken = {
    ...memory.ports,
    register: { ...memory.ports.register, enter: () => Promise.reject(new Error('gone')) },
  };
  await expect(receiveFile(broken, object)).rejects.toThrow('gone');
  const { file } = await receiveFile(memory.ports, object);
  expect(memory.file(file).problems.map(({ code }) => code)).toEqual(['file.sequence-gap']);
});

test('a file cut off on the way settles nothing, and the whole one is taken afterwards', async () => {
  const memory = newMemory(AGUAS_BB);
  const whole = new TextDecoder().decode(cnab({ payments: 4 }));
  const cut = `${whole.split('\r\n').slice(0, 6).join('\r\n')}\r\n`;
  const first = await receiveFile(memory.ports, memory.drop('cut.ret', cut));
  const second = await receiveFile(memory.ports, memory.drop('whole.ret', whole));
  expect([first.outcome, second.outcome]).toEqual(['quarantined', 'accepted']);
});

test('a Pix page cut off on the way settles nothing', async () => {
  const memory = newMemory(AGUAS_PIX);
  const whole = pixPage(PIX_KEY, PIX_KEY);
  const first = await receiveFile(memory.ports, memory.drop('cut.json', whole.slice(0, -60)));
  expect([first.outcome, memory.released]).toEqual(['quarantined', []]);
});

test('a lot of another agreement settles nothing', async () => {
  const memory = newMemory(AGUAS_BB, { ...AGUAS_BB, id: 'escola-bb', company: 'escola', code: '1111111' });
  const mixed = changed(cnab(), '1', 34, '001111111');
  const first = await receiveFile(memory.ports, memory.drop('a.ret', mixed));
  expect(first.outcome).toBe('quarantined');
});

const ESCOLA = { ...AGUAS_BB, id: 'escola-bb', company: 'escola', code: '1111111' };

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const ofEscola = (seed: number) =>
  changed(new TextEncoder().encode(changed(cnab({ seed }), '1', 34, '001111111')), '0', 33, '001111111');

test('two files of two companies joined into one settle nothing', async () => {
  const memory = newMemory(AGUAS_BB, ESCOLA);
  const first = await receiveFile(memory.ports, memory.drop('a.ret', text(cnab()) + ofEscola(3)));
  expect(first.outcome).toBe('quarantined');
});

test('a later lot of another company settles nothing under this one', async () => {
  const memory = newMemory(AGUAS_BB, ESCOLA);
  const own = text(cnab()).split('\r\n');
  const other = ofEscola(3)
    .split('\r\n')
    .slice(1, 7)
    .map((line) => `${line.slice(0, 3)}0002${line.slice(7)}`);
  const lines = [...own.slice(0, 6), ...other, ...own.slice(6)];
  const first = await receiveFile(memory.ports, memory.drop('a.ret', lines.join('\r\n')));
  expect(first.outcome).toBe('quarantined');
});
