import type { Band } from './rules.ts';

/** What is wrong with a row of a table of points, by the row's index and the key that is wrong. */
export interface BandProblem {
  row: number;
  key: 'below' | 'upTo' | 'points';
  reason: string;
}

/**
 * What keeps rows from giving points to every value, more for a higher one or as many: a last row with a limit or
 * another without, limits that do not rise, and points that fall where one row ends and the next begins.
 */
export function bandProblems(rows: readonly Band[]): BandProblem[] {
  return rows.flatMap((row, index): BandProblem[] => {
    const limit = limitOf(row);
    const key = row.upTo === undefined ? 'below' : 'upTo';
    const next = rows[index + 1];
    if (next === undefined)
      return limit === undefined
        ? []
        : [{ row: index, key, reason: 'expected no limit in the last row, so that every value has points' }];
    if (limit === undefined)
      return [{ row: index, key: 'points', reason: 'expected a limit: only the last row has none' }];
    const before = rows[index - 1];
    const problems: BandProblem[] = [];
    if (before !== undefined && !rises(before, row))
      problems.push({
        row: index,
        key,
        reason: `expected a limit above that of the row before, ${limitOf(before)}`,
      });
    const [here, there] = [pointsAt(row, limit), pointsAt(next, limit)];
    if (here > there)
      problems.push({
        row: index + 1,
        key: 'points',
        reason: `expected points that do not fall: ${here} up to ${limit}, and ${there} from there`,
      });
    return problems;
  });
}

const limitOf = ({ below, upTo }: Band) => below ?? upTo;
const pointsAt = ({ points }: Band, value: number) => (points === 'value' ? value : points);

/** A row that ends before a value may be followed by one that holds this value alone. */
function rises(before: Band, row: Band): boolean {
  const [first, second] = [limitOf(before), limitOf(row)];
  if (first === undefined || second === undefined) return true;
  return first < second || (first === second && before.below !== undefined && row.upTo !== undefined);
}
