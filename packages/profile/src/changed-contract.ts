import { canonicalJson, type Problem } from '@baixa/core';
import { collectionOf } from './collection-terms.ts';
import { type Contract, contractSchema } from './contract.ts';
import { parametersShape, profileOf } from './contract-profile.ts';
import { found } from './found.ts';

/** What is to be otherwise in a contract. */
export interface ContractChange {
  /** The name of a profile that ships, or a whole one as a document. */
  profile?: unknown;
  /**
   * Path and value: `targets.mrep` of the contract; of its profile `irg.phases.7.clamp.min` (the phase from cycle 7),
   * `ladder.paymentTermDays`, and `irg.weights`, `irg.clamp` or `irg.minimum` of every phase.
   */
  set?: [path: string, value: unknown][];
}

type Document = Record<string, unknown>;
const OF_EVERY_PHASE = ['weights', 'clamp', 'minimum', 'effect', 'bands'];

/** The contract with a change, checked as if it were applied; its name says that it never was. */
export function changedContract(
  contract: Contract,
  { profile, set = [] }: ContractChange,
): { contract?: Contract; problems: Problem[] } {
  const {
    windowDays: _,
    earlier,
    ...draft
  }: Document & Pick<Contract, 'earlier'> = structuredClone({
    ...contract,
  });
  if (profile !== undefined) {
    // What the other profile says is not to be hidden by what the contract has from its own.
    const own = typeof profile === 'string' ? profileOf({ profile }) : (profile as Document);
    for (const key of Object.keys(parametersShape)) if (key in own) delete draft[key];
    delete draft.paymentTermDays;
    draft.profile = profile;
  }
  const inProfile = set.filter(([path]) => /^(irg|ladder)\./.test(path));
  if (inProfile.length > 0) draft.profile = changedProfile(draft.profile, inProfile);
  if (inProfile.some(([path]) => path.startsWith('ladder.'))) delete draft.paymentTermDays;
  for (const [path, value] of set) if (!/^(irg|ladder)\./.test(path)) put(draft, path.split('.'), value);
  const read = contractSchema.safeParse(draft);
  if (read.success) {
    // Other terms of collection are asked of all cases; without them each is as it ran.
    const same = canonicalJson(collectionOf(read.data)) === canonicalJson(collectionOf(contract));
    return { contract: same && earlier ? { ...read.data, earlier } : read.data, problems: [] };
  }
  return {
    problems: read.error.issues.map(
      ({ path, message }) => found('profile.invalid', path, message, 'the contract', WAY_OUT).problem,
    ),
  };
}

const WAY_OUT = 'Nothing was computed; say it otherwise and ask again.';

function changedProfile(profile: unknown, set: [string, unknown][]): Document {
  const whole = typeof profile === 'string' ? profileOf({ profile }) : (profile as Document);
  const document: Document = structuredClone({ ...whole, name: 'simulated' });
  const phases = (document.phases ?? []) as Document[];
  for (const [path, value] of set) {
    const [part, ...rest] = path.split('.') as [string, ...string[]];
    if (part === 'ladder') {
      // The window follows from the steps.
      delete (document.ladder as Document).windowDays;
      put(document, [part, ...rest], value);
    } else if (rest[0] === 'phases') {
      const phase = phases.find(({ fromCycle }) => String(fromCycle) === rest[1]);
      put(phase ?? document, phase === undefined ? rest : rest.slice(2), value);
    } else if (OF_EVERY_PHASE.includes(rest[0] ?? '')) for (const phase of phases) put(phase, rest, value);
    else put(document, rest, value);
  }
  return document;
}

/** Writes a value at a path; what is not there yet is made. */
function put(into: Document, [key, ...rest]: string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  if (typeof into[key] !== 'object' || into[key] === null) into[key] = {};
  put(into[key] as Document, rest, value);
}
