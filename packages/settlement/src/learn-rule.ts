import { canonicalJson, idOf, invariant } from '@baixa/core';
import type { LearnedRule, RuleReplay } from './learned-rule.ts';
import type { Files } from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { type Contradiction, type Draft, type JudgePorts, judgeLinks } from './replay-rule.ts';
import { retryByRule } from './retry-by-rule.ts';
import type { LearnedRules } from './rule-ports.ts';
import { contradicted, forgottenSince, known, type RuleRefused } from './rule-refusals.ts';
import { draftOf, type RuleWish } from './rule-wish.ts';
import type { WaitingPorts } from './waiting.ts';
import { type Walk, walkFromLast, walkOn } from './walk-ledger.ts';

export interface RulePorts extends JudgePorts, WaitingPorts {
  files: Files;
  learnedRules: LearnedRules;
}

/** How far the learning of a rule is: one message works off a part of the ledger, and the next goes on from here. */
export interface LearnProgress extends Omit<RuleReplay, 'upToLink'> {
  /** Id of the rule once it is kept: then what waits is tried by it. Before, the past is replayed. */
  rule?: string | undefined;
  walk: Walk;
  /** Entries that waited, and went to their receivable by the rule. */
  retried: number;
}

export type LearnStep =
  | { done: 'learned' | 'under-way'; progress: LearnProgress; problems?: never }
  | RuleRefused;

const NOTHING_YET = { entries: 0, agreed: 0, wouldFind: 0, retried: 0 };

/**
 * Learns a person's choice as a rule of its agreement, if a replay over everything that the agreement's ledger holds
 * shows that no past outcome changes. Then what waits is tried by it. Works off at most `mostLinks` links of the ledger;
 * `under-way` says where to go on. Safe to do again from any place: nothing is kept before the replay is through, and
 * the rule that is kept then is the same.
 */
export async function learnRule(
  ports: RulePorts,
  wish: RuleWish,
  mostLinks: number,
  begun?: LearnProgress,
): Promise<LearnStep> {
  if (begun?.rule !== undefined) {
    const rule = (await ports.learnedRules.all()).find(({ id }) => id === begun.rule);
    invariant(rule !== undefined, `rule ${begun.rule} is there`);
    return retry(ports, wish.company, rule, mostLinks, begun);
  }
  const drafted = await draftOf(ports, wish);
  if (drafted.problems !== undefined) return drafted;
  const { rules, draft, receivable } = drafted;
  const id = idOf('rule', draft.agreement, canonicalJson(draft.what));
  const standing = rules.learned?.find((rule) => rule.id === id);
  const isOwn = ({ learned }: LearnedRule) => learned.command === wish.id;
  const wholeWalk = () => walkFromLast(ports.past, draft.agreement, 0);
  // Kept before a crash: its message begins again, and tries all there is by now.
  if (standing !== undefined && isOwn(standing))
    return retry(ports, wish.company, standing, mostLinks, retryOf(standing, await wholeWalk()));
  if (standing !== undefined && standing.forgotten === undefined) return known(standing);
  const progress = begun ?? { ...NOTHING_YET, walk: await wholeWalk() };
  const replayed = await replay(ports, rules, draft, mostLinks, progress);
  if (replayed.contradiction !== undefined)
    return contradicted(ports, draft, { ...wish, receivable }, replayed.contradiction);
  if (!replayed.isThrough) return { done: 'under-way', progress: replayed.progress };
  const { walk, entries, agreed, wouldFind } = replayed.progress;
  const { id: command, by, reason, exception } = wish;
  const kept = await ports.learnedRules.learn({
    id,
    ...draft,
    learned: {
      ...{ by, reason, at: ports.clock.now(), exception, receivable, command },
      replay: { entries, agreed, wouldFind, upToLink: walk.upTo },
    },
    ...beforeOf(standing),
  });
  return isOwn(kept) ? { done: 'under-way', progress: retryOf(kept, walk) } : known(kept);
}

function beforeOf(standing: LearnedRule | undefined): Pick<LearnedRule, 'before'> {
  if (standing?.forgotten === undefined) return {};
  const { before = [], learned, forgotten } = standing;
  return { before: [...before, { learned, forgotten }] };
}

/**
 * Goes on with the replay. Once all that was there is seen, it looks at what came meanwhile, until nothing more has: then
 * it is through.
 */
async function replay(
  ports: RulePorts,
  rules: AgreementRules,
  draft: Draft,
  mostLinks: number,
  begun: LearnProgress,
): Promise<{ progress: LearnProgress; isThrough: boolean; contradiction?: Contradiction }> {
  let progress = begun;
  for (let left = mostLinks; left > 0; ) {
    const { links, walk } = await walkOn(ports.past, draft.agreement, progress.walk, left);
    left -= links.length;
    const { contradictions, ...more } = await judgeLinks(ports, rules, draft, links, walk.after === 0);
    progress = {
      ...progress,
      walk,
      entries: progress.entries + more.entries,
      agreed: progress.agreed + more.agreed,
      wouldFind: progress.wouldFind + more.wouldFind,
    };
    const [contradiction] = contradictions;
    if (contradiction !== undefined) return { progress, isThrough: false, contradiction };
    if (walk.next !== undefined) continue;
    const later = await walkFromLast(ports.past, draft.agreement, walk.upTo);
    if (later.next === undefined) return { progress, isThrough: true };
    progress = { ...progress, walk: later };
  }
  return { progress, isThrough: false };
}

/** The progress of trying what waits, from the last link that was replayed to the first. */
function retryOf({ id, learned: { replay: figures } }: LearnedRule, { from, upTo }: Walk): LearnProgress {
  const { entries, agreed, wouldFind } = figures;
  return {
    ...{ rule: id, entries, agreed, wouldFind, retried: 0 },
    walk: { from, upTo, after: 0, next: from },
  };
}

/** Tries what waits by a rule that counts. */
async function retry(
  ports: RulePorts,
  company: string,
  rule: LearnedRule,
  mostLinks: number,
  progress: LearnProgress,
): Promise<LearnStep> {
  if (rule.forgotten !== undefined) return forgottenSince(rule.forgotten);
  const { links, walk } = await walkOn(ports.past, rule.agreement, progress.walk, mostLinks);
  let { retried } = progress;
  // The older first: of two payments of one receivable it settles, and the other is a credit.
  for (const { chunk } of links.toReversed())
    if (chunk?.step === 1) retried += await retryByRule(ports, company, rule, chunk);
  return {
    done: walk.next === undefined ? 'learned' : 'under-way',
    progress: { ...progress, walk, retried },
  };
}
