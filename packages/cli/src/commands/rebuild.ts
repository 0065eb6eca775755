import { rebuildCycle, sentenceOf } from '@baixa/audit';
import { canonicalJson, type Problem, problem, sha256Of } from '@baixa/core';
import { type CycleResult, termsOf } from '@baixa/scoring';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { ledgerOf } from '../ledger.ts';
import { type Book, onlyContract } from '../only.ts';
import { facts, type View } from '../view.ts';
import { cycleNumber, cyclesOf } from './collect.ts';

/** `baixa rebuild CONTRACT N`: makes a closed cycle again from the ledger, and holds it against what was committed. */
export async function rebuild(given: string, askedCycle: string): Promise<View> {
  const outputs = connect();
  const api = apiOf(outputs);
  const contract = await onlyContract(api, given);
  const cycle = cycleNumber(askedCycle);
  const rebuilt = await rebuildCycle(ledgerOf(outputs), contract, cycle);
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
  const committed = (await cyclesOf(api, contract)).find(({ result }) => result.cycle === cycle);
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
  return {
    data: { contract, cycle, sha256, same: problems.length === 0, differences, committed: committed?.sha256 },
    text: await summary(api, kept, sha256, problems),
    problems,
  };
}

async function summary(api: Api, kept: CycleResult, sha256: string, problems: Problem[]): Promise<string> {
  const { contracts } = await api.get<Book>('/companies');
  const now = contracts.find(({ id }) => id === kept.contract);
  const changed = now !== undefined && sha256Of(canonicalJson(termsOf(now))) !== kept.termsSha256;
  return [
    facts([
      ['cycle', `${kept.cycle} of ${kept.contract}, ${kept.from} to ${kept.to}`],
      ['made of', `${kept.bookings} bookings, SHA-256 ${kept.inputsSha256}`],
      ['by the terms', `${kept.termsSha256}${changed ? ' (the contract has others now)' : ''}`],
      ['result', sha256],
    ]),
    '',
    problems.length === 0
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
