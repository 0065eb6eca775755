import type { CaseAssessment, CaseReason } from '@baixa/collection';

/** What a verdict is told from. */
export interface JudgedCase {
  window: { windowEndsOn: string; termEndsOn: string };
  days: { window: number; term: number };
  receivables: string[];
  assessment?: CaseAssessment;
}

/** How a case stands and why, in a sentence. */
export function verdict({ window, days, receivables, assessment }: JudgedCase): string {
  if (assessment === undefined)
    return 'Nothing to collect: no receivable of the account was overdue on its day.';
  const { reason, paidOn, dayOfWindow, status } = assessment;
  const last = days.window + days.term;
  const decided = status === 'open' ? 'Open' : 'Not recovered';
  const sentences: Record<CaseReason, string> = {
    'recovered-in-window': `Recovered: paid on ${paidOn}, day ${dayOfWindow} of a window of ${days.window}, after an action.`,
    'recovered-in-payment-term': `Recovered: paid on ${paidOn}, day ${dayOfWindow}, in the payment term (days ${days.window + 1} to ${last}).`,
    'awaiting-payment': `Open: ${receivables.length === 1 ? 'its debt is not' : `of ${receivables.length} receivables not all are`} paid; the window ends ${window.windowEndsOn}, the payment term ${window.termEndsOn}.`,
    unpaid: `Not recovered: the payment term ended ${window.termEndsOn}, and the debt was not paid.`,
    'paid-before-any-action': `${decided}: paid on ${paidOn}, day ${dayOfWindow}, before any action was executed.`,
    'paid-after-term': `Not recovered: paid on ${paidOn}, day ${dayOfWindow}; the last day was ${last}.`,
  };
  return sentences[reason];
}
