import { addDays, type CivilDate, mapLimit, type Problem, problem, readMoment } from '@baixa/core';
import { type Contract, collectionTermsOf } from '@baixa/profile';
import type { Receivable } from '@baixa/settlement';
import { isRunningOn, overdueOn, partIntoCases } from './account-cases.ts';
import { openingStep } from './ladder.ts';
import { orderId } from './order-row.ts';
import type { StoredAction } from './ports.ts';
import { changeAccount } from './recover.ts';
import type { RecoverPorts } from './recover-ports.ts';

/** An account whose debt is to be collected, and which receivables; all that are overdue where it names none. */
export interface AccountToCollect {
  account: string;
  receivables?: string[] | undefined;
}

/** What became of accounts whose cases were to be opened. */
export interface OpenedCases {
  opened: number;
  /** A case of the account is running: it goes on. */
  running: number;
  /** Nothing of the account is overdue, or the rule asks for more. */
  notDue: number;
  problems: Problem[];
}

/** What is asked: as of which day, handed in at which instant, and whether only the contract's rule may open. */
export interface Opening {
  on: CivilDate;
  handedInAt: string;
  byRule?: boolean | undefined;
}

const ACCOUNTS_AT_ONCE = 8;

/** Opens a case for each account that has overdue receivables and no running case. Doing it again opens none. */
export async function openCases(
  ports: RecoverPorts,
  contract: Contract,
  accounts: readonly AccountToCollect[],
  opening: Opening,
): Promise<OpenedCases> {
  const result: OpenedCases = { opened: 0, running: 0, notDue: 0, problems: [] };
  await mapLimit([...accounts], ACCOUNTS_AT_ONCE, async (each) => {
    const came = await openCase(ports, contract, each, opening);
    if (typeof came === 'string') result[came] += 1;
    else result.problems.push(came);
  });
  return result;
}

async function openCase(
  ports: RecoverPorts,
  contract: Contract,
  { account, receivables: named }: AccountToCollect,
  { on, handedInAt, byRule = false }: Opening,
): Promise<'opened' | 'running' | 'notDue' | Problem> {
  const termsOn = collectionTermsOf(contract);
  const { type } = openingStep(termsOn(on).ladder);
  let came: 'opened' | 'running' | 'notDue' | Problem = 'notDue';
  await changeAccount(ports, contract, account, ports.clock.today(), {
    change: (actions, { receivables, debts }) => {
      const facts = { actions: [...actions.values()], receivables, debts };
      const overdue = overdueOn(on, facts, termsOn(on));
      const asked = named ?? overdue;
      const strange = asked.find((id) => !overdue.includes(id));
      came = partIntoCases(facts, termsOn).cases.some((each) => isRunningOn(each, on, facts, termsOn))
        ? 'running'
        : strange !== undefined
          ? notOverdue(account, strange, on)
          : asked.length === 0 || (byRule && !isDue(contract, receivables, overdue, on))
            ? 'notDue'
            : 'opened';
      if (came !== 'opened') return actions;
      const action: StoredAction = {
        id: orderId(type, account, readMoment(on, '00:00:00')!),
        type,
        opens: true,
        generatedOn: on,
        status: 'open',
        told: handedInAt,
        listed: { told: handedInAt, receivables: asked },
      };
      return new Map(actions).set(action.id, action);
    },
    concerns: () => true,
  });
  return came;
}

/** Whether the contract's rule opens a case: so many receivables are open that were due so many days ago. */
function isDue(
  { openCases: rule }: Contract,
  receivables: readonly Receivable[],
  overdue: readonly string[],
  on: CivilDate,
): boolean {
  if (rule === undefined) return false;
  const dueBy = addDays(on, -rule.overdueDays);
  const old = receivables.filter(({ id, dueOn }) => overdue.includes(id) && dueOn <= dueBy);
  return old.length >= rule.receivables;
}

function notOverdue(account: string, receivable: string, on: CivilDate): Problem {
  return problem(
    'notice.not-overdue',
    { path: account },
    `Receivable ${receivable} of account ${account} was not overdue on ${on}.`,
    'Name receivables of the account that are registered, due before and not paid, or none for all of them.',
  );
}
