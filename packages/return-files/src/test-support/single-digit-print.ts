import { changeEveryDigit, PROVED_FORMATS } from './single-digit.ts';
import { reasonOf, rowsOf } from './undetectable-rows.ts';

/** Prints the rows of `UNDETECTABLE` as they are now; a reason that nobody gave yet is empty. */
for (const format of PROVED_FORMATS)
  for (const row of rowsOf(format, await changeEveryDigit(format)))
    console.log(`${JSON.stringify({ ...row, reason: reasonOf(row) })},`);
