import type { WrittenLadder } from '../ladder.ts';

/**
 * The ladder of the reference contract: 7 + 30 + 7 + 7 + 6 + 10 = 67 days, and a payment term of 5. The negotiation runs
 * beside the others when somebody asks for it.
 */
export const EMBASA_2023_LADDER = {
  steps: [
    { type: 'debt-notice', name: 'notificação de débito', deadlineDays: 7 },
    { type: 'negotiation', name: 'negociação de débito', deadlineDays: 5 },
    {
      type: 'cut-off',
      name: 'suspensão de fornecimento',
      deadlineDays: 7,
      follows: { type: 'debt-notice', days: 30 },
    },
    {
      type: 'cut-off-review',
      name: 'revisão de suspensão',
      deadlineDays: 6,
      follows: { type: 'cut-off', days: 7 },
    },
    {
      type: 'extra-actions',
      name: 'ações extras',
      deadlineDays: 10,
      follows: { type: 'cut-off-review', days: 0 },
      extra: true,
    },
  ],
  paymentTermDays: 5,
} satisfies WrittenLadder;
