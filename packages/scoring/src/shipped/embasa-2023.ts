import type { WrittenRules } from '../rules.ts';

const shared = (floor: number, ceiling: number) => [
  { below: floor, points: floor },
  { below: 95, points: 'value' as const },
  { upTo: 100, points: 100 },
  { upTo: ceiling, points: 'value' as const },
  { points: ceiling },
];
const isap = (floor: number) => [
  { below: floor, points: floor },
  { upTo: 98, points: 'value' as const },
  { points: 100 },
];

/**
 * The reference contract, in force since 16 November 2023. IECO and IXEC share all five rows, the only reading under
 * which both have points for every value. A profile that shipped never changes: a mend has another name.
 */
export const EMBASA_2023 = {
  weights: { isap: 25, ieco: 60, ixec: 15 },
  phases: [
    { fromCycle: 1, effect: 'followed' },
    {
      fromCycle: 4,
      effect: 'applied',
      bands: { isap: isap(85), ieco: shared(85, 115), ixec: shared(85, 115) },
      clamp: { min: 85, max: 115 },
    },
    {
      fromCycle: 7,
      effect: 'applied',
      bands: { isap: isap(70), ieco: shared(70, 130), ixec: shared(70, 130) },
      clamp: { min: 70, max: 130 },
    },
  ],
  rounding: { decimals: 2, mode: 'half-up', irg: 'exact', money: 'half-up' },
  termination: {
    fromCycle: 5,
    rules: [
      { name: 'three-running', below: 3, of: 3 },
      { name: 'four-of-five', below: 4, of: 5 },
    ],
  },
  alternatives: ['figura4'],
} satisfies WrittenRules;
