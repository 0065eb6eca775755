import { type Cycle, secondsBetween } from './calendar.ts';
import type { Contract, OrderRow } from './contract.ts';

/** What a cycle counts of services. */
export interface ServiceCounts {
  /** NSAP: finished in the cycle, not after the deadline. */
  finishedOnTime: number;
  /** NTSA: finished in the cycle, each as many times as the deadlines it took. */
  deadlineCycles: number;
  /**
   * By type: demanded has its deadline in the cycle; executed is that, done by the end of the deadline's day (the
   * reading of the reference contract: a service done later is never executed, in this cycle or the next).
   */
  services: Record<string, { demanded: number; executed: number }>;
}

/** Counts a cycle's services one by one. Times are in São Paulo, so an instant begins with its civil date. */
export function countServices(
  contract: Contract,
  rows: readonly OrderRow[],
  { from, to }: Cycle,
): ServiceCounts {
  const isIn = (instant: string) => instant.slice(0, 10) >= from && instant.slice(0, 10) <= to;
  const services = Object.fromEntries(
    Object.keys(contract.criticality).map((type) => [type, { demanded: 0, executed: 0 }]),
  );
  let finishedOnTime = 0;
  let deadlineCycles = 0;
  for (const row of rows) {
    if (row.kind !== 'service-order' || row.status === 'cancelled') continue;
    const { type, generatedAt, deadlineAt, executedAt } = row;
    if (isIn(deadlineAt)) {
      services[type]!.demanded += 1;
      if (executedAt !== undefined && executedAt.slice(0, 10) <= deadlineAt.slice(0, 10))
        services[type]!.executed += 1;
    }
    if (executedAt === undefined || !isIn(executedAt)) continue;
    const allowed = secondsBetween(generatedAt, deadlineAt);
    const taken = secondsBetween(generatedAt, executedAt);
    if (taken <= allowed) finishedOnTime += 1;
    let times = 1;
    while (times * allowed < taken) times += 1;
    deadlineCycles += times;
  }
  return { finishedOnTime, deadlineCycles, services };
}
