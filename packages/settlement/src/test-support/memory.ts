import { type Entry, fixedClock } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import {
  type AcordoDeed,
  type AgreementRules,
  aliasesOf,
  type Charge,
  type ChargeRegistration,
  type Chunk,
  type Claim,
  type EntryOutcome,
  exceptionIdOf,
  isCharge,
  newCharge,
  newReceivable,
  type Payable,
  type Proposal,
  type Receivable,
  type Registration,
  type Resolution,
  type SettlePorts,
  type SweepPorts,
} from '../index.ts';
import { memoryOfAcordos } from './memory-of-acordos.ts';
import { memoryOfFiles } from './memory-of-files.ts';

export const AT = '2026-03-26T12:00:00.000Z';
export const RULES: AgreementRules = { id: 'bb', company: 'aguas', tolerance: { cents: 5 } };

/** All that settlement keeps, in memory; what was given out or taken in is a copy. */
export function newMemory() {
  const receivables = new Map<string, Payable>();
  const aliases = new Map<string, Set<string>>();
  const entries = new Map<string, Entry[]>();
  const outcomes = new Map<string, EntryOutcome[]>();
  const claims = new Map<string, Claim>();
  const kept = new Set<string>();
  const pinned = new Map<string, string | undefined>();
  const waiting = new Map<string, Set<string>>();
  const pix = new Map<string, Map<string, string>>();
  const pixWaiting = new Map<string, Set<string>>();
  const proposals = new Map<string, Proposal>();
  const accepted = new Map<string, Proposal>();
  const resolutions = new Map<string, Resolution>();
  const open = new Map<string, EntryOutcome>();
  const resolved = new Map<string, { outcome: EntryOutcome; resolution: Resolution }>();
  const undone = new Map<string, number>();
  const deeds = new Map<string, AcordoDeed>();
  const { files, processed, enter, sumsOf } = memoryOfFiles();
  const released: Chunk[] = [];
  const published: BaixaEvent[] = [];
  const copy = <T>(value: T): T => structuredClone(value);

  const ports: SettlePorts & SweepPorts = {
    clock: fixedClock(AT),
    agreements: {
      rulesOf: async (id) => (id === RULES.id ? RULES : undefined),
      confirmAboveCents: async () => 1000_00,
      breakAcordosAfterDays: async () => 30,
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
            return found === undefined || isCharge(found) ? [] : [[id, copy(found)] as const];
          }),
        ),
      loadPayables: async (company, ids) =>
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
      register: async (registration, registered) => {
        const key = `${registration.company}/${registration.id}`;
        const existing = receivables.get(key);
        if (existing !== undefined) return { existing: copy(existing) };
        for (const alias of aliasesOf(registration)) {
          const under = `${registration.company}/${alias}`;
          aliases.set(under, (aliases.get(under) ?? new Set()).add(registration.id));
        }
        receivables.set(
          key,
          isCharge(registration)
            ? newCharge(copy(registration))
            : {
                ...newReceivable(copy(registration)),
                ...(registered === undefined ? {} : { registered }),
              },
        );
        return {};
      },
      idsOfAccount: async (company, account) =>
        [...receivables.values()]
          .filter((each) => each.company === company && !isCharge(each) && each.account === account)
          .map(({ id }) => id)
          .sort(),
      waitUnder: async (company, under, key) => {
        for (const alias of under)
          waiting.set(`${company}/${alias}`, (waiting.get(`${company}/${alias}`) ?? new Set()).add(key));
      },
      waitingUnder: async (company, under) => [
        ...new Set(under.flatMap((alias) => [...(waiting.get(`${company}/${alias}`) ?? [])])),
      ],
    },
    pixPayments: {
      note: async (company, place, found) => {
        const all = found.map(({ endToEndId, receivable: id }): [string, string] => [
          `${company}/${endToEndId}`,
          id,
        ]);
        pix.set(`${company}/${place}`, new Map(all));
      },
      receivablesOf: async (company, asked) =>
        new Map(
          asked.flatMap((id) => {
            const found = [...pix.values()].flatMap((place) => place.get(`${company}/${id}`) ?? []);
            return found.length === 0 ? [] : [[id, [...new Set(found)].sort()] as const];
          }),
        ),
      waitFor: async (company, id, key) => {
        const under = `${company}/${id}`;
        pixWaiting.set(under, (pixWaiting.get(under) ?? new Set()).add(key));
      },
      waitingFor: async (company, asked) =>
        asked.flatMap((id) => [...(pixWaiting.get(`${company}/${id}`) ?? [])]),
    },
    ledger: {
      entriesOf: async (file, chunk) => {
        const found = entries.get(`${file}/${chunk}`);
        if (found === undefined) throw new Error(`The ledger has no ${file}/${chunk}.`);
        return copy(found);
      },
      outcomesOf: async (file, chunk, step = 1) => copy(outcomes.get(lineKey(file, chunk, step))),
      saveOutcomes: async ({ file, chunk, step }, all) => {
        const key = lineKey(file, chunk, step?.step ?? 1);
        const standing = outcomes.get(key) ?? copy(all);
        outcomes.set(key, standing);
        return copy(standing);
      },
      saveResolution: async (_agreement, exception, resolution) => {
        const standing = resolutions.get(exception) ?? copy(resolution);
        resolutions.set(exception, standing);
        return copy(standing);
      },
      saveDeed: async (deed) => {
        const key = `${deed.what} ${deed.acordo.id}`;
        deeds.set(key, deeds.get(key) ?? copy(deed));
        return copy(deeds.get(key) as AcordoDeed);
      },
    },
    acordos: memoryOfAcordos(),
    exceptions: {
      tellingsOf: async (company, keys) =>
        new Map(
          keys.map((key) => {
            const claim = claims.get(`${company}/${key}`);
            return [key, { undone: undone.get(`${company}/${key}`) ?? 0, ...(claim && { claim }) }] as const;
          }),
        ),
      markUndone: async (company, natural, times) => {
        const key = `${company}/${natural}`;
        undone.set(key, Math.max(times, undone.get(key) ?? 0));
      },
      claim: async (company, key, claim, keeps) => {
        const under = `${company}/${key}`;
        if (keeps && !claims.has(under)) kept.add(under);
        const standing = claims.get(under) ?? claim;
        claims.set(under, standing);
        return standing;
      },
      pin: async (company, key, by, receivable) => {
        const under = `${company}/${key}`;
        const { file, offset } = claims.get(under) ?? by;
        if (kept.has(under) && (file !== by.file || offset !== by.offset)) return pinned.get(under);
        if (!pinned.has(under)) pinned.set(under, receivable);
        return pinned.get(under);
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
    files,
    chunks: {
      release: async (chunks) => {
        released.push(...copy(chunks));
      },
    },
  };
  return {
    ports,
    published,
    deeds,
    open,
    resolved,
    outcomes,
    processed,
    receivable: (id: string) => receivables.get(`aguas/${id}`) as Receivable,
    charge: (id: string) => receivables.get(`aguas/${id}`) as Charge,
    /** The chunks that were sent on their way and that nobody took yet. */
    released,
    sumsOf,
    register: (...registrations: (Registration | ChargeRegistration)[]) =>
      Promise.all(registrations.map((each) => ports.receivables.register(each))),
    /** Puts a file of one chunk into the ledger; gives its chunk. */
    file(file: string, told: Entry[]): Chunk {
      entries.set(`${file}/1`, told);
      enter(file);
      return { file, chunk: 1, chunks: 1, company: 'aguas', agreement: 'bb' };
    },
  };
}

export type Memory = ReturnType<typeof newMemory>;

const lineKey = (file: string, chunk: number, step: number) =>
  step === 1 ? `${file}/${chunk}` : `${file}/step-${step}/${chunk}`;

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

/** A boleto of its own for several bills: its number ends in 7. */
export function chargeOf(
  covers: ChargeRegistration['covers'],
  more: Partial<ChargeRegistration> = {},
): ChargeRegistration {
  return {
    id: 'C1',
    company: 'aguas',
    identifiers: { agreement: 'bb', nossoNumero: '70007', txid: 'collective1' },
    faceCents: covers.length * 100_00,
    dueOn: '2026-03-25',
    covers,
    ...more,
  };
}
