import { addDays, type CivilDate, daysBetween, invariant } from '@baixa/core';
import type { Cycle } from './calendar.ts';
import { type Contract, CYCLES, type OrderRow } from './contract.ts';
import { type Indicators, indicatorsOf } from './indicators.ts';
import type { Receivable } from './receivable.ts';
import { countServices, type ServiceCounts } from './service-truth.ts';

/** A case that a cycle counts as recovered, or one that an adjustment does. */
export interface Recovery {
  account: string;
  noticeOn: CivilDate;
  paidOn: CivilDate;
  /** 0 is the day of the notice. */
  day: number;
  /** Days 68 to 72. */
  inPaymentTerm: boolean;
}

/** What a late file changes of a closed cycle, booked in the next one to be closed. */
export interface Adjustment extends Recovery {
  /** The closed cycle in which the payment date lies, or that had counted the case as not recovered. */
  corrects: number;
  recovered: 1;
  /** 0 when the closed cycle had counted the case already, as not recovered. */
  collected: 0 | 1;
}

/** The truth of one cycle, as it stood when it was closed. */
export interface CycleTruth extends Cycle, ServiceCounts, Indicators {
  /** Cases that count in this cycle by its own payments and ended terms; adjustments are apart. */
  recovered: number;
  collected: number;
  recoveredInTerm: number;
  recoveries: Recovery[];
  notRecovered: string[];
  adjustments: Adjustment[];
  /** What the IECO is computed from: the cycle's own and its adjustments. */
  withAdjustments: { recovered: number; collected: number };
}

/** What is known of payments at a moment: the date by which a receivable stands settled. */
export type SettledOn = (receivable: string) => CivilDate | undefined;

/** Closes a contract's cycles one after the other, each once, by what is known at that moment. */
export function newCloser(contract: Contract, receivables: readonly Receivable[], rows: readonly OrderRow[]) {
  const cases = casesOf(contract, receivables, rows);
  const counted = new Map<string, { cycle: number; recovered: boolean }>();

  return function close(number: number, settledOn: SettledOn): CycleTruth {
    const cycle = CYCLES[number - 1];
    invariant(cycle !== undefined, `cycle ${number} is one of the simulator's`);
    const recoveries: Recovery[] = [];
    const adjustments: Adjustment[] = [];
    const notRecovered: string[] = [];
    for (const one of cases) {
      const { account, termEndsOn } = one;
      const before = counted.get(account);
      if (before?.recovered) continue;
      const recovery = recoveryOf(one, settledOn);
      if (recovery !== undefined && recovery.paidOn <= cycle.to) {
        counted.set(account, { cycle: number, recovered: true });
        const paidIn = CYCLES.find(({ from, to }) => from <= recovery.paidOn && recovery.paidOn <= to);
        invariant(paidIn !== undefined, 'a case is paid in one of the cycles');
        const corrects = before?.cycle ?? paidIn.cycle;
        if (corrects === number) recoveries.push(recovery);
        else
          adjustments.push({ ...recovery, corrects, recovered: 1, collected: before === undefined ? 1 : 0 });
      } else if (before === undefined && termEndsOn <= cycle.to) {
        counted.set(account, { cycle: number, recovered: false });
        notRecovered.push(account);
      }
    }
    const services = countServices(contract, rows, cycle);
    const collected = recoveries.length + notRecovered.length;
    const sum = (field: 'recovered' | 'collected') => adjustments.reduce((total, a) => total + a[field], 0);
    const withAdjustments = {
      recovered: recoveries.length + sum('recovered'),
      collected: collected + sum('collected'),
    };
    return {
      ...cycle,
      ...services,
      recovered: recoveries.length,
      collected,
      recoveredInTerm: recoveries.filter(({ inPaymentTerm }) => inPaymentTerm).length,
      recoveries,
      notRecovered,
      adjustments,
      withAdjustments,
      ...indicatorsOf(contract, cycle.cycle, { ...services, ...withAdjustments }),
    };
  };
}

interface OpenCase {
  account: string;
  noticeOn: CivilDate;
  termEndsOn: CivilDate;
  receivables: string[];
  /** The days on which an action was executed. */
  executedOn: CivilDate[];
  contract: Contract;
}

/** A debt notice opens a case: all receivables of its account that were overdue when it was generated. */
function casesOf(
  contract: Contract,
  receivables: readonly Receivable[],
  rows: readonly OrderRow[],
): OpenCase[] {
  const actions = rows.filter((row) => row.kind === 'collection-action');
  return actions
    .filter(({ type }) => type === 'debt-notice')
    .map(({ account, generatedOn }) => ({
      account,
      noticeOn: generatedOn,
      termEndsOn: addDays(generatedOn, contract.windowDays + contract.paymentTermDays),
      receivables: receivables
        .filter((r) => r.company === contract.company && r.account === account && r.dueOn < generatedOn)
        .map(({ id }) => id),
      executedOn: actions
        .filter((action) => action.account === account && action.status === 'done')
        .flatMap(({ executedOn }) => executedOn ?? []),
      contract,
    }));
}

function recoveryOf(one: OpenCase, settledOn: SettledOn): Recovery | undefined {
  const { account, noticeOn, termEndsOn, receivables, executedOn, contract } = one;
  const dates = receivables.map(settledOn);
  if (dates.some((date) => date === undefined)) return undefined;
  const paidOn = (dates as CivilDate[]).sort().at(-1)!;
  const acted = executedOn.some((date) => date <= paidOn);
  if (!acted || paidOn > termEndsOn) return undefined;
  const day = daysBetween(noticeOn, paidOn);
  return { account, noticeOn, paidOn, day, inPaymentTerm: day > contract.windowDays };
}
