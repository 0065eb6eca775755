import { type CivilDate, canonicalJson } from '@baixa/core';
import type { Receivable } from '@baixa/settlement';
import { type DebtState, recoveredOn } from './debt.ts';
import { isOutBefore } from './debt-states.ts';
import { openingStep } from './ladder.ts';
import type { CollectionParameters } from './parameters.ts';
import type { StoredAction, Told } from './ports.ts';
import { caseWindow } from './window.ts';

/** What is known of an account, in whatever order it became known. */
export interface AccountFacts {
  /** One for each id. */
  actions: readonly StoredAction[];
  receivables: readonly Receivable[];
  debts: readonly DebtState[];
}

/** By what cases run, by the day on which they were opened. */
export type TermsOn = (openedOn: CivilDate) => CollectionParameters;

/** A case with what it collects and what was done for it, by the facts alone. */
export interface PartedCase {
  noticeGeneratedOn: CivilDate;
  actions: StoredAction[];
  receivables: string[];
}

/**
 * Parts what is known of an account into its cases: a pure function, so that facts may come late, twice, in any order,
 * corrected and cancelled, and give the same cases.
 *
 * The ladder's first action opens a case, unless one is running: then it is one more action of that. A case runs until
 * its debt is paid or its payment term ends, and one with nothing to collect does not run. An action belongs to the
 * latest case that was opened on its day or before; what was generated before any case waits for one.
 */
export function partIntoCases(
  facts: AccountFacts,
  termsOn: TermsOn,
): { cases: PartedCase[]; waiting: StoredAction[] } {
  const actions = facts.actions.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const cases: PartedCase[] = [];
  for (const { type, opens, status, generatedOn, listed } of actions) {
    const parameters = termsOn(generatedOn);
    if (!(opens ?? type === openingStep(parameters.ladder).type) || status === 'cancelled') continue;
    const running = cases.at(-1);
    if (running !== undefined && generatedOn <= endOf(running, facts, termsOn)) continue;
    const receivables = overdueOn(generatedOn, facts, parameters, listed?.receivables);
    // Two notices of one day are one case, also where there is nothing to collect.
    if (running?.noticeGeneratedOn !== generatedOn)
      cases.push({ noticeGeneratedOn: generatedOn, actions: [], receivables });
  }
  const waiting: StoredAction[] = [];
  for (const action of actions) {
    const found = cases.findLast(({ noticeGeneratedOn }) => noticeGeneratedOn <= action.generatedOn);
    (found?.actions ?? waiting).push(action);
  }
  return { cases, waiting };
}

const orderOf = ({ generatedOn, id }: StoredAction) => `${generatedOn} ${id}`;

/** Whether a case runs on a day: it was opened by then, and neither its debt was paid before nor its term over. */
export function isRunningOn(
  each: PartedCase,
  day: CivilDate,
  facts: AccountFacts,
  termsOn: TermsOn,
): boolean {
  return each.noticeGeneratedOn <= day && day <= endOf(each, facts, termsOn);
}

/** The last day on which a case runs. */
function endOf(
  { noticeGeneratedOn, receivables }: PartedCase,
  { debts }: AccountFacts,
  termsOn: TermsOn,
): CivilDate {
  if (receivables.length === 0) return noticeGeneratedOn;
  const parameters = termsOn(noticeGeneratedOn);
  const { termEndsOn } = caseWindow(noticeGeneratedOn, parameters);
  const days = { since: noticeGeneratedOn, on: termEndsOn };
  return recoveredOn(receivables, debts, parameters.debtRecovered, days) ?? termEndsOn;
}

/**
 * What a case that was opened on a day collects: the receivables that its notice lists, else all that were overdue; of
 * both, those that were not cancelled or replaced by an acordo, and not yet paid then.
 */
export function overdueOn(
  day: CivilDate,
  { receivables, debts }: Pick<AccountFacts, 'receivables' | 'debts'>,
  { debtRecovered }: Pick<CollectionParameters, 'debtRecovered'>,
  listed?: readonly string[],
): string[] {
  const overdue = (receivable: Receivable) => {
    const { id, dueOn } = receivable;
    if (isOutBefore(receivable, day) || !(listed?.includes(id) ?? dueOn < day)) return false;
    const paidOn = recoveredOn([id], debts, debtRecovered, { since: day, on: day });
    return paidOn === undefined || paidOn === day;
  };
  return receivables
    .filter(overdue)
    .map(({ id }) => id)
    .sort();
}

/** Of two tellings of one thing the one that was told later; of one moment, either of them always. */
export function laterOf<T extends Told>(a: T, b: T): T {
  const order = (each: T) => `${each.told ?? ''} ${canonicalJson(each)}`;
  return order(a) < order(b) ? b : a;
}

/** What is known of an action after it was told once more: how it stands by the later telling, and the later list. */
export function toldAgain(known: StoredAction, action: StoredAction): StoredAction {
  const lists = [known.listed, action.listed].filter((list) => list !== undefined);
  const later = laterOf(known, action);
  return lists.length === 0 ? later : { ...later, listed: lists.reduce(laterOf) };
}

/** All that was told of an account's actions, one for each id. */
export function actionsById(tellings: Iterable<StoredAction>): Map<string, StoredAction> {
  const byId = new Map<string, StoredAction>();
  for (const action of tellings) {
    const known = byId.get(action.id);
    byId.set(action.id, known === undefined ? action : toldAgain(known, action));
  }
  return byId;
}
