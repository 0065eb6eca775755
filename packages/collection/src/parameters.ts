import { type CollectionTerms, ladderOf } from '@baixa/profile';

export { type CollectionTerms as CollectionParameters, collectionOf } from '@baixa/profile';

/** The reference contract's readings. */
export const REFERENCE_COLLECTION: CollectionTerms = {
  windowDays: 67,
  paymentTermDays: 5,
  debtRecovered: 'downPayment',
  actionBeforePayment: 'same-day',
  ladder: ladderOf({ profile: 'embasa-2023' }),
};
