import { canonicalJson, mapLimit, type Problem, problem } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { factsOfOrder, type ServiceOrder } from '@baixa/scoring';
import type { ActionType } from './ladder.ts';
import type { OrderRow } from './order-row.ts';
import type { StoredAction, StoredCase, StoredOrder } from './ports.ts';
import { bookingsOf, changeCase, type RecoverPorts } from './recover.ts';

/** What a batch of rows came to. */
export interface OrdersResult {
  taken: number;
  unchanged: number;
  problems: Problem[];
}

const ACCOUNTS_AT_ONCE = 8;
const MAX_TRIES = 20;

/** Takes up rows of service orders and collection actions; rows of one account one after the other. */
export async function takeOrders(
  ports: RecoverPorts,
  contract: Contract,
  rows: OrderRow[],
): Promise<OrdersResult> {
  const result: OrdersResult = { taken: 0, unchanged: 0, problems: [] };
  const byAccount = Map.groupBy(rows, ({ account }) => account);
  await mapLimit([...byAccount.values()], ACCOUNTS_AT_ONCE, async (own) => {
    for (const row of own) {
      const outcome =
        row.kind === 'service-order'
          ? await takeServiceOrder(ports, contract, row)
          : await takeAction(ports, contract, row);
      if (typeof outcome === 'string') result[outcome] += 1;
      else result.problems.push(outcome);
    }
  });
  return result;
}

type Outcome = 'taken' | 'unchanged' | Problem;

async function takeServiceOrder(ports: RecoverPorts, contract: Contract, row: OrderRow): Promise<Outcome> {
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
    return problem(
      'orders.no-criticality',
      { path: id },
      `Service order ${id} is of type ${type}, which has no criticality in contract ${contract.id}.`,
      'Give the type a criticality in the profile, apply it, and send the order again.',
    );
  const facts = factsOfOrder(order, contract);
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const { caseBook } = ports;
    const firstOpenCycle = await caseBook.firstOpenCycle(contract.id, account);
    const before = await caseBook.orderOf(contract.id, account, id);
    if (before !== undefined && canonicalJson(before.order) === canonicalJson(order)) return 'unchanged';
    const after: StoredOrder = { contract: contract.id, order, facts, version: (before?.version ?? 0) + 1 };
    const bookings = bookingsOf(before?.facts ?? [], facts, contract, firstOpenCycle);
    if (await caseBook.saveOrder({ after, bookings, firstOpenCycle })) return 'taken';
  }
  throw new Error(`Order ${id} of ${contract.id} changed under ${MAX_TRIES} tries to take it.`);
}

async function takeAction(ports: RecoverPorts, contract: Contract, row: OrderRow): Promise<Outcome> {
  const action: StoredAction = {
    id: row.id,
    type: row.type as ActionType,
    generatedOn: row.generated,
    status: row.status,
    ...(row.deadline === undefined ? {} : { deadlineOn: row.deadline }),
    ...(row.executed === undefined ? {} : { executedOn: row.executed }),
  };
  const cases = await ports.caseBook.casesOf(contract.id, row.account);
  const found = caseOfAction(cases, action) ?? openedBy(contract, row.account, action);
  if (found === undefined)
    return problem(
      'orders.no-case',
      { path: row.id },
      `Action ${row.id} (${row.type}, generated ${action.generatedOn}) follows no debt notice of its account.`,
      'Send the debt notice first; it opens the case.',
    );
  let changed = true;
  await changeCase(ports, contract, found, ports.clock.today(), (current) => {
    const known = current.actions.find(({ id }) => id === action.id);
    changed = known === undefined || canonicalJson(known) !== canonicalJson(action);
    if (!changed) return current;
    const actions = [...current.actions.filter(({ id }) => id !== action.id), action];
    return { ...current, actions: actions.toSorted((a, b) => (a.generatedOn < b.generatedOn ? -1 : 1)) };
  });
  return changed ? 'taken' : 'unchanged';
}

/** The case an action belongs to: the one that has it, else the latest whose notice is not after it. */
function caseOfAction(cases: StoredCase[], action: StoredAction): StoredCase | undefined {
  const known = cases.find(({ actions }) => actions.some(({ id }) => id === action.id));
  if (known !== undefined) return known;
  if (action.type === 'debt-notice')
    return cases.find(({ noticeGeneratedOn }) => noticeGeneratedOn === action.generatedOn);
  return cases
    .filter(({ noticeGeneratedOn }) => noticeGeneratedOn <= action.generatedOn)
    .toSorted((a, b) => (a.noticeGeneratedOn < b.noticeGeneratedOn ? -1 : 1))
    .at(-1);
}

/** A debt notice opens a case. */
function openedBy(contract: Contract, account: string, action: StoredAction): StoredCase | undefined {
  if (action.type !== 'debt-notice') return undefined;
  return {
    contract: contract.id,
    company: contract.company,
    account,
    noticeGeneratedOn: action.generatedOn,
    actions: [],
    receivables: [],
    facts: [],
    version: 0,
  };
}
