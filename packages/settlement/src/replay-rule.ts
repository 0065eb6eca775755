import { type Entry, mapLimit, movedCents } from '@baixa/core';
import { type CurrentOutcome, counts, currentOutcomes } from './current-outcomes.ts';
import { finds, type LearnedRule, tierOfRules } from './learned-rule.ts';
import type { Tier } from './match.ts';
import { asOfMovement } from './movements.ts';
import { type EntryOutcome, exceptionIdOf, partsOf, standsOn } from './outcome.ts';
import type { Exceptions, Files, Ledger, Receivables, Resolution } from './ports.ts';
import type { AgreementRules, Receivable } from './receivable.ts';
import type { PastLedger, PastLink } from './rule-ports.ts';
import { paymentDate, type Told } from './told.ts';

const CONSISTENT = { consistent: true };
const READS_AT_ONCE = 16;
const CHUNKS_AT_ONCE = 8;

/** What judging a rule needs. */
export interface JudgePorts {
  ledger: Ledger;
  past: PastLedger;
  files: Files;
  receivables: Receivables;
  exceptions: Exceptions;
}

/** A past entry of which a rule would have made something else. */
export interface Contradiction {
  outcome: EntryOutcome;
  /** Ids of what the rule finds. */
  found: string[];
  /** Ids of what it stands on; none where a person sent the money back, kept it, or did nothing with it. */
  standsOn: string[];
  /** How a person ended it. */
  resolution?: Resolution;
}

/** What a rule says of the entries of a chunk. */
export interface Judged {
  entries: number;
  agreed: number;
  wouldFind: number;
  contradictions: Contradiction[];
}

/** A rule that is not learned yet. */
export type Draft = Pick<LearnedRule, 'what' | 'agreement'>;

/** An entry of the past as it was told, and how it stands. */
export interface PastEntry {
  outcome: EntryOutcome;
  told: Told;
}

/** The entries of a chunk that moved money and count now. */
export async function pastEntries(
  { ledger, files }: JudgePorts,
  file: string,
  chunk: number,
): Promise<PastEntry[]> {
  const steps = (await files.find(file))?.steps?.length ?? 0;
  const current = await currentOutcomes(ledger, file, chunk, 1 + steps);
  const entries = new Map((await ledger.entriesOf(file, chunk)).map((entry) => [entry.offset, entry]));
  return current.flatMap(({ outcome }: CurrentOutcome) => {
    const entry = entries.get(outcome.offset) as Entry;
    if (!counts(outcome) || movedCents(entry) === 0) return [];
    return [{ outcome, told: { entry, key: outcome.key, file, fileCreatedOn: outcome.on } }];
  });
}

/**
 * Holds a rule against the past entries of a chunk, whether or not anything else found them. It agrees with an entry
 * where what it finds is what the entry stands on, by whatever it was found; where the entry still waits it would find
 * something; where it finds nothing it says nothing. Anything else contradicts it. What it finds is looked for among
 * receivables as they were registered: that they were paid since does not hide them.
 */
export async function judgeChunk(
  ports: JudgePorts,
  rules: AgreementRules,
  rule: Draft,
  file: string,
  chunk: number,
): Promise<Judged> {
  const past = await pastEntries(ports, file, chunk);
  const judged: Judged = { entries: past.length, agreed: 0, wouldFind: 0, contradictions: [] };
  const found = await foundByRule(ports.receivables, rules, rule, past);
  await mapLimit([...found], READS_AT_ONCE, async ([{ outcome }, ids]) => {
    const verdict = await judgeEntry(ports.past, outcome, ids);
    if (verdict === 'agreed' || verdict === 'wouldFind') judged[verdict] += 1;
    else if (verdict !== undefined) judged.contradictions.push(verdict);
  });
  judged.contradictions.sort((a, b) => a.outcome.offset - b.outcome.offset);
  return judged;
}

/**
 * Holds a rule against what some links of the ledger are of. Of a first pass those of the first settlement of each chunk
 * are enough: what was undone, replayed or resolved since is seen with it. Later a step or a resolution may also have
 * changed what was seen; it is judged again, and not counted again.
 */
export async function judgeLinks(
  ports: JudgePorts,
  rules: AgreementRules,
  rule: Draft,
  links: PastLink[],
  isFirstPass: boolean,
): Promise<Judged> {
  const chunks = new Map<string, { file: string; chunk: number; isNew: boolean }>();
  for (const link of links) {
    const isSettlement = link.chunk?.step === 1;
    if (isFirstPass && !isSettlement) continue;
    const place = link.chunk ?? (await chunkOf(ports, rules.company, link.exception));
    if (place === undefined) continue;
    const { file, chunk } = place;
    const key = `${file}/${chunk}`;
    chunks.set(key, { file, chunk, isNew: isSettlement || (chunks.get(key)?.isNew ?? false) });
  }
  const all = await mapLimit([...chunks.values()], CHUNKS_AT_ONCE, async ({ file, chunk, isNew }) => {
    const judged = await judgeChunk(ports, rules, rule, file, chunk);
    return isNew ? judged : { ...judged, entries: 0, agreed: 0, wouldFind: 0 };
  });
  const sum = (figure: 'entries' | 'agreed' | 'wouldFind') =>
    all.reduce((total, judged) => total + judged[figure], 0);
  return {
    entries: sum('entries'),
    agreed: sum('agreed'),
    wouldFind: sum('wouldFind'),
    contradictions: all.flatMap(({ contradictions }) => contradictions),
  };
}

/** The chunk that told the money of an exception. */
async function chunkOf(
  { exceptions }: JudgePorts,
  company: string,
  exception: string | undefined,
): Promise<{ file: string; chunk: number } | undefined> {
  if (exception === undefined) return undefined;
  const { file, chunk } = (await exceptions.find(company, exception))?.outcome ?? {};
  return file === undefined || chunk === undefined ? undefined : { file, chunk };
}

/** What it means that a rule finds these receivables for an entry. */
async function judgeEntry(
  past: PastLedger,
  outcome: EntryOutcome,
  found: string[],
): Promise<'agreed' | 'wouldFind' | Contradiction | undefined> {
  const matched = receivablesOf(outcome);
  const resolution =
    matched.length > 0 ? undefined : await past.resolutionOf(exceptionIdOf(outcome.company, outcome.key));
  if (resolution?.how === 'undone') return undefined;
  if (matched.length === 0 && resolution === undefined) return isAsked(outcome) ? 'wouldFind' : undefined;
  const ids = resolution === undefined ? matched : resolution.outcomes.flatMap(receivablesOf);
  if (ids.length > 0 && ids.every((id) => found.includes(id))) return 'agreed';
  return { outcome, found, standsOn: ids, ...(resolution === undefined ? {} : { resolution }) };
}

/** True where nothing else found anything: no several receivables, no charge of which not all is registered. */
export const isAsked = (outcome: EntryOutcome): boolean =>
  outcome.outcome === 'unmatched' && standsOn(outcome) === undefined && outcome.missing === undefined;

/** What an entry was found to be about, whatever became of its money then: a charge is no receivable of its own. */
const receivablesOf = (outcome: EntryOutcome): string[] =>
  partsOf(outcome).flatMap((part) => standsOn(part) ?? []);

/** The ids of the receivables that a rule finds, for each entry for which it finds any. */
async function foundByRule(
  receivables: Receivables,
  rules: AgreementRules,
  rule: Draft,
  past: PastEntry[],
): Promise<Map<PastEntry, string[]>> {
  const asked = past.map((each) => ({ each, tiers: tierOfRules(each.told.entry, [rule]) }));
  const tiers = asked.flatMap((one) => one.tiers);
  const idsOf = await receivables.idsOfAliases(
    rules.company,
    [...new Set(tiers.flatMap(({ aliases }) => aliases))],
    CONSISTENT,
  );
  const idsOfTier = ({ ids, aliases }: Tier) => [
    ...ids,
    ...aliases.flatMap((alias) => idsOf.get(alias) ?? []),
  ];
  const loaded = await receivables.load(rules.company, tiers.flatMap(idsOfTier), CONSISTENT);
  const registered = new Map<string, Receivable>(
    [...loaded].map(([id, receivable]) => [id, asOfMovement(receivable, -1)]),
  );
  return new Map(
    asked.flatMap(({ each, tiers: own }) => {
      const one = { ...each.told, on: paymentDate(each.told) };
      const fitting = [...new Set(own.flatMap(idsOfTier))].filter((id) => {
        const receivable = registered.get(id);
        return receivable !== undefined && finds(rule, one, receivable, rules);
      });
      return fitting.length === 0 ? [] : [[each, fitting] as const];
    }),
  );
}
