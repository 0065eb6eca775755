import { addDays, type CivilDate } from '@baixa/core';
import { anniversaryCycles } from './calendar.ts';

/** A performance contract, in the shape of the profile. */
export interface Contract {
  id: string;
  company: string;
  contractor: string;
  profile: 'embasa-2023';
  start: CivilDate;
  calendar: 'anniversary';
  windowDays: number;
  paymentTermDays: number;
  /** In per cent. */
  targets: { mrep: string; msex: string };
  /** Weight of each service type in the IXEC. */
  criticality: Record<string, number>;
  measuredValueCents: number;
  /** What an executed action costs. */
  actionCostCents: Record<string, number>;
}

export const CONTRACT: Contract = {
  id: 'aguas-cobranca',
  company: 'aguas',
  contractor: 'Cobrança Exemplar',
  profile: 'embasa-2023',
  start: '2023-11-16',
  calendar: 'anniversary',
  windowDays: 67,
  paymentTermDays: 5,
  targets: { mrep: '80', msex: '95' },
  criticality: { 'leak-repair': 3, reconnection: 3, 'new-connection': 2, 'meter-replacement': 1 },
  measuredValueCents: 184_733_57,
  actionCostCents: {
    'debt-notice': 3_40,
    negotiation: 22_29,
    'cut-off': 74_47,
    'cut-off-review': 18_90,
    'extra-actions': 22_29,
  },
};

/** The cycles that the simulator fills: three without effect, three under the first bands, one under the second. */
export const CYCLES = anniversaryCycles(CONTRACT.start, 7);

/** A cycle is closed on the second day after its end: the bank tells of its last day on the first. */
export function closeDayOf(cycle: number): CivilDate {
  return addDays(CYCLES[cycle - 1]!.to, 2);
}

/** The day the last cycle is closed. Nothing is told of what happens later. */
export const HORIZON = closeDayOf(CYCLES.length);

/** One service demanded of the contractor. Times are RFC 3339 in São Paulo. */
export interface ServiceOrder {
  kind: 'service-order';
  id: string;
  type: string;
  account: string;
  generatedAt: string;
  deadlineAt: string;
  executedAt?: string;
  status: 'open' | 'done' | 'cancelled';
}

/** One action of the collection ladder. A debt notice opens the case of its account's overdue receivables. */
export interface CollectionAction {
  kind: 'collection-action';
  id: string;
  account: string;
  type: 'debt-notice' | 'negotiation' | 'cut-off' | 'cut-off-review' | 'extra';
  generatedOn: CivilDate;
  deadlineOn: CivilDate;
  executedOn?: CivilDate;
  status: 'open' | 'done' | 'cancelled';
}

export type OrderRow = ServiceOrder | CollectionAction;

/** Rows as they are handed over: a JSON object a line. */
export function ndjson(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
