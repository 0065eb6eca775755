import { type CountedAccount, type CountedOrder, countedIn } from '@baixa/audit';
import { daysBetween, type Problem, problem } from '@baixa/core';
import { type CycleResult, type Explanation, explainCycle } from '@baixa/scoring';
import { apiOf, connect } from '../connection.ts';
import { explanationText } from '../explain-text.ts';
import { CommandFailed } from '../failure.ts';
import { ledgerOf } from '../ledger.ts';
import { onlyContract } from '../only.ts';
import { brl, table, type View } from '../view.ts';
import { closedCycle, cycleNumber, cyclesOf } from './collect.ts';

export interface AskedExplanation {
  explain?: boolean;
  accounts?: boolean;
  orders?: boolean;
}

/** `baixa cycles CONTRACT N --explain [--accounts] [--orders]`: a closed cycle down to the accounts and orders that make it. */
export async function explain(
  given: string | undefined,
  askedCycle: string,
  asked: AskedExplanation,
): Promise<View> {
  const outputs = connect();
  const api = apiOf(outputs);
  const contract = await onlyContract(api, given);
  const closed = closedCycle(await cyclesOf(api, contract), contract, cycleNumber(askedCycle));
  const { result } = closed;
  const { steps, problems } = stepsOf(result);
  const counted =
    asked.accounts || asked.orders ? await countedIn(ledgerOf(outputs), contract, result.cycle) : undefined;
  const parts = [
    ...(asked.explain ? [explanationText(result, steps)] : []),
    ...(asked.accounts && counted ? [accountsTable(counted.accounts)] : []),
    ...(asked.orders && counted ? [ordersTable(counted.orders)] : []),
  ];
  return {
    data: {
      contract,
      ...closed,
      ...(asked.explain ? { explanation: steps } : {}),
      ...(asked.accounts ? { accounts: counted?.accounts } : {}),
      ...(asked.orders ? { orders: counted?.orders } : {}),
    },
    text: parts.join('\n\n'),
    problems,
  };
}

/**
 * The explanation of a result, by the terms that it carries.
 *
 * @throws CommandFailed for one that was closed before results carried them
 */
export function stepsOf({ contract, cycle, terms, score }: CycleResult): {
  steps: Explanation;
  problems: Problem[];
} {
  if (terms === undefined)
    throw new CommandFailed([
      problem(
        'cycles.without-terms',
        {},
        `Cycle ${cycle} of ${contract} was closed before results carried the terms by which they were scored.`,
        'baixa cycles shows its figures.',
      ),
    ]);
  const { measure, measuredValueCents } = score;
  const steps = explainCycle({ ...terms, cycle, measure, measuredValueCents });
  const differs = steps.irg.exact !== score.irg.exact || steps.invoiceCents !== score.invoiceCents;
  return {
    steps,
    problems: differs
      ? [
          problem(
            'cycles.differs',
            { path: `${contract}/${cycle}` },
            `The steps lead to an IRG of ${steps.irg.display} and an invoice of ${brl(steps.invoiceCents)}; the result has ${score.irg.display} and ${brl(score.invoiceCents)}.`,
            `baixa rebuild ${contract} ${cycle} shows every figure that differs.`,
          ),
        ]
      : [],
  };
}

function accountsTable(accounts: CountedAccount[]): string {
  const rows = accounts.map((each) => [
    each.account,
    each.noticeGeneratedOn,
    each.countsOn,
    outcomeOf(each),
    each.collected,
    brl(each.collectedCents),
    each.recovered,
    brl(each.recoveredCents),
    [each.stratum.municipality, each.stratum.district].filter(Boolean).join(', '),
    each.stratum.tariffCategory,
    each.stratum.lastAction,
    each.correctsCycle,
  ]);
  const head = [
    'account',
    'notice',
    'counts on',
    'outcome',
    'collected',
    'R$',
    'recovered',
    'R$',
    'where',
    'category',
    'last action',
    'corrects',
  ];
  return `Accounts: ${accounts.length}\n${table(head, rows, [4, 5, 6, 7, 11])}`;
}

function outcomeOf({
  recovered,
  recoveredInTerm,
  collected,
  noticeGeneratedOn,
  countsOn,
}: CountedAccount): string {
  if (collected < 0 || recovered < 0) return 'taken back';
  if (recovered === 0) return 'not recovered';
  const day = `day ${daysBetween(noticeGeneratedOn, countsOn)}`;
  return recoveredInTerm > 0 ? `recovered in the term, ${day}` : `recovered, ${day}`;
}

function ordersTable(orders: CountedOrder[]): string {
  const rows = orders.map((each) => [
    each.account,
    each.order,
    each.countsOn,
    each.type === undefined ? 'finished' : `demanded: ${each.type}`,
    each.type === undefined ? each.finishedOnTime : undefined,
    each.type === undefined ? each.finishedCycles : undefined,
    each.type === undefined ? undefined : each.demanded,
    each.type === undefined ? undefined : each.executed,
    each.correctsCycle,
  ]);
  const head = [
    'account',
    'order',
    'counts on',
    'as',
    'on time',
    'deadline cycles',
    'demanded',
    'executed',
    'corrects',
  ];
  return `Orders: ${orders.length}\n${table(head, rows, [4, 5, 6, 7, 8])}`;
}
