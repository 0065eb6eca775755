import { addDays, type CivilDate, daysBetween } from '@baixa/core';
import { type CollectionParameters, REFERENCE_COLLECTION } from './parameters.ts';

/** The last days on which a payment still counts for a case. */
export interface CaseWindow {
  /** Day 67. */
  windowEndsOn: CivilDate;
  /** Day 72, the last day of the customer's payment term. */
  termEndsOn: CivilDate;
}

/** The window of a case whose debt notice was generated on `noticeGeneratedOn`, which is day 0. Calendar days. */
export function caseWindow(
  noticeGeneratedOn: CivilDate,
  parameters: Pick<CollectionParameters, 'windowDays' | 'paymentTermDays'> = REFERENCE_COLLECTION,
): CaseWindow {
  const windowEndsOn = addDays(noticeGeneratedOn, parameters.windowDays);
  return { windowEndsOn, termEndsOn: addDays(windowEndsOn, parameters.paymentTermDays) };
}

/** Which day of its case `date` is: 0 when the notice is generated, negative before. */
export function dayOfWindow(noticeGeneratedOn: CivilDate, date: CivilDate): number {
  return daysBetween(noticeGeneratedOn, date);
}
