import type { EntryKind } from '@baixa/core';
import { type Cell, lineOf } from '../cells.ts';
import type { About } from '../cnab240/write.ts';
import type { Figures } from '../figures.ts';
import { bytesOf } from '../text.ts';
import type { Bank400 } from './bank.ts';

const LENGTH = 400;

/** A título with its figures, and the kind that may have a record after it. */
export type Title = Partial<Figures> & { kind: EntryKind };

/** What the trailer of Bradesco totals by occurrence. */
function totalsOf(titles: readonly Title[]): Partial<Figures> {
  const of = (occurrence: string) => titles.filter((title) => title.occurrence === occurrence);
  const sum = (some: readonly Title[], figure: 'face' | 'paid') =>
    some.reduce((total, title) => total + (title[figure] ?? 0), 0);
  return {
    titles: titles.length,
    totalFace: sum(titles, 'face'),
    titles02: of('02').length,
    face02: sum(of('02'), 'face'),
    titles06: of('06').length,
    paid06: sum(of('06'), 'paid'),
    titles10: of('10').length,
    face10: sum(of('10'), 'face'),
    titles14: of('14').length,
    face14: sum(of('14'), 'face'),
  };
}

/** A CNAB 400 return file of títulos whose figures are known. Records are numbered from 1. */
export function cnab400File(bank: Bank400, about: About, titles: readonly Title[]): Uint8Array {
  const lines: string[] = [];
  const file: Partial<Figures> = {
    ...about,
    bank: bank.bank,
    code: Number(about.code),
    codeText: about.code,
    createdYmd: about.createdOn,
  };
  const push = (cells: readonly Cell[], figures: Partial<Figures> = {}) =>
    lines.push(lineOf(LENGTH, cells, { ...file, ...figures, record: lines.length + 1 }));
  push(bank.header);
  for (const title of titles) {
    push(bank.detail, title);
    const after = bank.follow?.[title.kind];
    if (after !== undefined) push(after, title);
  }
  push(bank.trailer, totalsOf(titles));
  return bytesOf(bank.text, lines);
}
