import type { Undetectable } from './groups.ts';

/** API Pix. */
export const PIX_JSON: readonly Undetectable[] = [
  {
    format: 'pix-json',
    banks: '*',
    column: 'devolucao.valor',
    of: ['reversal'],
    reason: 'A devolução may be of any part of its Pix.',
  },
  {
    format: 'pix-json',
    banks: '*',
    column: 'valor (no componentesValor)',
    of: ['payment'],
    reason: 'The amount stands once, and a page of Pix has no total.',
  },
];
