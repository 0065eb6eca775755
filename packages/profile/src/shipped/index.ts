import { SHIPPED_RULES } from '@baixa/scoring';
import { EMBASA_2023_LADDER } from './ladder.ts';

/** The profiles that ship, as they are written. */
export const SHIPPED_DOCUMENTS: Record<string, object> = Object.fromEntries(
  Object.entries(SHIPPED_RULES).map(([name, rules]) => [name, { ...rules, ladder: EMBASA_2023_LADDER }]),
);
