import { CAMT } from './camt.ts';
import { CNAB240 } from './cnab240.ts';
import { CNAB400 } from './cnab400.ts';
import { CNAB750 } from './cnab750.ts';
import { FEBRABAN150 } from './febraban150.ts';
import type { Undetectable } from './groups.ts';
import { OFX } from './ofx.ts';
import { PIX_JSON } from './pix-json.ts';

export { type Group, groupOf, type Undetectable } from './groups.ts';

/**
 * Every column of money in which a single wrong digit passes in silence. All other columns are caught, whatever digit
 * of them changes; a test changes each and holds this list to what it finds. Printed by
 * `node packages/return-files/src/test-support/single-digit-print.ts`.
 */
export const UNDETECTABLE: readonly Undetectable[] = [
  ...CNAB240,
  ...CNAB400,
  ...CNAB750,
  ...FEBRABAN150,
  ...CAMT,
  ...OFX,
  ...PIX_JSON,
];
