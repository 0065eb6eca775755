import type { Undetectable } from './groups.ts';

/** CNAB 240, cobrança. */
export const CNAB240: readonly Undetectable[] = [
  {
    format: 'cnab240',
    banks: '001 104 136',
    column: 'segmentT.face',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'The bank fills no totals, and only a whole payment is held against its face value.',
  },
  {
    format: 'cnab240',
    banks: '001',
    column: 'segmentT.fee',
    of: ['reversal', 'notice'],
    reason: 'What moves back or only tells has no credit that the tariff could be taken from.',
  },
  {
    format: 'cnab240',
    banks: '341',
    column: 'segmentT.fee',
    of: ['part-payment', 'reversal', 'notice'],
    reason:
      'The column of the amount paid is the credit, so the tariff only shows where the parts of the título tell what was paid.',
  },
  {
    format: 'cnab240',
    banks: '004 033 041 077 085 104 136 208 237 422 748 756',
    column: 'segmentT.fee',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'The bank debits its tariffs apart: neither the amount paid nor the credit is made of them.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 136 208 237 341 422 748 756',
    column: 'segmentU.discount',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 136 208 237 341 422 748 756',
    column: 'segmentU.iof',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'No other figure of the file is made of the IOF.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 136 208 237 341 422 748 756',
    column: 'segmentU.lateCharges',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 136 208 237 341 422 748 756',
    column: 'segmentU.net',
    of: ['reversal', 'notice'],
    reason: 'Nothing says what is credited of an entry that pays nothing, and no total adds it up.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 208 237 341 422 748 756',
    column: 'segmentU.otherCredits',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 208 237 341 422 748 756',
    column: 'segmentU.otherExpenses',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'Banks take other expenses from the credit or debit them apart, so that either credit is right.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 136 208 237 341 422 748 756',
    column: 'segmentU.paid',
    of: ['reversal', 'notice'],
    reason: 'No total adds up what was paid, and only payments are held against other amounts.',
  },
  {
    format: 'cnab240',
    banks: '001 756',
    column: 'segmentU.payerOccurrenceValue',
    of: ['payment', 'part-payment', 'reversal', 'notice'],
    reason: 'It is what the payer claims, and stands beside the amounts of the título.',
  },
  {
    format: 'cnab240',
    banks: '001 004 033 041 077 085 104 136 208 237 341 422 748 756',
    column: 'segmentU.rebate',
    of: ['part-payment', 'reversal', 'notice'],
    reason: 'Only a whole payment is held against the parts of its título.',
  },
];
