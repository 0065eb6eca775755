import type { Must } from '../check-money.ts';
import type { State } from '../state.ts';
import { meantBy, type Odd, type RuleFile, type RuleWorld } from './world.ts';

/** What was done so far. */
export interface Expected {
  /** What a person settled by hand, and what was refunded, if anything. */
  settled: Odd;
  refunded: Odd | undefined;
  /** What else waited in the first file. */
  others: Odd[];
  learn: { id: string }[];
  isForgotten: boolean;
}

/**
 * A naive reader goes over the same entries: a rule is learned exactly where none of those that had been decided
 * contradicts it, and then finds all that it can find, the right bills only, until it is forgotten.
 */
export function checkRules(state: State, made: RuleWorld, expected: Expected, must: Must): void {
  const { first, meanwhile, after, contradicts } = made;
  const { settled, refunded, others, learn, isForgotten } = expected;
  const results = learn.map(({ id }) => state.commands.find((result) => result.id === id));
  for (const [index, result] of results.entries())
    must(result !== undefined, `nothing became of ${learn[index]?.id}`);
  const isLearned = results.some((result) => result?.counts.learned === 1);
  const isContradicted = contradicts === 'first' || refunded !== undefined;
  must(
    !isContradicted || !isLearned,
    `a rule was learned, and ${refunded ? 'a refund' : 'an entry'} contradicts it`,
  );
  // What comes in the moment in which it is learned may contradict it too late.
  must(
    isContradicted || contradicts === 'meanwhile' || isLearned,
    'a rule was not learned, and nothing contradicts it',
  );
  must(state.rules.length === (isLearned ? 1 : 0), `${state.rules.length} rules stand`);
  const [rule] = state.rules;
  must(
    rule === undefined || (rule.forgotten !== undefined) === isForgotten,
    `the rule is ${isForgotten ? '' : 'not '}to be forgotten`,
  );

  checkOdd(state, first, [settled], 'operator', must);
  checkOdd(state, first, refunded === undefined ? [] : [refunded], 'nobody', must);
  checkOdd(state, first, others, isLearned ? 'rule' : 'nobody', must);
  checkOdd(state, meanwhile, meanwhile.odd, isLearned ? 'rule' : 'nobody', must);
  if (isForgotten) checkOdd(state, after, after.odd, 'nobody', must);
  for (const { file, outcomes } of state.files)
    for (const [index, outcome] of outcomes.entries()) {
      const line = file.lines[index];
      if (line?.receivable === undefined) continue;
      must(
        outcome.receivable?.id === line.receivable.id,
        `${file.name} entry ${index + 1} is on ${outcome.receivable?.id}`,
      );
      must(outcome.matchedBy !== 'rule', `${file.name} entry ${index + 1} was found by a rule`);
    }
}

/** Each stands where it is to: on its bill, found by a rule or by a person, or nowhere. */
function checkOdd(
  state: State,
  { file }: RuleFile,
  odd: Odd[],
  by: 'rule' | 'operator' | 'nobody',
  must: Must,
): void {
  const told = state.files.find((one) => one.file.id === file.id);
  for (const { bill, index } of odd) {
    const outcome = told?.outcomes[index];
    const last = state.resolved.get(`${outcome?.file}:${outcome?.offset}`) ?? outcome;
    const name = `${bill.id} (${file.name} entry ${index + 1})`;
    const own = state.receivables.find(({ id }) => id === bill.id);
    const text = file.lines[index]?.stranger?.identifiers.seuNumero ?? '';
    must(meantBy(text, state.receivables)?.id === bill.id, `${name} is written as ${text}`);
    const applied = (own?.movements ?? []).reduce((sum, { appliedCents }) => sum + appliedCents, 0);
    const found = [own?.status, applied, by === 'nobody' ? undefined : last?.matchedBy];
    const expected = by === 'nobody' ? ['open', 0, undefined] : ['settled', bill.faceCents, by];
    must(`${found}` === `${expected}`, `${name} is ${found}, not ${expected}`);
  }
}
