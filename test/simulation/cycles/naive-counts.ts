/** Counts by name; one that is not there is 0. */
export type Counts = Readonly<Record<string, number>>;

/** The sum of two counts, without what comes to nothing; or with -1 the difference. */
export function add(a: Counts, b: Counts, sign: 1 | -1 = 1): Counts {
  const sum: Record<string, number> = {};
  for (const name of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
    const value = (a[name] ?? 0) + sign * (b[name] ?? 0);
    if (value !== 0) sum[name] = value;
  }
  return sum;
}

export const sumOf = (all: Iterable<Counts>): Counts => [...all].reduce((sum, one) => add(sum, one), {});
