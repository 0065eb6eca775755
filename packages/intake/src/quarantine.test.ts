import { AGUAS_BB, AGUAS_PIX } from '@baixa/bank-simulator';
import { describe, expect, test } from 'vitest';
import { receiveFile } from './index.ts';
import { changed, cnab } from './test-support/files.ts';
import { newMemory } from './test-support/memory.ts';

const codes = (problems: { code: string }[]) => problems.map(({ code }) => code);

describe('a sequence number', () => {
  test('that comes again with other content quarantines the second file, and names the first', async () => {
    const memory = newMemory(AGUAS_BB);
    const first = await receiveFile(memory.ports, memory.drop('a.ret', cnab()));
    const second = await receiveFile(memory.ports, memory.drop('b.ret', cnab({ seed: 2 })));
    expect(second.outcome).toBe('quarantined');
    const { status, chunks, problems } = memory.file(second.file);
    expect([status, chunks, codes(problems)]).toEqual(['quarantined', 0, ['file.sequence-reused']]);
    expect(problems[0]?.message).toContain(first.file);
    expect(memory.released.every(({ file }) => file === first.file)).toBe(true);
  });

  test('above the next one is a warning that says which are missing; the file is accepted', async () => {
    const memory = newMemory(AGUAS_BB);
    await receiveFile(memory.ports, memory.drop('a.ret', cnab({ sequence: 7 })));
    const { file, outcome } = await receiveFile(
      memory.ports,
      memory.drop('b.ret', cnab({ sequence: 10, seed: 2 })),
    );
    expect(outcome).toBe('accepted');
    expect(memory.file(file).problems).toMatchObject([{ code: 'file.sequence-gap', severity: 'warning' }]);
    expect(memory.file(file).problems[0]?.message).toContain('8 to 9');
  });

  test('that follows, or fills a gap, needs no word', async () => {
    const memory = newMemory(AGUAS_BB);
    for (const [seed, sequence] of [7, 8, 6].entries()) {
      const { file } = await receiveFile(memory.ports, memory.drop(`${seed}.ret`, cnab({ sequence, seed })));
      expect(memory.file(file).problems).toEqual([]);
    }
  });
});

describe('a file that is quarantined', () => {
  test('for an agreement nobody has claims nothing, and is accepted once a profile has it', async () => {
    const memory = newMemory(AGUAS_PIX);
    const object = memory.drop('a.ret', cnab());
    const first = await receiveFile(memory.ports, object);
    expect([first.outcome, codes(memory.file(first.file).problems)]).toEqual([
      'quarantined',
      ['file.unknown-agreement'],
    ]);
    expect([memory.released.length, memory.ledger.size]).toEqual([0, 0]);
    expect(memory.file(first.file)).toMatchObject({
      company: undefined,
      agreement: undefined,
      chunks: 0,
      entries: 2,
    });
    memory.book.push(AGUAS_BB);
    const second = await receiveFile(memory.ports, object);
    expect(second).toMatchObject({ outcome: 'accepted', file: first.file });
    expect(memory.file(first.file)).toMatchObject({ status: 'released', company: 'aguas', problems: [] });
    expect(memory.released).toHaveLength(1);
  });

  test('for a wrong amount in its trailer releases nothing, though its entries were read', async () => {
    const memory = newMemory(AGUAS_BB);
    const wrong = changed(cnab({ payments: 4 }), '5', 24, `000004${'1'.padStart(17, '0')}`);
    const { file, outcome } = await receiveFile(memory.ports, memory.drop('a.ret', wrong));
    expect([outcome, codes(memory.file(file).problems)]).toEqual(['quarantined', ['cnab240.trailer-amount']]);
    expect([memory.file(file).chunks, memory.file(file).entries, memory.ledger.size]).toEqual([0, 4, 1]);
    expect(memory.released).toEqual([]);
    const right = await receiveFile(memory.ports, memory.drop('b.ret', cnab()));
    expect([right.outcome, memory.file(right.file).problems]).toEqual(['accepted', []]);
  });

  test('for being of a service that settles nothing here is named as such', async () => {
    const memory = newMemory(AGUAS_BB);
    const payments = changed(cnab(), '1', 9, 'C20');
    const { file, outcome } = await receiveFile(memory.ports, memory.drop('a.ret', payments));
    expect([outcome, memory.file(file).service]).toEqual(['quarantined', 'pagamento']);
    expect(memory.file(file).problems.length).toBeGreaterThan(0);
    expect(memory.released).toEqual([]);
  });

  test('for being a file for the bank releases nothing', async () => {
    const memory = newMemory(AGUAS_BB);
    const { file, outcome } = await receiveFile(
      memory.ports,
      memory.drop('a.rem', changed(cnab(), '0', 143, '1')),
    );
    expect([outcome, codes(memory.file(file).problems)]).toEqual(['quarantined', ['cnab240.remessa']]);
    expect(memory.released).toEqual([]);
  });

  test.each([
    ['a statement', 'OFXHEADER:100\r\nDATA:OFXSGML\r\n<OFX>\r\n'],
    ['no bank file at all', 'hello\n'],
    ['nothing', ''],
  ])('for being %s says so', async (_, text) => {
    const memory = newMemory(AGUAS_BB);
    const { file, outcome } = await receiveFile(memory.ports, memory.drop('a.txt', text));
    expect(outcome).toBe('quarantined');
    expect(memory.file(file).problems.length).toBeGreaterThan(0);
    expect(memory.released).toEqual([]);
  });
});

test('a wrong count in the trailer is a warning: banks get it wrong', async () => {
  const memory = newMemory(AGUAS_BB);
  const { file, outcome } = await receiveFile(
    memory.ports,
    memory.drop('a.ret', changed(cnab(), '5', 24, '000009')),
  );
  expect([outcome, codes(memory.file(file).problems)]).toEqual(['accepted', ['cnab240.trailer-count']]);
});
