import { type CivilDate, type Clock, canonicalJson, idOf, invariant } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import type { Contract } from '@baixa/profile';
import {
  type Calendar,
  changeOfFacts,
  type Fact,
  factsOfCase,
  type PlacedFact,
  placeFact,
} from '@baixa/scoring';
import type { Receivable } from '@baixa/settlement';
import { assessCase } from './case.ts';
import type { CaseBook, CollectionPublisher, Debts, StoredCase } from './ports.ts';
import { collectedDebt } from './stratum.ts';
import { caseWindow } from './window.ts';

export interface RecoverPorts {
  caseBook: CaseBook;
  debts: Debts;
  publisher: CollectionPublisher;
  clock: Clock;
}

/** Somebody else writes the same case, or closes the cycle, so often only when something is wrong. */
const MAX_TRIES = 20;

export function calendarOf(contract: Contract): Calendar {
  return { months: contract.calendar, startsOn: contract.start };
}

/** The id of a case: one run of the ladder for an account. */
export function caseIdOf({
  contract,
  account,
  noticeGeneratedOn,
}: Pick<StoredCase, 'contract' | 'account' | 'noticeGeneratedOn'>) {
  return `${contract}/${account}/${noticeGeneratedOn}`;
}

/** The bookings that lead from the facts booked so far to new ones, each in the cycle that may still count it. */
export function bookingsOf(
  before: readonly Fact[],
  after: readonly Fact[],
  contract: Contract,
  firstOpenCycle: number,
): PlacedFact[] {
  return changeOfFacts(before, after)
    .map((fact) => placeFact(fact, calendarOf(contract), firstOpenCycle))
    .filter((placed) => placed !== undefined);
}

/**
 * Recovery of one account: its cases that collect one of these receivables are assessed anew by how the debt stands
 * now. Nothing is taken from the event but its names, so that events may come late, twice or in any order.
 */
export async function recoverAccount(
  ports: RecoverPorts,
  contract: Contract,
  account: string,
  receivables: string[],
): Promise<void> {
  const cases = await ports.caseBook.casesOf(contract.id, account);
  for (const found of cases) {
    const concerned =
      found.receivables.length === 0 || found.receivables.some((id) => receivables.includes(id));
    if (concerned) await reassess(ports, contract, found, ports.clock.today());
  }
}

/** Assesses a case by how its debt stands on a day, books what changed, and tells when its account is recovered. */
export async function reassess(
  ports: RecoverPorts,
  contract: Contract,
  found: StoredCase,
  on: CivilDate,
): Promise<StoredCase> {
  return changeCase(ports, contract, found, on, (current) => current);
}

/**
 * Changes a case and assesses it, as one write. `change` is called again on what stands when somebody else wrote the
 * case first; giving the same case back means that only the assessment may change.
 */
export async function changeCase(
  ports: RecoverPorts,
  contract: Contract,
  found: StoredCase,
  on: CivilDate,
  change: (current: StoredCase) => StoredCase,
): Promise<StoredCase> {
  let current = found;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const firstOpenCycle = await ports.caseBook.firstOpenCycle(contract.id, current.account);
    const after = await assessed(ports, contract, change(current), on);
    const same = canonicalJson(after) === canonicalJson(current);
    const bookings = bookingsOf(current.facts, after.facts, contract, firstOpenCycle);
    const next = { ...after, version: current.version + 1 };
    if (same || (await ports.caseBook.saveCase({ after: next, bookings, firstOpenCycle }))) {
      await tellRecovered(ports, contract, after);
      return same ? current : next;
    }
    const cases = await ports.caseBook.casesOf(contract.id, current.account);
    current = cases.find(({ noticeGeneratedOn }) => noticeGeneratedOn === found.noticeGeneratedOn) ?? found;
  }
  throw new Error(`Case ${caseIdOf(found)} changed under ${MAX_TRIES} tries to assess it.`);
}

async function assessed(
  ports: RecoverPorts,
  contract: Contract,
  collectionCase: StoredCase,
  on: CivilDate,
): Promise<StoredCase> {
  const { company, receivables } = collectionCase;
  // A case whose receivables were not yet registered takes them up when they are.
  const collected = receivables.length > 0 ? receivables : await overdueOf(ports, contract, collectionCase);
  if (collected.length === 0) return collectionCase;
  const debts = await ports.debts.load(company, collected);
  const states = debts.map(({ id, settledOn }) => ({
    receivable: id,
    ...(settledOn === undefined ? {} : { settledOn }),
  }));
  const withDebt = { ...collectionCase, receivables: collected };
  const assessment = assessCase(withDebt, states, contract, on);
  const same = canonicalJson(assessment) === canonicalJson(collectionCase.assessment);
  const assessedAt = same ? collectionCase.assessedAt : ports.clock.now();
  return {
    ...withDebt,
    assessment,
    facts: factsOfCase(assessment, collectedDebt(withDebt, debts, assessment, contract)),
    ...(assessedAt === undefined ? {} : { assessedAt }),
  };
}

/**
 * The receivables a debt notice is about: overdue on its day and not yet settled then, less those that another case of
 * the account collects in days they share: a debt is collected by one case at a time.
 */
async function overdueOf(
  { debts, caseBook }: RecoverPorts,
  contract: Contract,
  { company, account, noticeGeneratedOn }: StoredCase,
): Promise<string[]> {
  const termOf = (notice: CivilDate) => caseWindow(notice, contract).termEndsOn;
  const collectedElsewhere = (await caseBook.casesOf(contract.id, account))
    .filter((other) => other.noticeGeneratedOn !== noticeGeneratedOn)
    .filter((other) => termOf(other.noticeGeneratedOn) >= noticeGeneratedOn)
    .filter((other) => other.noticeGeneratedOn <= termOf(noticeGeneratedOn))
    .flatMap(({ receivables }) => receivables);
  const overdue = ({ id, dueOn, settledOn, status }: Receivable) =>
    dueOn < noticeGeneratedOn &&
    status !== 'cancelled' &&
    (settledOn === undefined || settledOn >= noticeGeneratedOn) &&
    !collectedElsewhere.includes(id);
  return (await debts.ofAccount(company, account)).filter(overdue).map(({ id }) => id);
}

async function tellRecovered(
  { publisher }: RecoverPorts,
  contract: Contract,
  { assessment, assessedAt, account, noticeGeneratedOn }: StoredCase,
): Promise<void> {
  if (assessment?.status !== 'recovered') return;
  const { recoveredOn, dayOfWindow, inPaymentTerm, countsOn } = assessment;
  invariant(
    recoveredOn !== undefined && dayOfWindow !== undefined && assessedAt !== undefined,
    'a recovered case has its day',
  );
  const caseId = caseIdOf({ contract: contract.id, account, noticeGeneratedOn });
  await publisher.publish([
    makeEvent('account.recovered', {
      id: idOf('account.recovered', caseId, recoveredOn),
      company: contract.company,
      subject: account,
      time: assessedAt,
      data: {
        contract: contract.id,
        case: caseId,
        account,
        recoveredOn,
        dayOfWindow,
        inPaymentTerm,
        countsIn: countsOn,
      },
    }),
  ]);
}
