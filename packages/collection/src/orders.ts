import { type CivilDate, canonicalJson, mapLimit, type Problem, problem, warning } from '@baixa/core';
import { type Contract, collectionTermsOf } from '@baixa/profile';
import { factsOfOrder, type ServiceOrder } from '@baixa/scoring';
import { laterOf, toldAgain } from './account-cases.ts';
import { openingStep } from './ladder.ts';
import type { OrderRow } from './order-row.ts';
import type { StoredAction, StoredCase, StoredOrder } from './ports.ts';
import { bookingsOf, changeAccount } from './recover.ts';
import type { RecoverPorts } from './recover-ports.ts';

/** What a batch of rows came to. */
export interface OrdersResult {
  taken: number;
  unchanged: number;
  problems: Problem[];
}

const ACCOUNTS_AT_ONCE = 8;
const MAX_TRIES = 20;

/**
 * Takes up rows of service orders and collection actions that were handed in at an instant; rows of one account one
 * after the other. Of two rows with one id the one that was told later counts, whichever is taken up first.
 */
export async function takeOrders(
  ports: RecoverPorts,
  contract: Contract,
  rows: OrderRow[],
  handedInAt: string,
): Promise<OrdersResult> {
  const result: OrdersResult = { taken: 0, unchanged: 0, problems: [] };
  const told = rows.map((row, index) => row.updated ?? `${handedInAt}/${String(index).padStart(4, '0')}`);
  const byAccount = Map.groupBy(rows.keys(), (index) => rows[index]!.account);
  await mapLimit([...byAccount.values()], ACCOUNTS_AT_ONCE, async (own) => {
    let cases: StoredCase[] | undefined;
    for (const index of own) {
      const row = rows[index]!;
      const take = row.kind === 'service-order' ? takeServiceOrder : takeAction;
      const outcome = await take(ports, contract, row, told[index]!);
      if (outcome.came !== undefined) result[outcome.came] += 1;
      if (outcome.problem !== undefined) result.problems.push(outcome.problem);
      cases = outcome.cases ?? cases;
    }
    const placed = new Set(cases?.flatMap(({ actions }) => actions.map(({ id }) => id)));
    const actions = own.map((index) => rows[index]!).filter(({ kind }) => kind === 'collection-action');
    for (const row of actions) if (!placed.has(row.id)) result.problems.push(waits(contract, row));
  });
  return result;
}

interface Outcome {
  came?: 'taken' | 'unchanged';
  problem?: Problem;
  /** The cases of the account after an action. */
  cases?: StoredCase[];
}

async function takeServiceOrder(
  ports: RecoverPorts,
  contract: Contract,
  row: OrderRow,
  told: string,
): Promise<Outcome> {
  const { id, type, account, generated, deadline, executed, status } = row;
  const order: ServiceOrder = {
    id,
    type,
    account,
    generatedAt: generated,
    deadlineAt: deadline as string,
    status,
    ...(executed === undefined ? {} : { executedAt: executed }),
  };
  if (contract.criticality[type] === undefined)
    return {
      problem: problem(
        'orders.no-criticality',
        { path: id },
        `Service order ${id} is of type ${type}, which has no criticality in contract ${contract.id}.`,
        'Give the type a criticality in the profile, apply it, and send the order again.',
      ),
    };
  const facts = factsOfOrder(order, contract);
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const { caseBook } = ports;
    const firstOpenCycle = await caseBook.firstOpenCycle(contract.id, account);
    const before = await caseBook.orderOf(contract.id, account, id);
    const known = before && { order: before.order, told: before.told };
    if (known !== undefined && laterOf(known, { order, told }) === known) return { came: 'unchanged' };
    const same = known !== undefined && canonicalJson(known.order) === canonicalJson(order);
    const version = (before?.version ?? 0) + 1;
    const after: StoredOrder = { contract: contract.id, order, told, facts, version };
    const bookings = bookingsOf(before?.facts ?? [], facts, contract, firstOpenCycle);
    if (await caseBook.saveOrder({ after, bookings, firstOpenCycle }))
      return { came: same ? 'unchanged' : 'taken' };
  }
  throw new Error(`Order ${id} of ${contract.id} changed under ${MAX_TRIES} tries to take it.`);
}

async function takeAction(
  ports: RecoverPorts,
  contract: Contract,
  row: OrderRow,
  told: string,
): Promise<Outcome> {
  const opening = openingTypeOn(contract, row.generated);
  const action: StoredAction = {
    id: row.id,
    type: row.type,
    ...(row.type === opening ? { opens: true } : {}),
    generatedOn: row.generated,
    status: row.status,
    ...(row.deadline === undefined ? {} : { deadlineOn: row.deadline }),
    ...(row.executed === undefined ? {} : { executedOn: row.executed }),
    ...(row.outcome === undefined ? {} : { outcome: row.outcome }),
    told,
  };
  let changed = true;
  const cases = await changeAccount(ports, contract, row.account, ports.clock.today(), {
    change: (actions) => {
      const known = actions.get(action.id);
      const next = known === undefined ? action : toldAgain(known, action);
      changed = known === undefined || withoutTold(next) !== withoutTold(known);
      return new Map(actions).set(action.id, next);
    },
    concerns: ({ actions }) => actions.some(({ id }) => id === action.id),
  });
  const came = changed ? 'taken' : 'unchanged';
  return { came, cases };
}

/** What opens a case on a day. */
const openingTypeOn = (contract: Contract, day: CivilDate) =>
  openingStep(collectionTermsOf(contract)(day).ladder).type;

/** An action that came before what opens its case is told of, and waits for it. */
function waits(contract: Contract, { id, type, generated }: OrderRow): Problem {
  const opening = openingTypeOn(contract, generated);
  return warning(
    'orders.no-case',
    { path: id },
    `Action ${id} (${type}, generated ${generated}) follows no ${opening} of its account.`,
    `It waits for one; send the ${opening} that opens the case.`,
  );
}

const withoutTold = ({ told: _, ...rest }: StoredAction) => canonicalJson(rest);
