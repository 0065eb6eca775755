import { addDays, type CivilDate } from '@baixa/core';
import type { Case } from './cases.ts';
import { writeCnab240 } from './cnab240.ts';
import { CYCLES } from './contract.ts';
import type { BankLine } from './labels.ts';
import type { OrdinaryBill } from './ordinary-bills.ts';
import { AGUAS_BB, ESCOLA_CAIXA } from './portfolio.ts';
import type { Agreement } from './receivable.ts';

/** A file on its way, with what it tells in the order in which it does. */
export interface Delivery {
  name: string;
  agreement: Agreement;
  bytes: Uint8Array;
  arrivesOn: CivilDate;
  lines: BankLine[];
}

/** The cycle whose file is followed by one with payments that it left out, and the day that one comes. */
const FORGETFUL_CYCLE = 4;
const LATE_FILE_ON = '2024-03-20';

/** School fees come in two files. */
const SCHOOL_SPLIT = '2024-02-29';

/**
 * The boleto files: of Banco do Brasil one a cycle, and a late one whose payments lie in a cycle that was closed by
 * then; of Caixa two. A file comes the day after the last thing it tells.
 */
export function boletoDeliveries(cases: readonly Case[], bills: readonly OrdinaryBill[]): Delivery[] {
  const linesOf = (company: string) =>
    bills.filter(({ receivable }) => receivable.company === company).flatMap(({ lines }) => lines);
  const isLate = ({ fate }: Case) => fate === 'told-late' || fate === 'told-after-counted';
  const inTime = cases.filter((one) => !isLate(one) && one.fate !== 'recovered-by-pix');
  const water = [...linesOf('aguas'), ...inTime.flatMap(({ lines }) => lines)];
  const late = cases.filter(isLate).flatMap(({ lines }) => lines);
  const waterFiles = CYCLES.flatMap(({ cycle, from, to }) => {
    const own = { lines: water.filter(({ on }) => from <= on && on <= to) };
    return cycle === FORGETFUL_CYCLE ? [own, { lines: late, arrivesOn: LATE_FILE_ON }] : [own];
  });
  const school = linesOf('escola');
  const schoolFiles = [
    { lines: school.filter(({ on }) => on <= SCHOOL_SPLIT) },
    { lines: school.filter(({ on }) => on > SCHOOL_SPLIT) },
  ];
  return [...numbered(AGUAS_BB, waterFiles), ...numbered(ESCOLA_CAIXA, schoolFiles)];
}

function numbered(agreement: Agreement, files: { lines: BankLine[]; arrivesOn?: CivilDate }[]): Delivery[] {
  return files
    .filter(({ lines }) => lines.length > 0)
    .map((file, index) => boletoDelivery(agreement, index + 1, file.lines, file.arrivesOn));
}

/** One CNAB 240 file with these lines, in the order of their dates. */
export function boletoDelivery(
  agreement: Agreement,
  sequence: number,
  unordered: readonly BankLine[],
  on?: CivilDate,
): Delivery {
  const lines = unordered.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const arrivesOn = on ?? addDays(lines.at(-1)!.on, 1);
  const bytes = writeCnab240({ agreement, sequence, createdOn: arrivesOn, lines });
  return {
    name: `${agreement.id}-${String(sequence).padStart(6, '0')}.ret`,
    agreement,
    bytes,
    arrivesOn,
    lines,
  };
}
