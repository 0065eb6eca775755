import type { Problem } from '@baixa/core';
import { newAcordos } from './acordos.ts';
import { type ProvedChain, proveChain } from './chain.ts';
import { FIND_THE_VERSION, type Note, newDifferences } from './differences.ts';
import { type Figures, newFigures } from './figures.ts';
import { partsOfKey } from './keys.ts';
import { newKpis } from './kpis.ts';
import { chainOfAgreement } from './link.ts';
import { newMovements } from './movements.ts';
import { findOutside, type Outside } from './outside.ts';
import type { LedgerObjects, VerifyPorts } from './ports.ts';
import { rebuildCycle, sentenceOf } from './rebuild.ts';

export interface VerifyOptions {
  /** Only the chain of this agreement: then nothing is said of receivables and objects that other chains may tell of. */
  agreement?: string | undefined;
  /** SHA-256 of a link of that chain that somebody kept elsewhere. */
  keptElsewhere?: string | undefined;
}

export interface Verified {
  chains: (ProvedChain & { figures?: Figures })[];
  /** Of all chains; absent where only one was looked at. */
  outside?: Outside;
  receivables?: number;
  /** Measurement cycles that were made again from what was counted. */
  cycles: number;
  /** What is not as it must be, and how many there are: of very many not all are kept. */
  differences: Problem[];
  differenceCount: number;
}

/** Proves every chain of the ledger, and adds up every figure again. Chains are taken one after the other. */
export async function verifyLedger(
  ports: VerifyPorts,
  { agreement, keptElsewhere }: VerifyOptions = {},
  onChain: (chain: string) => void = () => undefined,
): Promise<Verified> {
  const { note, found, count } = newDifferences();
  const movements = newMovements(ports.books, note);
  const acordos = newAcordos(ports.books, movements, note);
  const chains = agreement === undefined ? await chainsOf(ports) : [chainOfAgreement(agreement)];
  const linked = new Set<string>();
  const proved: Verified['chains'] = [];
  let cycles = 0;
  for (const chain of chains) {
    onChain(chain);
    const figures = newFigures(ports.ledger, ports.books, movements, acordos, note);
    const one = await proveChain(ports, chain, note, {
      onObject: async (key, text) => {
        if (!key.startsWith('cycles/')) return figures.take(key, text);
        if (await isMadeAgain(ports.ledger, key, note)) cycles += 1;
      },
      onLinked: (key) => {
        // What belongs to one agreement is not looked for in others.
        if (agreement === undefined) linked.add(key);
      },
      keptElsewhere,
    });
    const isOfAgreement = chain.startsWith(chainOfAgreement(''));
    proved.push(isOfAgreement ? { ...one, figures: await figures.finish() } : one);
  }
  if (agreement === undefined) {
    const outside = await findOutside(ports, chains, linked, note);
    const kpis = newKpis(ports, note);
    const { receivables } = await movements.finish(kpis.take);
    await acordos.finish();
    await kpis.finish();
    return { chains: proved, outside, receivables, cycles, differences: found, differenceCount: count() };
  }
  return { chains: proved, cycles, differences: found, differenceCount: count() };
}

/** Makes the cycle of a manifest again; false where its result carries no terms to make it again by. */
async function isMadeAgain(ledger: LedgerObjects, key: string, note: Note): Promise<boolean> {
  const [, contract = '', cycle = ''] = partsOfKey(key);
  const rebuilt = await rebuildCycle(ledger, contract, Number(cycle));
  if (rebuilt.state === 'unreadable')
    note(
      'cycle-differs',
      key,
      `Cycle ${Number(cycle)} of ${contract} cannot be made again: ${rebuilt.reason}`,
      FIND_THE_VERSION,
    );
  if (rebuilt.state !== 'rebuilt') return false;
  for (const difference of rebuilt.differences)
    note('cycle-differs', difference.key, sentenceOf(difference), FIND_THE_VERSION);
  return true;
}

/** The chains that the bucket or the table has, in order of their names. */
async function chainsOf({ ledger, heads }: VerifyPorts): Promise<string[]> {
  const chains = new Set<string>();
  for await (const key of ledger.keys('links/')) chains.add(key.split('/').slice(1, 3).join('/'));
  if (heads !== undefined) for await (const chain of heads.chains()) chains.add(chain);
  return [...chains].sort();
}
