import type { Contract } from '@baixa/profile';
import { REFERENCE_READINGS } from '@baixa/scoring';

/** A contract from 16 January 2026, cycles by its anniversaries, with one type of service. */
export const CONTRACT: Contract = {
  id: 'c1',
  company: 'aguas',
  contractor: 'Cobradora',
  profile: 'embasa-2023',
  start: '2026-01-16',
  calendar: 'anniversary',
  windowDays: 67,
  paymentTermDays: 5,
  debtRecovered: 'downPayment',
  actionBeforePayment: 'same-day',
  ...REFERENCE_READINGS,
  targets: { mrep: '80', msex: '90' },
  criticality: { leak: 10 },
  measuredValueCents: 100_000_00,
};
