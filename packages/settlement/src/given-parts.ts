import { formatBrl, invariant, type Problem, problem } from '@baixa/core';
import { type EntryOutcome, exceptionIdOf, standsOn } from './outcome.ts';
import type { ExceptionState, Proposal, Receivables } from './ports.ts';
import type { AgreementRules, Outcome } from './receivable.ts';
import { type Given, settleInto } from './settle-into.ts';

/** Why it was not done. */
export interface Refused {
  done?: never;
  problems: Problem[];
}

/** Outcomes whose money is on no receivable, though they name one. */
export const STANDS_NOWHERE: ReadonlySet<Outcome> = new Set(['refused', 'held']);

export const refuse = (code: string, sentence: string, wayOut: string): Refused => ({
  problems: [problem(`exception.${code}`, {}, sentence, wayOut)],
});

/** Whether each receivable takes its part, before anything is written. */
export async function checkParts(
  { receivables }: { receivables: Receivables },
  rules: AgreementRules,
  { outcome }: ExceptionState,
  parts: Proposal['parts'],
): Promise<Refused | undefined> {
  const loaded = await receivables.load(
    outcome.company,
    parts.map(({ receivable }) => receivable),
  );
  for (const [index, part] of parts.entries()) {
    const receivable = loaded.get(part.receivable);
    if (receivable === undefined)
      return refuse(
        'no-receivable',
        `There is no receivable ${part.receivable}.`,
        'Register it first, or name another.',
      );
    const given = givenOf(outcome, parts, index);
    if (receivable.movements.some(({ key }) => key === given.key)) continue;
    const result = settleInto(receivable, given, rules);
    if (!('code' in result)) continue;
    return result.code === 'not-open'
      ? refuse('not-open', `Receivable ${part.receivable} is not open.`, 'Name one that is.')
      : refuse(
          'more-than-due',
          `${formatBrl(result.dueCents)} was due of ${part.receivable} that day, less than ${formatBrl(part.cents)}.`,
          'Split the money: --split RECEIVABLE=AMOUNT for each.',
        );
  }
  return undefined;
}

/** Where the money of a part comes from. The whole of a payment that stands on no receivable keeps its natural key. */
export function givenOf(outcome: EntryOutcome, parts: Proposal['parts'], index: number): Given {
  const { company, file, line, offset, on, outcome: what } = outcome;
  invariant(on !== undefined, 'money of an exception has a date');
  const isFree = standsOn(outcome) === undefined || STANDS_NOWHERE.has(what);
  const key =
    isFree && parts.length === 1
      ? outcome.key
      : `resolved:${exceptionIdOf(company, outcome.key)}/${index + 1}`;
  return { key, file, line, offset, on, cents: parts[index]?.cents ?? 0 };
}
