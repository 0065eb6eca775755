import { type CivilDate, canonicalJson } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { type Calendar, changeOfFacts, type Fact, type PlacedFact, placeFact } from '@baixa/scoring';
import type { Receivable } from '@baixa/settlement';
import { type AccountFacts, actionsById } from './account-cases.ts';
import { debtStates, isOfAcordo } from './debt-states.ts';
import { derived, standing } from './derive-cases.ts';
import type { StoredAction, StoredCase } from './ports.ts';
import type { RecoverPorts } from './recover-ports.ts';
import { tellRecovered } from './tell-recovered.ts';

/** Somebody else writes the same case, or closes the cycle, so often only when something is wrong. */
const MAX_TRIES = 20;

export function calendarOf(contract: Contract): Calendar {
  return { months: contract.calendar, startsOn: contract.start };
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
 * Recovery of one account: its cases are assessed anew by how its debt stands now, and those that collect one of these
 * receivables are told again. Nothing is taken from the event but its names, so that events may come late, twice or in
 * any order.
 */
export async function recoverAccount(
  ports: RecoverPorts,
  contract: Contract,
  account: string,
  receivables: string[],
): Promise<void> {
  const { cases } = await ports.caseBook.accountOf(contract.id, account);
  // Most accounts that pay have no case.
  if (cases.length === 0) return;
  const names = (found: StoredCase) => found.receivables.some((id) => receivables.includes(id));
  // Of what an acordo replaced, its parts tell, and the other way round.
  const isOfAcordos =
    !cases.every(names) && (await ports.debts.load(contract.company, receivables)).some(isOfAcordo);
  await changeAccount(ports, contract, account, ports.clock.today(), {
    concerns: (found) => isOfAcordos || names(found),
  });
}

/**
 * Changes what is known of an account's actions, parts it into cases and assesses each by how its debt stands on a day,
 * as one write; tells of its recovered cases that this changed or `concerns`. `change` is called again on what stands
 * when somebody else wrote first. Whoever wrote looks at the debt once more: another worker may have been told of a later
 * one meanwhile, and found its cases right as they were. Gives the cases as they stand.
 */
export async function changeAccount(
  ports: RecoverPorts,
  contract: Contract,
  account: string,
  on: CivilDate,
  {
    change = (actions) => actions,
    concerns = () => false,
    keepsUndecided = false,
  }: {
    change?: (
      actions: Map<string, StoredAction>,
      facts: Pick<AccountFacts, 'receivables' | 'debts'>,
    ) => Map<string, StoredAction>;
    concerns?: (found: StoredCase) => boolean;
    keepsUndecided?: boolean;
  } = {},
): Promise<StoredCase[]> {
  const { caseBook } = ports;
  const written = new Set<CivilDate>();
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const firstOpenCycle = await caseBook.firstOpenCycle(contract.id, account);
    const { cases, waiting } = await caseBook.accountOf(contract.id, account);
    const known = [...waiting.actions, ...cases.flatMap(({ actions }) => actions)];
    const receivables = await ports.debts.ofAccount(contract.company, account);
    const debts = debtStates(receivables);
    const actions = [...change(actionsById(known), { receivables, debts }).values()];
    const next = derived(ports, contract, account, on, { actions, receivables, debts }, cases);
    const changed = next.cases.filter((each) => canonicalJson(each) !== canonicalJson(standing(cases, each)));
    const moved = canonicalJson(next.waiting) !== canonicalJson(waiting.actions);
    const writes = changed.map((each) => ({
      after: { ...each, version: each.version + 1 },
      bookings: bookingsOf(standing(cases, each)?.facts ?? [], each.facts, contract, firstOpenCycle),
    }));
    if (changed.length > 0 || moved) {
      const isSaved = await caseBook.saveAccount({
        contract: contract.id,
        account,
        cases: writes,
        ...(moved ? { waiting: { actions: next.waiting, version: waiting.version + 1 } } : {}),
        firstOpenCycle,
        keepsUndecided,
      });
      if (!isSaved) continue;
      for (const { noticeGeneratedOn } of changed) written.add(noticeGeneratedOn);
      const now = await ports.debts.ofAccount(contract.company, account);
      if (versionsOf(now) !== versionsOf(receivables)) continue;
    }
    for (const each of next.cases)
      if (written.has(each.noticeGeneratedOn) || concerns(each)) await tellRecovered(ports, contract, each);
    if (next.cases.length > 0) await ports.noteAccount?.(contract, account);
    return next.cases.filter(({ dissolved }) => !dissolved);
  }
  throw new Error(`An account of ${contract.id} changed under ${MAX_TRIES} tries to assess its cases.`);
}

/** Which receivables there are, and how often each was written. */
const versionsOf = (receivables: readonly Receivable[]): string =>
  receivables
    .map(({ id, version }) => `${id} ${version}`)
    .sort()
    .join('\n');
