import { makeFiles } from '@baixa/bank-simulator';
import { type FileHeader, readReturnFile } from '@baixa/return-files';
import { describe, expect, test } from 'vitest';
import { receiveFile } from './index.ts';
import { newMemory } from './test-support/memory.ts';

async function headerOf(bytes: Uint8Array): Promise<FileHeader> {
  async function* whole() {
    yield bytes;
  }
  for await (const item of readReturnFile(whole(), { name: 'a.ret' }))
    if (item.type === 'header') return item.header;
  throw new Error('A file has a header.');
}

/** The agreement that a file names, as a profile would have it. */
async function agreementOf(bytes: Uint8Array) {
  const { bank = 'pix', agreementCodes } = await headerOf(bytes);
  const [code = 'pix'] = agreementCodes;
  return {
    id: 'own',
    company: 'aguas',
    bank,
    code,
    tolerance: { cents: 0 },
    ...(bank === 'pix' ? { pixKeys: agreementCodes } : {}),
  };
}

describe.each(makeFiles())('$name', ({ name, bytes, facts }) => {
  test('is received for the agreement it names, with the money it tells of', async () => {
    const memory = newMemory(await agreementOf(bytes));
    const { outcome, file } = await receiveFile(memory.ports, memory.drop(name, bytes));
    const { status, agreement, problems, moneyInCents, moneyOutCents, entries } = memory.file(file);
    expect({ outcome, status, agreement, problems }).toEqual({
      outcome: 'accepted',
      status: 'released',
      agreement: 'own',
      problems: [],
    });
    expect({ entries, moneyInCents }).toEqual({ entries: facts.entries, moneyInCents: facts.moneyInCents });
    const told = [...memory.ledger.values()].flat();
    const sum = (kinds: (kind: string) => boolean) =>
      told.reduce((total, { kind, paidCents = 0 }) => total + (kinds(kind) ? paidCents : 0), 0);
    expect(sum((kind) => kind === 'reversal')).toBe(moneyOutCents);
    expect(sum((kind) => kind.endsWith('payment'))).toBe(moneyInCents);
    expect(memory.released).toHaveLength(Math.max(1, Math.ceil(entries / memory.ports.chunkEntries)));
  });

  test('is nobody’s where no profile has its agreement', async () => {
    const memory = newMemory({
      ...(await agreementOf(bytes)),
      code: 'other',
      bank: '999',
      pixKeys: ['other'],
    });
    const { outcome, file } = await receiveFile(memory.ports, memory.drop(name, bytes));
    expect([outcome, memory.file(file).problems[0]?.code]).toEqual(['quarantined', 'file.unknown-agreement']);
    expect(memory.released).toEqual([]);
  });
});
