import type { LearnedRule, PastLink, Resolution, RulePorts, SettlePorts } from '../index.ts';
import { type Memory, RULES } from './memory.ts';

/** The ports of a memory that also keeps rules, and a chain of what was written to its ledger. */
export function withRules({ ports }: Memory) {
  const links: PastLink[] = [];
  const resolutions = new Map<string, Resolution>();
  const rules = new Map<string, LearnedRule>();
  const copy = <T>(value: T): T => structuredClone(value);
  const link = (of: Pick<PastLink, 'chunk' | 'exception'>) => {
    const at = JSON.stringify(of);
    if (links.some((each) => each.at === at)) return;
    links.push({ sequence: links.length + 1, at, before: links.at(-1)?.at, ...of });
  };
  /** What each test may do the moment before a link is read. */
  const hooks = { beforeLink: async (_at: string): Promise<void> => undefined };
  const own: RulePorts & SettlePorts = {
    ...ports,
    agreements: {
      ...ports.agreements,
      rulesOf: async (id) =>
        id === RULES.id
          ? { ...RULES, learned: copy([...rules.values()].filter(({ agreement }) => agreement === id)) }
          : undefined,
    },
    ledger: {
      ...ports.ledger,
      saveOutcomes: async (chunk, outcomes) => {
        const standing = await ports.ledger.saveOutcomes(chunk, outcomes);
        link({ chunk: { file: chunk.file, chunk: chunk.chunk, step: chunk.step?.step ?? 1 } });
        return standing;
      },
      saveResolution: async (agreement, exception, resolution) => {
        const standing = await ports.ledger.saveResolution(agreement, exception, resolution);
        resolutions.set(exception, standing);
        link({ exception });
        return standing;
      },
    },
    past: {
      last: async () => copy(links.at(-1)),
      linkAt: async (_agreement, at) => {
        await hooks.beforeLink(at);
        return copy(links.find((each) => each.at === at) as PastLink);
      },
      resolutionOf: async (exception) => copy(resolutions.get(exception)),
    },
    learnedRules: {
      all: async () => copy([...rules.values()]),
      learn: async (rule) => {
        const standing = rules.get(rule.id);
        if (standing === undefined || standing.forgotten !== undefined) rules.set(rule.id, copy(rule));
        return copy(rules.get(rule.id) as LearnedRule);
      },
      forget: async ({ id }, said) => {
        const standing = rules.get(id);
        if (standing !== undefined) standing.forgotten ??= copy(said);
      },
    },
  };
  return { ports: own, links, rules, hooks };
}

/** A rule that counts, of the agreement of the memory. */
export function ruleOf(what: LearnedRule['what'], more: Partial<LearnedRule> = {}): LearnedRule {
  const replay = { entries: 1, agreed: 1, wouldFind: 0, upToLink: 2 };
  return {
    id: 'r1',
    agreement: RULES.id,
    what,
    learned: {
      ...{ by: 'maria', reason: 'So it is.', at: '2026-03-20T12:00:00.000Z' },
      ...{ exception: 'x', receivable: 'F1', command: 'c0', replay },
    },
    ...more,
  };
}
