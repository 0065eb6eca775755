import type { WrittenRules } from '../rules.ts';
import { EMBASA_2023 } from './embasa-2023.ts';

const [followed, first, second] = EMBASA_2023.phases;

/**
 * The reference contract with the weights that the source's second table prints from cycle 7. They add up to 75, by
 * which their mean is divided.
 */
export const FIGURA4 = {
  ...EMBASA_2023,
  phases: [followed!, first!, { ...second!, weights: { isap: 20, ieco: 40, ixec: 15 } }],
  alternatives: ['embasa-2023'],
} satisfies WrittenRules;
