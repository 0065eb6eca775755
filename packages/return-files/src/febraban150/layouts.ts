import type { Layout } from '@baixa/fixed-width';
import { ARRECADACAO_LAYOUT } from './layouts/arrecadacao.ts';
import { DEBIT_LAYOUTS } from './layouts/debito-automatico.ts';

/** The layouts of both services, débito automático by version. */
export const FEBRABAN150_LAYOUTS: readonly Layout[] = [ARRECADACAO_LAYOUT, ...DEBIT_LAYOUTS];
