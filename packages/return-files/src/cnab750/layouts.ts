import type { Layout } from '@baixa/fixed-width';
import { charge, information, qrCode, receipt } from './layout-details.ts';
import { header, trailer } from './layout-frame.ts';

/** The records of CNAB 750, which all institutions share. */
export const CNAB750_LAYOUTS = [
  {
    format: 'cnab750',
    name: 'Pix',
    source:
      'FEBRABAN CNAB 750 Pix v2.1 (2021-02-22) as Itaú publishes it; the header is the same in files of Bradesco',
    records: { header, charge, information, qrCode, receipt, trailer },
  },
] satisfies readonly Layout[];
