import { addDays, type CivilDate, canonicalJson } from '@baixa/core';
import type { Contract } from './contract.ts';
import { ladderOf } from './contract-profile.ts';
import type { Ladder, LadderStep } from './ladder.ts';

/** What a contract says about its collection cases, by which each runs. Each ambiguous rule is a reading that the contract chooses. */
export interface CollectionTerms {
  /** Days of the window after the day the case is opened: what the ladder adds up to, 67 in the reference contract. */
  windowDays: number;
  /**
   * Days the customer still has to pay after the window. **Reading:** 5, as the contract's worked table has it, so
   * that day 72 is the last. The alternative is 0: a payment on day 68 is too late.
   */
  paymentTermDays: number;
  /**
   * When a receivable replaced by an agreement (acordo) is recovered. **Reading:** `downPayment`, the day its down
   * payment is settled. The alternative is `full`, the day the whole agreement is.
   */
  debtRecovered: 'downPayment' | 'full';
  /**
   * What "an action was executed before the payment" means, payments having a date and no time of day.
   * **Reading:** `same-day`, an action executed on the payment date came before it: a customer who is cut off in
   * the morning pays in the afternoon. The alternative is `strictly-before`: on an earlier day.
   */
  actionBeforePayment: 'same-day' | 'strictly-before';
  ladder: Ladder;
}

/** Terms that others have taken the place of since, and the last day on which cases were opened by them. */
export interface EarlierTerms extends CollectionTerms {
  until: CivilDate;
}

/** By what a case runs that is opened now. */
export function collectionOf(contract: Contract): CollectionTerms {
  const { windowDays, paymentTermDays, debtRecovered, actionBeforePayment } = contract;
  return { windowDays, paymentTermDays, debtRecovered, actionBeforePayment, ladder: ladderOf(contract) };
}

/**
 * By what the cases of a contract run, by the day on which each was opened: a case keeps its terms to its end, whatever
 * the contract says later, so that nobody's deadlines move and nothing that was counted is counted otherwise.
 */
export function collectionTermsOf(contract: Contract): (openedOn: CivilDate) => CollectionTerms {
  const now = collectionOf(contract);
  const { earlier = [] } = contract;
  return (openedOn) => earlier.find(({ until }) => openedOn <= until) ?? now;
}

/** A contract that is applied over one that has cases: those that were opened by today keep their terms. */
export function keepingTerms(standing: Contract, next: Contract, today: CivilDate): Contract {
  const [before, now] = [collectionOf(standing), collectionOf(next)];
  const { earlier = [] } = standing;
  if (canonicalJson(before) === canonicalJson(now)) return withEarlier(next, earlier);
  // What was applied before on the same day holds for no case.
  const isOfToday = earlier.at(-1)?.until === today;
  const kept = isOfToday ? earlier : [...earlier, { ...before, until: today }];
  // What is applied again as it was before that holds as if it had never been otherwise.
  const { until: _, ...last } = kept.at(-1) as EarlierTerms;
  const isAsBefore = isOfToday && canonicalJson(last) === canonicalJson(now);
  return withEarlier(next, isAsBefore ? kept.slice(0, -1) : kept);
}

function withEarlier(contract: Contract, earlier: EarlierTerms[]): Contract {
  const { earlier: _, ...written } = contract;
  return earlier.length === 0 ? written : { ...written, earlier };
}

/** The day from which cases are opened by the terms of now, where it is later than a day. */
export function termsHoldFrom({ earlier = [] }: Contract, today: CivilDate): CivilDate | undefined {
  const last = earlier.at(-1)?.until;
  return last !== undefined && last >= today ? addDays(last, 1) : undefined;
}

/** The actions of every ladder by which cases of the contract run, those of now first. */
export function ladderStepsOf(contract: Contract): LadderStep[] {
  const ladders = [ladderOf(contract), ...(contract.earlier ?? []).map(({ ladder }) => ladder).reverse()];
  const byType = new Map<string, LadderStep>();
  for (const step of ladders.flatMap(({ steps }) => steps))
    if (!byType.has(step.type)) byType.set(step.type, step);
  return [...byType.values()];
}
