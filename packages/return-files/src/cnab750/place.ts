import { shapeOf } from '@baixa/cnab240-parser';
import type { Place } from '@baixa/core';
import type { Field, Line } from '@baixa/fixed-width';

/** Column of the line for column `column` of a record, which may stand in one line with others. */
export function columnIn(line: Line, column = 1): number {
  return (line.column ?? 1) - 1 + column;
}

/** Where a record stands, or the column of a field in it. */
export function placeOf(line: Line, field?: Field): Place {
  return { line: line.number, column: columnIn(line, field?.column?.from), offset: line.offset };
}

/** The place of a field with what stands there, shown by its kind of characters only. */
export function maskedPlaceOf(line: Line, field: Field): Place {
  return { ...placeOf(line, field), text: shapeOf(field.raw(line.text)) };
}

/** The place of a code, which is shown as it stands where it is digits. */
export function codePlaceOf(line: Line, field: Field): Place {
  const code = field.raw(line.text);
  return { ...placeOf(line, field), text: /^\d*$/.test(code) ? code : shapeOf(code) };
}
