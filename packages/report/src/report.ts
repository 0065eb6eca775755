import type { ReportTable } from './cells.ts';
import type { ReportInput } from './input.ts';
import { adjustedTable, adjustmentsTable } from './tables/adjustments.ts';
import { accountsTable, ordersTable } from './tables/counted.ts';
import { contractTable, indicatorsTable, servicesTable, summaryTable } from './tables/cycle.ts';
import { memoryTable } from './tables/memory.ts';
import { profileTable, proofTable } from './tables/profile.ts';
import { strataTables } from './tables/strata.ts';
import { terminationSentence, terminationTable } from './tables/termination.ts';

/**
 * The measurement report (boletim de medição) of a closed cycle, as data: every figure once, for whoever draws it. It is
 * made of the cycle's result and of nothing that changes, so that the same cycle gives the same report for good.
 */
export interface MeasurementReport {
  title: string;
  input: ReportInput;
  contract: ReportTable;
  summary: ReportTable;
  indicators: ReportTable;
  services: ReportTable;
  strata: ReportTable[];
  adjustments: ReportTable;
  adjusted: ReportTable;
  termination: ReportTable;
  terminationSentence: string;
  memory: ReportTable;
  profile: ReportTable;
  proof: ReportTable;
  /** All that the cycle counts: long, for the sheets only. */
  accounts: ReportTable;
  orders: ReportTable;
}

export function measurementReport(input: ReportInput): MeasurementReport {
  return {
    title: `Boletim de medição – ciclo ${input.result.cycle}`,
    input,
    contract: contractTable(input),
    summary: summaryTable(input),
    indicators: indicatorsTable(input),
    services: servicesTable(input),
    strata: strataTables(input),
    adjustments: adjustmentsTable(input),
    adjusted: adjustedTable(input),
    termination: terminationTable(input),
    terminationSentence: terminationSentence(input),
    memory: memoryTable(input),
    profile: profileTable(input),
    proof: proofTable(input),
    accounts: accountsTable(input),
    orders: ordersTable(input),
  };
}
