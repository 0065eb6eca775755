import type { CivilDate } from '@baixa/core';
import { type CollectionAction, isExecuted } from './action.ts';
import { type DebtState, recoveredOn } from './debt.ts';
import type { CollectionParameters } from './parameters.ts';
import { caseWindow, dayOfWindow } from './window.ts';

/** One run of the ladder for one account and its overdue receivables (processo de cobrança). */
export interface CollectionCase {
  contract: string;
  account: string;
  /** Day 0: the day on which the ladder's first action, the debt notice, was generated. */
  noticeGeneratedOn: CivilDate;
  actions: CollectionAction[];
  /** Ids of the receivables that the case collects, at least one. */
  receivables: string[];
}

/** Why a case stands as it does; public vocabulary. */
export type CaseReason =
  | 'recovered-in-window'
  | 'recovered-in-payment-term'
  /** The debt is open and so is the term. */
  | 'awaiting-payment'
  /** The term ended with the debt open. */
  | 'unpaid'
  /** The customer paid before any action was executed: nobody recovered it. */
  | 'paid-before-any-action'
  | 'paid-after-term';

/** How a case stood on a given day. */
export interface CaseAssessment {
  status: 'open' | 'recovered' | 'not-recovered';
  reason: CaseReason;
  /** The payment date by which the whole debt was recovered, whether or not it counts. */
  paidOn?: CivilDate;
  /** The day of the case on which that payment fell; day 0 is the notice's generation. */
  dayOfWindow?: number;
  /** `paidOn`, when the case is recovered. */
  recoveredOn?: CivilDate;
  /** The payment fell on days 68 to 72. It is told under every reading, also where those days are too late. */
  inPaymentTerm: boolean;
  /** The date whose measurement cycle counts the case: the payment date when recovered, else the end of its term. */
  countsOn: CivilDate;
}

/**
 * How a case stood at the end of the day `on`, by the payments dated up to then.
 *
 * Recovered: all its receivables are (see `recoveredOn`), the latest of them inside the window or its payment term,
 * and an action was executed before that (reading `actionBeforePayment`). Until its term is over a case that is not
 * recovered is open, so that it counts once; a payment that becomes known later assesses it anew, and whoever keeps
 * the cycles books the difference.
 *
 * @throws when the case has no receivable
 */
export function assessCase(
  collectionCase: CollectionCase,
  debts: readonly DebtState[],
  parameters: CollectionParameters,
  on: CivilDate,
): CaseAssessment {
  const { noticeGeneratedOn, receivables, actions } = collectionCase;
  const { windowEndsOn, termEndsOn } = caseWindow(noticeGeneratedOn, parameters);
  const ended = on > termEndsOn;
  const paidOn = recoveredOn(receivables, debts, parameters.debtRecovered, {
    since: noticeGeneratedOn,
    on,
  });
  if (paidOn === undefined) {
    const reason = ended ? 'unpaid' : 'awaiting-payment';
    return { status: notRecovered(ended), reason, inPaymentTerm: false, countsOn: termEndsOn };
  }
  const day = dayOfWindow(noticeGeneratedOn, paidOn);
  const payment = { paidOn, dayOfWindow: day, inPaymentTerm: isInPaymentTerm(day, parameters) };
  if (paidOn > termEndsOn)
    return { status: 'not-recovered', reason: 'paid-after-term', ...payment, countsOn: termEndsOn };
  if (!actions.some((action) => isBefore(action, paidOn, parameters)))
    return {
      status: notRecovered(ended),
      reason: 'paid-before-any-action',
      ...payment,
      countsOn: termEndsOn,
    };
  const reason = paidOn > windowEndsOn ? 'recovered-in-payment-term' : 'recovered-in-window';
  return { status: 'recovered', reason, ...payment, recoveredOn: paidOn, countsOn: paidOn };
}

function notRecovered(ended: boolean): 'open' | 'not-recovered' {
  return ended ? 'not-recovered' : 'open';
}

/** The days told apart are those of the ladder's term also where the contract grants none. */
function isInPaymentTerm(
  day: number,
  { windowDays, paymentTermDays, ladder }: CollectionParameters,
): boolean {
  const toldDays = Math.max(paymentTermDays, ladder.paymentTermDays);
  return day > windowDays && day <= windowDays + toldDays;
}

export function isBefore(
  action: CollectionAction,
  paidOn: CivilDate,
  parameters: CollectionParameters,
): boolean {
  if (!isExecuted(action, paidOn)) return false;
  return parameters.actionBeforePayment === 'same-day' || action.executedOn < paidOn;
}
