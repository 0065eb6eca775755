import { createHash } from 'node:crypto';
import { type BankLine, type Portfolio, writeCnab240 } from '@baixa/bank-simulator';
import type { WorldFile } from './world.ts';

/** Bills fall due on a Wednesday far from every holiday; what is paid in two goes is paid before. */
export const DUE = '2024-03-20';

export const inOrder = (lines: BankLine[]) =>
  lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

export function ofNobody(portfolio: Portfolio, { receivable, ...line }: BankLine): BankLine {
  return { ...line, stranger: portfolio.stranger(receivable!) };
}

export function cnabFiles(agreement: WorldFile['agreement'], parts: BankLine[][]): WorldFile[] {
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines, index) => {
      const sequence = index + 1;
      const bytes = writeCnab240({ agreement, sequence, createdOn: '2024-04-10', lines });
      return fileOf(`${agreement.id}-${sequence}.ret`, agreement, bytes, lines);
    });
}

export function fileOf(
  name: string,
  agreement: WorldFile['agreement'],
  bytes: Uint8Array,
  lines: BankLine[],
): WorldFile {
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 24);
  return { id, name, agreement, bytes, lines };
}
