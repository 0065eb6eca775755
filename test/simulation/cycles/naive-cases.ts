import type { Receivable } from '@baixa/bank-simulator';
import { addDays, type CivilDate, daysBetween } from '@baixa/core';
import { type Contract, ladderOf } from '@baixa/profile';
import { add, type Counts } from './naive-counts.ts';
import type { Row, Tiding } from './tidings.ts';

/*
 * The reference model of collection, as contracts and docs/readings.md tell it: from all that is known of an
 * account, what counts on which day. It is slow and says everything anew each time; nothing of it is the product's.
 */

/** A tiding as it was taken up: a row with the stamp by which the later of two counts, a notice with what it lists. */
export type Known = Tiding & { stamp?: number; listed?: string[] };

/** What counts on a day, and for which case or order. */
export interface NaiveFact {
  on: CivilDate;
  counts: Counts;
}

export interface NaiveCase {
  noticeOn: CivilDate;
  termEndsOn: CivilDate;
  status: 'open' | 'recovered' | 'not-recovered';
  countsOn: CivilDate;
  inTerm: boolean;
  faceCents: number;
}

/** How each row stands by its latest telling. */
function rowsOf(known: Known[]): Row[] {
  const latest = new Map<string, { row: Row; stamp: number }>();
  for (const each of known)
    if (each.what === 'row' && (latest.get(each.row.id)?.stamp ?? -1) <= (each.stamp ?? 0))
      latest.set(each.row.id, { row: each.row, stamp: each.stamp ?? 0 });
  return [...latest.values()].map(({ row }) => row);
}

/** The day by which a receivable was paid for good, by what is known. */
function paidOn(known: Known[], receivable: string): CivilDate | undefined {
  const back = new Set(known.flatMap((each) => (each.what === 'given-back' ? [each.key] : [])));
  const days = known.flatMap((each) =>
    each.what === 'paid' && each.receivable.id === receivable && !back.has(each.key) ? [each.on] : [],
  );
  return days.sort()[0];
}

/** The day on which the debt of a receivable was recovered: it was paid, or what an acordo put in its place was. */
function recoveredOn(contract: Contract, known: Known[], receivable: string): CivilDate | undefined {
  const days = [paidOn(known, receivable)];
  for (const each of known) {
    if (each.what !== 'acordo' || !each.receivables.includes(receivable)) continue;
    const [down, ...rest] = each.parts.map((part) => paidOn(known, part.id));
    if (contract.debtRecovered === 'downPayment') days.push(down);
    if (![down, ...rest].includes(undefined)) days.push([down, ...rest].sort().at(-1));
  }
  return days.filter((day) => day !== undefined).sort()[0];
}

/** The day on which the last of several was, once all are. */
function allRecoveredOn(
  contract: Contract,
  known: Known[],
  receivables: Receivable[],
): CivilDate | undefined {
  const days = receivables.map(({ id }) => recoveredOn(contract, known, id));
  return days.includes(undefined) ? undefined : days.sort().at(-1);
}

/** What of an account was overdue on a day: what fell due before it and was not paid before it. */
export function overdueOn(
  contract: Contract,
  bills: Receivable[],
  known: Known[],
  day: CivilDate,
): Receivable[] {
  return bills.filter(({ id, dueOn }) => dueOn < day && (recoveredOn(contract, known, id) ?? day) >= day);
}

interface Run {
  noticeOn: CivilDate;
  receivables: Receivable[];
  /** Its last day. */
  endsOn: CivilDate;
}

/** The cases of an account: a notice opens one, unless another is running. */
function runsOf(contract: Contract, bills: Receivable[], known: Known[]): Run[] {
  const opening = ladderOf(contract).steps[0]?.type;
  const notices = [
    ...rowsOf(known)
      .filter(({ type, status }) => type === opening && status !== 'cancelled')
      .map(({ generated }) => ({ on: generated, listed: undefined as string[] | undefined })),
    ...known.flatMap((each) => (each.what === 'notice' ? [{ on: each.on, listed: each.listed }] : [])),
  ];
  const runs: Run[] = [];
  for (const day of [...new Set(notices.map(({ on }) => on))].sort()) {
    const running = runs.at(-1);
    if (running !== undefined && day <= running.endsOn) continue;
    const own = notices.filter(({ on }) => on === day);
    const overdue = overdueOn(contract, bills, known, day);
    const listed = own.find((one) => one.listed !== undefined)?.listed;
    const receivables = overdue.filter(({ id }) => listed?.includes(id) ?? true);
    const term = addDays(day, contract.windowDays + contract.paymentTermDays);
    const paid = receivables.length === 0 ? day : allRecoveredOn(contract, known, receivables);
    runs.push({ noticeOn: day, receivables, endsOn: paid !== undefined && paid < term ? paid : term });
  }
  return runs;
}

/** True while a case of the account runs on a day. */
export const isRunningOn = (contract: Contract, bills: Receivable[], known: Known[], day: CivilDate) =>
  runsOf(contract, bills, known).some(({ noticeOn, endsOn }) => noticeOn <= day && day <= endsOn);

/** How the cases of an account stand at the end of a day. One without anything to collect is none. */
export function casesOf(contract: Contract, bills: Receivable[], known: Known[], on: CivilDate): NaiveCase[] {
  const runs = runsOf(contract, bills, known);
  const actions = rowsOf(known).filter(({ kind }) => kind === 'collection-action');
  return runs
    .map((run, index) => ({ run, next: runs[index + 1]?.noticeOn }))
    .filter(({ run }) => run.receivables.length > 0)
    .map(({ run: { noticeOn, receivables }, next }) => {
      const { windowDays, paymentTermDays, actionBeforePayment } = contract;
      const termEndsOn = addDays(noticeOn, windowDays + paymentTermDays);
      const paid = allRecoveredOn(contract, known, receivables);
      const own = actions.filter(
        ({ generated }) => generated >= noticeOn && (next === undefined || generated < next),
      );
      const isActed = own.some(
        ({ status, executed, outcome }) =>
          status !== 'cancelled' &&
          outcome !== 'impossible' &&
          executed !== undefined &&
          paid !== undefined &&
          (actionBeforePayment === 'same-day' ? executed <= paid : executed < paid),
      );
      const isRecovered = paid !== undefined && paid <= termEndsOn && isActed;
      return {
        noticeOn,
        termEndsOn,
        status: isRecovered ? 'recovered' : on > termEndsOn ? 'not-recovered' : 'open',
        countsOn: isRecovered ? paid : termEndsOn,
        inTerm: isRecovered && daysBetween(noticeOn, paid) > windowDays,
        faceCents: receivables.reduce((sum, { faceCents }) => sum + faceCents, 0),
      };
    });
}

/** The civil day in São Paulo, three hours behind UTC. */
const dayOf = (moment: string) => new Date(Date.parse(moment) - 3 * 3_600_000).toISOString().slice(0, 10);

const seconds = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 1000);

function factsOfService(contract: Contract, row: Row): NaiveFact[] {
  const { type, generated, deadline = '', executed, status } = row;
  if (status === 'cancelled') return [];
  const lastDay = addDays(dayOf(deadline), contract.demandGraceDays);
  const isExecuted = executed !== undefined && dayOf(executed) <= lastDay;
  const demanded = {
    on: dayOf(contract.demandBasis === 'deadline' ? deadline : generated),
    counts: { [`demanded ${type}`]: 1, [`executed ${type}`]: isExecuted ? 1 : 0 },
  };
  if (executed === undefined) return [demanded];
  const [took, allowed] = [seconds(generated, executed), seconds(generated, deadline)];
  // As many deadlines as the execution has begun, one at least.
  let cycles = 1;
  while (cycles * allowed < took) cycles += 1;
  return [demanded, { on: dayOf(executed), counts: { onTime: cycles === 1 ? 1 : 0, cycles } }];
}

/** All that counts of an account, by day, as it stands at the end of a day. */
export function factsOf(
  contract: Contract,
  bills: Receivable[],
  known: Known[],
  on: CivilDate,
): Map<CivilDate, Counts> {
  const services = rowsOf(known).filter(({ kind }) => kind === 'service-order');
  const facts = services.flatMap((row) => factsOfService(contract, row));
  for (const each of casesOf(contract, bills, known, on)) {
    if (each.status === 'open') continue;
    const recovered = each.status === 'recovered' ? 1 : 0;
    facts.push({
      on: each.countsOn,
      counts: {
        collected: 1,
        recovered,
        inTerm: each.inTerm ? 1 : 0,
        collectedCents: each.faceCents,
        recoveredCents: recovered * each.faceCents,
      },
    });
  }
  const byDay = new Map<CivilDate, Counts>();
  for (const fact of facts) byDay.set(fact.on, add(byDay.get(fact.on) ?? {}, fact.counts));
  return byDay;
}
