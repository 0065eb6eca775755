import type { Undetectable } from './groups.ts';

/** CNAB 400, cobrança. */
export const CNAB400: readonly Undetectable[] = [
  {
    format: 'cnab400',
    banks: '001 756',
    column: 'title.adjustment',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'No other figure of the file is made of the adjustment.',
  },
  {
    format: 'cnab400',
    banks: '001 004 033 041 104 136 237 341 422 748 756',
    column: 'title.discount',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab400',
    banks: '001 756',
    column: 'title.discountInterest',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'It is of an operation of credit, beside the amounts of the título.',
  },
  {
    format: 'cnab400',
    banks: '077',
    column: 'title.face',
    of: ['payment', 'notice'],
    reason:
      'The layout has neither charges nor discounts, and no total of values: a payment may be of any amount.',
  },
  {
    format: 'cnab400',
    banks: '104 136 237 748 756',
    column: 'title.face',
    of: ['part-payment', 'reversal', 'notice'],
    reason:
      'The bank totals no face values of such entries, and only a whole payment is held against its own.',
  },
  {
    format: 'cnab400',
    banks: '001 756',
    column: 'title.fee',
    of: ['reversal', 'notice'],
    reason: 'What moves back or only tells has no credit that the tariff could be taken from.',
  },
  {
    format: 'cnab400',
    banks: '341',
    column: 'title.fee',
    of: ['part-payment', 'reversal', 'notice'],
    reason:
      'The column of the amount paid is the credit, so the tariff only shows where the parts of the título tell what was paid.',
  },
  {
    format: 'cnab400',
    banks: '004 033 041 104 136 237 422 748',
    column: 'title.fee',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'The bank debits its tariffs apart, or states no credit that is made of them.',
  },
  {
    format: 'cnab400',
    banks: '748',
    column: 'title.fine',
    of: ['notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab400',
    banks: '104',
    column: 'title.fine',
    of: ['payment', 'reversal', 'notice'],
    reason:
      'The manual does not say whether fine and interest are in the amount paid, so that either sum is right.',
  },
  {
    format: 'cnab400',
    banks: '748',
    column: 'title.interest',
    of: ['notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab400',
    banks: '104',
    column: 'title.interest',
    of: ['payment', 'reversal', 'notice'],
    reason:
      'The manual does not say whether fine and interest are in the amount paid, so that either sum is right.',
  },
  {
    format: 'cnab400',
    banks: '001 004 033 104 237 341 422 756',
    column: 'title.iof',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'No other figure of the file is made of the IOF.',
  },
  {
    format: 'cnab400',
    banks: '001 004 033 136 237 341 422 756',
    column: 'title.lateCharges',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab400',
    banks: '041',
    column: 'title.lateCharges',
    of: ['payment', 'part-payment', 'notice'],
    reason: 'The amount paid is stated without them, so that what the payer paid is whatever they add up to.',
  },
  {
    format: 'cnab400',
    banks: '001 033 136 756',
    column: 'title.net',
    of: ['reversal', 'notice'],
    reason: 'Nothing says what is credited of an entry that pays nothing, and no total adds it up.',
  },
  {
    format: 'cnab400',
    banks: '004 033 237 422',
    column: 'title.operationInterest',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'It is of an operation of credit, beside the amounts of the título.',
  },
  {
    format: 'cnab400',
    banks: '001 033 041 237 341 422 756',
    column: 'title.otherCredits',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab400',
    banks: '001 004 033 041 237 422 748 756',
    column: 'title.otherExpenses',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'Banks take other expenses from the credit or debit them apart, so that either credit is right.',
  },
  {
    format: 'cnab400',
    banks: '001 104 136 237 748 756',
    column: 'title.paid',
    of: ['reversal', 'notice'],
    reason: 'No total adds up such amounts, and only payments are held against other amounts.',
  },
  {
    format: 'cnab400',
    banks: '077',
    column: 'title.paid',
    of: ['payment', 'notice'],
    reason:
      'The layout has neither charges nor discounts, and no total of values: a payment may be of any amount.',
  },
  {
    format: 'cnab400',
    banks: '004 033 041 341 422',
    column: 'title.paid',
    of: ['part-payment', 'reversal', 'notice'],
    reason:
      'No total adds up what was paid, and neither parts nor a credit tell what a part payment should be.',
  },
  {
    format: 'cnab400',
    banks: '001 004 033 041 104 136 237 341 422 748 756',
    column: 'title.rebate',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab400',
    banks: '001 756',
    column: 'title.unusedRebate',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'No other figure of the file is made of a rebate that was not used.',
  },
];
