import { isCivilDate } from '@baixa/core';
import { z } from 'zod';

const ID = 'expected lower-case letters, digits and hyphens';
/** The id of a company, an agreement, a contract or a profile. */
export const id = z.string(ID).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, ID);

const PERCENT = 'expected a percentage in quotes, such as "80"';
export const percent = z.string(PERCENT).regex(/^\d{1,3}(\.\d{1,6})?$/, PERCENT);

const DAY = 'expected a day that exists, written YYYY-MM-DD in quotes';
export const civilDate = z.string(DAY).refine(isCivilDate, DAY);

export const cents = z.int('expected whole centavos').nonnegative();
