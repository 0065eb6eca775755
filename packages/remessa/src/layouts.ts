import type { Layout } from '@baixa/fixed-width';
import { CNAB240_REMESSA_LAYOUTS } from './cnab240/catalogue.ts';
import { REMESSA_BANKS } from './cnab400/banks.ts';

/** Every layout of a remessa that is read, for documentation and for tests that hold for all of them. */
export const REMESSA_LAYOUTS: readonly Layout[] = [
  ...CNAB240_REMESSA_LAYOUTS,
  ...REMESSA_BANKS.map(({ layout }) => layout),
];
