import { type Entry, fixedClock } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import {
  type AgreementRules,
  aliasesOf,
  type Chunk,
  type Claim,
  type EntryOutcome,
  exceptionIdOf,
  type FileSums,
  newReceivable,
  type Proposal,
  type Receivable,
  type Registration,
  type Resolution,
  type SettlePorts,
} from '../index.ts';

export const AT = '2026-03-26T12:00:00.000Z';
export const RULES: AgreementRules = { id: 'bb', company: 'aguas', tolerance: { cents: 5 } };

/** All that settlement keeps, in memory; what was given out or taken in is a copy. */
export function newMemory() {
  const receivables = new Map<string, Receivable>();
  const aliases = new Map<string, Set<string>>();
  const entries = new Map<string, Entry[]>();
  const outcomes = new Map<string, EntryOutcome[]>();
  const claims = new Map<string, Claim>();
  const waiting = new Map<string, Set<string>>();
  const proposals = new Map<string, Proposal>();
  const accepted = new Map<string, Proposal>();
  const resolutions = new Map<string, Resolution>();
  const open = new Map<string, EntryOutcome>();
  const resolved = new Map<string, { outcome: EntryOutcome; resolution: Resolution }>();
  const counted = new Map<string, Map<number, FileSums>>();
  const processed = new Map<string, string>();
  const published: BaixaEvent[] = [];
  const copy = <T>(value: T): T => structuredClone(value);

  const ports: SettlePorts = {
    clock: fixedClock(AT),
    agreements: {
      rulesOf: async (id) => (id === RULES.id ? RULES : undefined),
      confirmAboveCents: async () => 1000_00,
    },
    publisher: {
      publish: async (events) => {
        published.push(...copy(events));
      },
    },
    receivables: {
      idsOfAliases: async (company, asked) =>
        new Map(
          asked.flatMap((alias) => {
            const ids = aliases.get(`${company}/${alias}`);
            return ids === undefined ? [] : [[alias, [...ids].sort()] as const];
          }),
        ),
      load: async (company, ids) =>
        new Map(
          ids.flatMap((id) => {
            const found = receivables.get(`${company}/${id}`);
            return found === undefined ? [] : [[id, copy(found)] as const];
          }),
        ),
      append: async (after) => {
        const key = `${after.company}/${after.id}`;
        const current = receivables.get(key);
        if (current === undefined) throw new Error(`no ${key}`);
        if (current.version !== after.version - 1) return { saved: false, current: copy(current) };
        receivables.set(key, copy(after));
        return { saved: true };
      },
      register: async (registration) => {
        const key = `${registration.company}/${registration.id}`;
        const existing = receivables.get(key);
        if (existing !== undefined) return { existing: copy(existing) };
        for (const alias of aliasesOf(registration)) {
          const under = `${registration.company}/${alias}`;
          aliases.set(under, (aliases.get(under) ?? new Set()).add(registration.id));
        }
        receivables.set(key, newReceivable(copy(registration)));
        return {};
      },
      waitUnder: async (company, under, key) => {
        for (const alias of under)
          waiting.set(`${company}/${alias}`, (waiting.get(`${company}/${alias}`) ?? new Set()).add(key));
      },
      waitingUnder: async (company, under) => [
        ...new Set(under.flatMap((alias) => [...(waiting.get(`${company}/${alias}`) ?? [])])),
      ],
    },
    ledger: {
      entriesOf: async (file, chunk) => {
        const found = entries.get(`${file}/${chunk}`);
        if (found === undefined) throw new Error(`The ledger has no ${file}/${chunk}.`);
        return copy(found);
      },
      outcomesOf: async (file, chunk) => copy(outcomes.get(`${file}/${chunk}`)),
      saveOutcomes: async ({ file, chunk }, all) => {
        const standing = outcomes.get(`${file}/${chunk}`) ?? copy(all);
        outcomes.set(`${file}/${chunk}`, standing);
        return copy(standing);
      },
      saveResolution: async (_agreement, exception, resolution) => {
        const standing = resolutions.get(exception) ?? copy(resolution);
        resolutions.set(exception, standing);
        return copy(standing);
      },
    },
    exceptions: {
      claimsOf: async (company, keys) =>
        new Map(
          keys.flatMap((key) => {
            const found = claims.get(`${company}/${key}`);
            return found === undefined ? [] : [[key, found] as const];
          }),
        ),
      claim: async (company, key, claim) => {
        const standing = claims.get(`${company}/${key}`) ?? claim;
        claims.set(`${company}/${key}`, standing);
        return standing;
      },
      open: async (all) => {
        for (const outcome of all) {
          const id = exceptionIdOf(outcome.company, outcome.key);
          if (!open.has(id) && !resolved.has(id)) open.set(id, copy(outcome));
        }
      },
      find: async (company, id) => {
        const outcome = open.get(id) ?? resolved.get(id)?.outcome;
        if (outcome?.company !== company) return undefined;
        const [proposal, resolution] = [proposals.get(id), resolved.get(id)?.resolution];
        const taken = accepted.get(id);
        return copy({
          outcome,
          ...(proposal && { proposal }),
          ...(taken && { accepted: taken }),
          ...(resolution && { resolution }),
        });
      },
      propose: async (id, proposal) => {
        proposals.set(id, copy(proposal));
      },
      withdraw: async (id) => {
        accepted.delete(id);
      },
      accept: async (id, proposal) => {
        const standing = accepted.get(id) ?? copy(proposal);
        accepted.set(id, standing);
        return copy(standing);
      },
      resolve: async (_company, id, resolution) => {
        const outcome = open.get(id);
        if (outcome === undefined) return;
        open.delete(id);
        resolved.set(id, { outcome, resolution });
      },
    },
    files: {
      countChunk: async ({ file, chunk, chunks }, sums, at) => {
        const done = counted.get(file) ?? new Map<number, FileSums>();
        if (!done.has(chunk)) done.set(chunk, copy(sums));
        counted.set(file, done);
        const complete = done.size === chunks;
        if (complete && !processed.has(file)) processed.set(file, at);
        return {
          complete,
          name: `${file}.ret`,
          sums: totalOf([...done.values()]),
          at: processed.get(file) ?? at,
        };
      },
    },
  };
  return {
    ports,
    published,
    open,
    resolved,
    outcomes,
    processed,
    receivable: (id: string) => receivables.get(`aguas/${id}`) as Receivable,
    sumsOf: (file: string) => totalOf([...(counted.get(file)?.values() ?? [])]),
    register: (...registrations: Registration[]) =>
      Promise.all(registrations.map(ports.receivables.register)),
    /** Puts a file of one chunk into the ledger; gives its chunk. */
    file(file: string, told: Entry[]): Chunk {
      entries.set(`${file}/1`, told);
      return { file, chunk: 1, chunks: 1, company: 'aguas', agreement: 'bb' };
    },
  };
}

export type Memory = ReturnType<typeof newMemory>;

function totalOf(all: FileSums[]): FileSums {
  const total: FileSums = {
    entries: 0,
    inCents: 0,
    outCents: 0,
    appliedCents: 0,
    unappliedCents: 0,
    toldBeforeCents: 0,
    outcomes: {},
  };
  const figures = [
    'entries',
    'inCents',
    'outCents',
    'appliedCents',
    'unappliedCents',
    'toldBeforeCents',
  ] as const;
  for (const sums of all) {
    for (const figure of figures) total[figure] += sums[figure];
    for (const [outcome, count] of Object.entries(sums.outcomes) as [keyof FileSums['outcomes'], number][])
      total.outcomes[outcome] = (total.outcomes[outcome] ?? 0) + count;
  }
  return total;
}

/** R$ 100,00 due on Wednesday 2026-03-25, without terms. */
export function billOf(id: string, more: Partial<Registration> = {}): Registration {
  return {
    id,
    company: 'aguas',
    account: `A${id}`,
    identifiers: { agreement: 'bb', nossoNumero: `9000${id.slice(1)}` },
    faceCents: 100_00,
    dueOn: '2026-03-25',
    ...more,
  };
}

let lines = 0;
/** A payment of R$ 100,00 on the due date; each entry stands on a line of its own. */
export function entryOf(given: Partial<Entry>): Entry {
  lines += 1;
  return {
    line: lines,
    offset: lines * 240,
    kind: 'payment',
    reasons: [],
    paidCents: 100_00,
    paidOn: '2026-03-25',
    ...given,
  };
}

/** What became of each entry of a file's first chunk. */
export const outcomesOf = (memory: Memory, file = 'file') =>
  memory.outcomes.get(`${file}/1`)?.map(({ outcome, toldBefore }) => (toldBefore ? 'told-before' : outcome));
