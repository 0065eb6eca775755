/**
 * The ambiguous rules of a scoring contract, each with the reading chosen. The weights are a reading too, told by
 * the profile's name. That IECO and IXEC share all five rows of points leaves no choice: it is the only
 * reading under which both have points for every value.
 */
export interface Readings {
  /**
   * An ISAP at the limit of a row. `value`: as the row has it; an ISAP of exactly 98 scores 98, as "above 98 → 100" has
   * it. `full`: as the row above has it; it scores 100.
   */
  isapAtLimit: 'value' | 'full';
  /**
   * What is compared with the edges of the rows. `exact`: the exact ratio; only what is shown is rounded.
   * `rounded`: the value half up to 2 decimals, as somebody reads it off a printed report; 94.995 then scores 100.
   */
  bandComparison: 'exact' | 'rounded';
  /**
   * An indicator with nothing to measure. `scores-100`: as if all had been done. `left-out`: the other indicators share
   * its weight.
   */
  nothingToMeasure: 'scores-100' | 'left-out';
  /**
   * The cycle in which a service is demanded. `deadline`: that of the day it falls due, so that whatever a cycle
   * demands could be done within it. `generated`: that of the day it is ordered; one that falls due in a later
   * cycle is then not executed when its cycle closes and becomes an adjustment.
   */
  demandBasis: 'deadline' | 'generated';
  /**
   * A demanded service counts as executed when done by the end of its deadline's civil day plus so many days. 0: the
   * day itself. IXEC so asks whether a service was there when it was due, to the day; how late a finished one was
   * is ISAP's. A service done later is never counted again in the cycle of its execution, or a contractor would raise a
   * cycle's IXEC by leaving the one before undone. A grace as long as the longest delay makes IXEC count every service
   * that is ever done.
   */
  demandGraceDays: number;
  /**
   * What the termination watch compares with the minimum. `mean-before-bands`: the weighted mean of the values
   * obtained, below it; banded points can never fall below the minimum. `irg-at-floor`: the IRG itself, down at
   * the minimum.
   */
  minimumComparedWith: 'mean-before-bands' | 'irg-at-floor';
}

/** The readings of the reference contract. */
export const REFERENCE_READINGS: Readings = {
  isapAtLimit: 'value',
  bandComparison: 'exact',
  nothingToMeasure: 'scores-100',
  demandBasis: 'deadline',
  demandGraceDays: 0,
  minimumComparedWith: 'mean-before-bands',
};
