import type { LearnedRule } from '@baixa/settlement';
import { type Api, apiOf, connect } from '../connection.ts';
import { giveCommand } from '../give-command.ts';
import { onlyCompany } from '../only.ts';
import { facts, type View } from '../view.ts';

/** A rule as the API shows it. */
export type ShownRule = Omit<LearnedRule, 'what'> & { what: { kind: string }; sentence: string };

/** A ledger of years is replayed in some minutes; whoever waits no longer finds the rule later. */
const REPLAY_SECONDS = 3600;

const rulesOf = async (api: Api, agreement?: string): Promise<ShownRule[]> => {
  const query = agreement === undefined ? '' : `?agreement=${encodeURIComponent(agreement)}`;
  return (await api.get<{ rules: ShownRule[] }>(`/rules${query}`)).rules;
};

/** `baixa rules [AGREEMENT]` */
export async function rules(agreement: string | undefined): Promise<View> {
  const found = await rulesOf(apiOf(connect()), agreement);
  return {
    data: { rules: found },
    text: found.length === 0 ? '(none)' : found.map(textOf).join('\n\n'),
  };
}

function textOf({ id, agreement, sentence, learned, forgotten, before = [] }: ShownRule): string {
  const { by, at, reason, exception, receivable, replay } = learned;
  return facts([
    ['rule', `${id}${forgotten === undefined ? '' : ' (forgotten)'}`],
    ['agreement', agreement],
    ['says', sentence],
    ['learned', `${at} by ${by}: ${reason}`],
    ['from', `exception ${exception}, settled on ${receivable}`],
    ['replayed', `${replay.entries} entries up to link ${replay.upToLink}: ${figuresOf(replay)}`],
    ['forgotten', forgotten && `${forgotten.at} by ${forgotten.by}: ${forgotten.reason}`],
    ['before', before.length === 0 ? undefined : `learned and forgotten ${before.length} times`],
  ]);
}

const figuresOf = ({ agreed = 0, wouldFind = 0 }: { agreed?: number; wouldFind?: number }) =>
  `it finds ${agreed} where they stand, and ${wouldFind} that waited`;

/** `baixa rules learn EXCEPTION` */
export async function learnRule(
  exception: string,
  { reason, company: given }: { reason: string; company?: string },
): Promise<View> {
  const api = apiOf(connect());
  const company = await onlyCompany(api, given);
  const path = `/companies/${encodeURIComponent(company)}/exceptions/${encodeURIComponent(exception)}/rule`;
  const { command, counts } = await giveCommand(api, path, { reason }, REPLAY_SECONDS);
  const rule = (await rulesOf(api)).find(({ learned }) => learned.command === command);
  const { learned: _, ...figures } = counts;
  return {
    data: { rule, ...figures },
    text: [
      `${rule?.sentence}`,
      `No outcome of ${counts.entries} past entries changes: ${figuresOf(counts)}; ${counts.retried} of those went to their receivable now.`,
      `baixa rules forget ${rule?.id} --reason "…" ends it.`,
    ].join('\n'),
  };
}

/** `baixa rules forget RULE` */
export async function forgetRule(rule: string, { reason }: { reason: string }): Promise<View> {
  await giveCommand(apiOf(connect()), `/rules/${encodeURIComponent(rule)}/forget`, { reason });
  return {
    data: { rule, done: 'forgotten' },
    text: `${rule} is forgotten: it finds no payment any more. What it settled stays.`,
  };
}
