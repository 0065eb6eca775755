import { allZeros } from '@baixa/cnab240-parser';
import { type CivilDate, civilDate, type Entry } from '@baixa/core';
import { isArrecadacaoBarcode } from './arrecadacao-digit.ts';

/**
 * Where a company writes what into the free field of its barcodes of arrecadação: positions of the barcode, from 20 to
 * 44, first and last, such as `26-33`.
 */
export interface FreeFieldRule {
  companyUse?: string;
  seuNumero?: string;
  /** Eight positions, AAAAMMDD. */
  dueOn?: string;
}

/** What stands in the positions of a barcode; undefined where they hold nothing but zeros. */
function cut(barcode: string, positions: string | undefined): string | undefined {
  const [, from, to] = /^(\d\d)-(\d\d)$/.exec(positions ?? '') ?? [];
  if (from === undefined || to === undefined) return undefined;
  const digits = barcode.slice(Number(from) - 1, Number(to));
  return allZeros(digits) ? undefined : digits;
}

function dayOf(digits: string | undefined): CivilDate | undefined {
  if (digits?.length !== 8) return undefined;
  return civilDate(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)));
}

/**
 * The entry with what its company wrote into the free field of the barcode. Numbers that the entry has already stay as
 * they are; a due date of the rule is surer than one that the reader only supposed. Entries without a barcode of
 * arrecadação, or with one whose check digit is wrong, are given back as they are.
 */
export function withFreeField(rule: FreeFieldRule | undefined, entry: Entry): Entry {
  const { barcode } = entry;
  if (rule === undefined || barcode?.length !== 44 || !isArrecadacaoBarcode(barcode)) return entry;
  return {
    ...entry,
    companyUse: entry.companyUse ?? cut(barcode, rule.companyUse),
    seuNumero: entry.seuNumero ?? cut(barcode, rule.seuNumero),
    dueOn: dayOf(cut(barcode, rule.dueOn)) ?? entry.dueOn,
  };
}
