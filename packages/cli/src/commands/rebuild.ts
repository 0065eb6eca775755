import { type FactsDiffer, type FactsPage, holdAgainstFacts, rebuildCycle, sentenceOf } from '@baixa/audit';
import { canonicalJson, civilDateOf, type Problem, problem, sha256Of } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { type CycleResult, termsOf } from '@baixa/scoring';
import { type Api, apiOf, connect } from '../connection.ts';
import { type EvidencePage, evidenceOfShard } from '../evidence.ts';
import { CommandFailed } from '../failure.ts';
import { ledgerOf } from '../ledger.ts';
import { theContract } from '../only.ts';
import { facts, type View } from '../view.ts';
import { cycleNumber, cyclesOf } from './collect.ts';

/**
 * `baixa rebuild CONTRACT N [--facts]`: makes a closed cycle again from the ledger, and holds it against what was
 * committed; then what it counts against the actions, orders and payments that it was counted from.
 */
export async function rebuild(
  given: string,
  askedCycle: string,
  { facts: withFacts = false }: { facts?: boolean } = {},
): Promise<View> {
  const outputs = connect();
  const api = apiOf(outputs);
  const terms = await theContract(api, given);
  const contract = terms.id;
  const cycle = cycleNumber(askedCycle);
  const ledger = ledgerOf(outputs);
  const rebuilt = await rebuildCycle(ledger, contract, cycle);
  if (rebuilt.state === 'not-closed')
    throw refusal(
      'cycles.not-closed',
      `Cycle ${cycle} of ${contract} is not in the ledger.`,
      'It is there once it is closed: baixa cycles shows which are.',
    );
  if (rebuilt.state === 'unreadable')
    throw refusal(
      'cycles.unreadable',
      `Cycle ${cycle} of ${contract} cannot be made again: ${rebuilt.reason}`,
      'baixa verify says which object was changed.',
    );
  if (rebuilt.state === 'without-terms')
    throw refusal(
      'cycles.without-terms',
      `Cycle ${cycle} of ${contract} was closed before results carried the terms by which they were scored.`,
      'Its bookings and its result are proved by baixa verify.',
    );
  const { kept, sha256, differences } = rebuilt;
  const closed = await cyclesOf(api, contract);
  const committed = closed.find(({ result }) => result.cycle === cycle);
  const numbers = closed.map(({ result }) => result.cycle);
  const held = withFacts
    ? await holdAgainstFacts(ledger, terms, cycle, numbers, (shard) =>
        factsOf(api, contract, shard, (numbers.at(-1) ?? 0) + 1),
      )
    : undefined;
  const problems = [
    ...differences.map((difference) => told(difference.key, sentenceOf(difference))),
    ...(committed?.sha256 === sha256
      ? []
      : [
          told(
            contract,
            `The table has ${committed?.sha256 ?? 'no result'} for cycle ${cycle}, and the ledger ${sha256}.`,
          ),
        ]),
  ];
  const same = problems.length === 0;
  problems.push(...(held?.differences ?? []).map(factsDiffer));
  return {
    data: {
      contract,
      cycle,
      sha256,
      same,
      differences,
      committed: committed?.sha256,
      ...(held === undefined ? {} : { facts: held }),
    },
    text: [
      summary(terms, kept, sha256, same),
      ...(held === undefined
        ? []
        : [
            `Of ${held.held} cases and orders in it, ${held.held - held.differences.length} count as their facts say.`,
          ]),
    ].join('\n'),
    problems,
  };
}

/** What a shard's cases and orders are, and what is booked for them since the last close. */
async function* factsOf(api: Api, contract: string, shard: number, from: number): AsyncGenerator<FactsPage> {
  const pages = evidenceOfShard<EvidencePage & FactsPage>(api, contract, shard, { booked: String(from) });
  for await (const page of pages) yield { ...page, today: civilDateOf(page.now) };
}

function factsDiffer({ kind, account, name, missing }: FactsDiffer): Problem {
  const what =
    kind === 'case' ? `The case of account ${account} of ${name}` : `Order ${name} of account ${account}`;
  const days = missing.map(({ countsOn }) => countsOn).join(', ');
  return problem(
    'cycles.facts-differ',
    { path: `${account} ${name}` },
    `${what} is counted otherwise than its actions and payments say, on ${days}.`,
    'Where something is being settled or closed, give the command again when it is done; baixa case shows the account. ' +
      'An order that was counted by other readings than the contract has now differs too.',
  );
}

function summary(now: Contract, kept: CycleResult, sha256: string, same: boolean): string {
  const changed = sha256Of(canonicalJson(termsOf(now))) !== kept.termsSha256;
  return [
    facts([
      ['cycle', `${kept.cycle} of ${kept.contract}, ${kept.from} to ${kept.to}`],
      ['made of', `${kept.bookings} bookings, SHA-256 ${kept.inputsSha256}`],
      ['by the terms', `${kept.termsSha256}${changed ? ' (the contract has others now)' : ''}`],
      ['result', sha256],
    ]),
    '',
    same
      ? 'Made again from what was counted, it is the same to the byte.'
      : 'Made again from what was counted, it is another.',
  ].join('\n');
}

const told = (path: string, sentence: string): Problem =>
  problem(
    'cycles.differs',
    { path },
    sentence,
    'baixa verify says which object was changed, and since when.',
  );

const refusal = (code: string, sentence: string, wayOut: string) =>
  new CommandFailed([problem(code, {}, sentence, wayOut)]);
