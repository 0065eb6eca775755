import { type Contract, type Ladder, ladderOf } from '@baixa/profile';

/** What a contract says about its collection cases. Each ambiguous rule is a reading that the contract chooses. */
export interface CollectionParameters {
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

/** The reference contract's readings. */
export const REFERENCE_COLLECTION: CollectionParameters = {
  windowDays: 67,
  paymentTermDays: 5,
  debtRecovered: 'downPayment',
  actionBeforePayment: 'same-day',
  ladder: ladderOf({ profile: 'embasa-2023' }),
};

/** What a contract and its profile say about its collection cases. */
export function collectionOf(contract: Contract): CollectionParameters {
  const { windowDays, paymentTermDays, debtRecovered, actionBeforePayment } = contract;
  return { windowDays, paymentTermDays, debtRecovered, actionBeforePayment, ladder: ladderOf(contract) };
}
