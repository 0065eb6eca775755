import { type Contract, contractSchema } from '@baixa/profile';

/** A contract of calendar months from January 2026, with one type of service and a measured value of R$ 100.000,00. */
export const CONTRACT: Contract = contractSchema.parse({
  ...{ id: 'c1', company: 'aguas', contractor: 'Cobradora', start: '2026-01-01', calendar: 'calendar-month' },
  ...{ targets: { mrep: '80', msex: '90' }, criticality: { leak: 10 }, measuredValueCents: 100_000_00 },
});
export const BOOK = { companies: [{ id: 'aguas', name: 'Águas' }], agreements: [], contracts: [CONTRACT] };
