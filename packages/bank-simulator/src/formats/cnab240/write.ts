import type { CivilDate } from '@baixa/core';
import { type Cell, lineOf, over } from '../cells.ts';
import type { Figures } from '../figures.ts';
import { bytesOf } from '../text.ts';
import type { Bank240 } from './bank.ts';
import { SEGMENT_Y } from './febraban.ts';

const LENGTH = 240;

/** Titles in one batch: a batch numbers its records with 5 digits, and a title takes two or three. */
const TITLES_A_LOT = 49_000;

/** Who a file is for, and which it is. */
export interface About {
  /** The agreement as the bank writes it. */
  code: string;
  /** CNPJ. */
  taxId: number;
  company: string;
  /** NSA, one up with each file of the agreement. */
  sequence: number;
  createdOn: CivilDate;
}

/** A cobrança return file of títulos whose figures are known. `withPix` tells which of them a Y follows. */
export function cnab240File(
  bank: Bank240,
  about: About,
  titles: readonly Partial<Figures>[],
  withPix: (title: Partial<Figures>, at: number) => boolean = () => false,
): Uint8Array {
  const file: Partial<Figures> = {
    ...about,
    bank: bank.bank,
    code: Number(about.code),
    codeText: about.code,
    createdYmd: about.createdOn,
  };
  const lines: string[] = [];
  const push = (cells: readonly Cell[], figures: Partial<Figures> = {}) =>
    lines.push(lineOf(LENGTH, cells, { ...file, ...figures }));
  push(bank.fileHeader);
  const y = over(SEGMENT_Y, [[18, 19, bank.pix ?? '']]);
  let lot = 0;
  for (let from = 0; from < titles.length || lot === 0; from += TITLES_A_LOT) {
    lot += 1;
    push(bank.lotHeader, { lot });
    const own = titles.slice(from, from + TITLES_A_LOT);
    let record = 0;
    let totalFace = 0;
    own.forEach((title, at) => {
      push(bank.t, { ...title, lot, record: ++record });
      push(bank.u, { ...title, lot, record: ++record });
      if (bank.pix !== undefined && withPix(title, at)) push(y, { ...title, lot, record: ++record });
      totalFace += title.face ?? 0;
    });
    push(bank.lotTrailer, { lot, records: record + 2, titles: own.length, totalFace });
  }
  push(bank.fileTrailer, { lots: lot, records: lines.length + 1 });
  return bytesOf(bank.text, lines);
}
