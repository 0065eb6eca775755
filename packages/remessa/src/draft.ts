import { allZeros } from '@baixa/cnab240-parser';
import type { Cents } from '@baixa/core';
import type { Field, Line } from '@baixa/fixed-width';
import { Amounts, type NumberField } from './amounts.ts';
import type { RemessaItem } from './items.ts';
import { noDueDate, noFace } from './problems.ts';
import type { RemittedTitle } from './title.ts';

type Told = Omit<RemittedTitle, 'faceCents' | 'dueOn' | 'line' | 'offset' | 'bank' | 'agreementCodes'>;

/** A título while its records are read, until nothing more can follow. */
export class TitleDraft {
  readonly line: Line;
  readonly amounts = new Amounts();
  readonly faceCents: Cents | undefined;
  readonly #face: NumberField;
  readonly #due: Field<'date8' | 'date6'>;
  readonly dueOn: string | undefined;
  told: Told;

  /** @param dueOn the due date with its century, as read from `due`. */
  constructor(
    line: Line,
    face: NumberField,
    due: Field<'date8' | 'date6'>,
    dueOn: string | undefined,
    told: Told,
  ) {
    this.line = line;
    this.#face = face;
    this.#due = due;
    this.dueOn = dueOn;
    this.faceCents = this.amounts.cents(line, face);
    this.told = told;
  }

  /** Gives the título and its problems; no título where its amounts or its due date cannot be read. */
  finish(of: Pick<RemittedTitle, 'bank' | 'agreementCodes'>, out: RemessaItem[]): RemittedTitle | undefined {
    const { line, faceCents, dueOn, amounts } = this;
    if (faceCents === undefined && !amounts.broken)
      amounts.problems.push(noFace(line, this.#face.column?.from));
    if (dueOn === undefined) amounts.problems.push(noDueDate(line, this.#due.column?.from));
    for (const problem of amounts.problems) out.push({ type: 'problem', problem });
    if (faceCents === undefined || dueOn === undefined || amounts.broken) return undefined;
    const title: RemittedTitle = {
      line: line.number,
      offset: line.offset,
      ...of,
      ...this.told,
      faceCents,
      dueOn,
      discounts: this.told.discounts.slice(0, 3),
    };
    out.push({ type: 'title', title });
    return title;
  }
}

/** A number that a company or bank gave, without blanks; undefined where it is blank or zeros. */
export function numberOf(raw: string): string | undefined {
  const text = raw.replaceAll(' ', '');
  return allZeros(text) ? undefined : text;
}
