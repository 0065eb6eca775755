import { deriveRule } from './derive-rule.ts';
import { finds, type Said } from './learned-rule.ts';
import { PAYER_WINDOW_DAYS } from './match.ts';
import { asOfMovement } from './movements.ts';
import type { Agreements } from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { type Draft, isAsked, type JudgePorts, pastEntries } from './replay-rule.ts';
import { type RuleRefused, refuseRule } from './rule-refusals.ts';
import { paymentDate } from './told.ts';

/** From which exception of a company somebody wants a rule learned, and why. */
export interface RuleWish extends Pick<Said, 'by' | 'reason'> {
  /** Of the command. */
  id: string;
  company: string;
  exception: string;
}

/** What a person's choice teaches, if it does: nothing is looked at but the choice itself. */
export async function draftOf(
  ports: JudgePorts & { agreements: Agreements },
  { company, exception }: RuleWish,
): Promise<{ rules: AgreementRules; draft: Draft; receivable: string; problems?: never } | RuleRefused> {
  const found = await ports.exceptions.find(company, exception);
  if (found === undefined)
    return refuseRule(
      'unknown-exception',
      `There is no exception ${exception}.`,
      'Look its id up: baixa files ID.',
    );
  const { outcome, resolution } = found;
  if (resolution === undefined)
    return refuseRule(
      'not-settled',
      'It still waits: nobody has chosen its receivable.',
      `Settle it first: baixa resolve ${exception} --settle RECEIVABLE --reason "…".`,
    );
  const settled = [...new Set(resolution.outcomes.flatMap(({ receivable }) => receivable?.id ?? []))];
  const [id] = settled;
  if (resolution.how !== 'settled' || id === undefined)
    return refuseRule(
      'not-settled',
      resolution.how === 'retried'
        ? 'It was settled by itself when its receivable was registered: no person chose.'
        : `It was ${resolution.how}: no person chose a receivable.`,
      'A rule is learned from money that a person settled.',
    );
  if (settled.length > 1)
    return refuseRule(
      'split',
      `It was split over ${settled.join(', ')}: a rule ties a payment to one receivable.`,
      'Nothing is learned from it.',
    );
  if (!isAsked(outcome) || outcome.chunk === undefined)
    return refuseRule(
      'never-asked',
      `It was ${outcome.outcome}. Rules are asked only where nothing else finds a receivable, so none would have changed that.`,
      'Nothing is learned from it.',
    );
  const rules = await ports.agreements.rulesOf(outcome.agreement);
  const past = (await pastEntries(ports, outcome.file, outcome.chunk)).find(
    ({ told }) => told.key === outcome.key,
  );
  const receivable = (await ports.receivables.load(company, [id], { consistent: true })).get(id);
  if (past === undefined || rules === undefined || receivable === undefined)
    return refuseRule(
      'undone',
      'Its file was undone since: its money never came.',
      'Nothing is learned from it.',
    );
  const { entry, key } = past.told;
  const { what, why } = deriveRule(entry, receivable, rules.id);
  if (what === undefined)
    return refuseRule('nothing-to-learn', why, 'Such money goes on waiting for a person.');
  const draft = { what, agreement: rules.id };
  if (finds(draft, { entry, key, on: paymentDate(past.told) }, asOfMovement(receivable, -1), rules))
    return { rules, draft, receivable: id };
  return refuseRule(
    'not-confirmed',
    what.kind === 'number'
      ? `A number of ${id} stands in ${what.column}, but neither its amount nor its due date in the entry: a rule would not be sure enough.`
      : `${id} is not of exactly the amount that was paid, due within ${rules.payerWindowDays ?? PAYER_WINDOW_DAYS} days: a rule would not be sure enough.`,
    'Such money goes on waiting for a person.',
  );
}
