import { CNAB240_LAYOUTS } from '@baixa/cnab240-parser';
import type { Layout } from '@baixa/fixed-width';
import { CNAB400_LAYOUTS } from './cnab400/banks.ts';
import { CNAB750_LAYOUTS } from './cnab750/layouts.ts';
import { FEBRABAN150_LAYOUTS } from './febraban150/layouts.ts';
import { SEGMENT_E_LAYOUTS } from './segment-e/layouts.ts';

/** Every fixed-width layout that is read, for documentation and for tests that hold for all of them. */
export const LAYOUTS: readonly Layout[] = [
  ...CNAB240_LAYOUTS,
  ...CNAB400_LAYOUTS,
  ...CNAB750_LAYOUTS,
  ...FEBRABAN150_LAYOUTS,
  ...SEGMENT_E_LAYOUTS,
];
