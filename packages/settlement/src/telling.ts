import type { Entry } from '@baixa/core';
import { generationOf } from './generation.ts';
import type { Chunk, Claim, Exceptions } from './ports.ts';
import { isToldElsewhereToo, naturalKey, type Told } from './told.ts';

const keyOfTelling = (natural: string, undone: number): string =>
  undone === 0 ? natural : `${natural}#${undone + 1}`;

/** Who claimed money, by the key of its telling; money that nobody claimed is absent. */
export async function claimsOf(
  exceptions: Exceptions,
  company: string,
  keys: string[],
): Promise<Map<string, Claim>> {
  if (keys.length === 0) return new Map();
  const tellings = await exceptions.tellingsOf(company, keys);
  return new Map([...tellings].flatMap(([key, { claim }]) => (claim === undefined ? [] : [[key, claim]])));
}

/**
 * Gives entries of a chunk the keys that their money has now, with who claimed it. `undone` says how often the entry
 * itself was undone: that is what counts where no other file can tell of the same money.
 */
export async function tell(
  exceptions: Exceptions,
  { file, company, createdOn }: Chunk,
  entries: { entry: Entry; undone: number }[],
): Promise<{ tolds: Told[]; claims: Map<string, Claim> }> {
  const natural = entries.map(({ entry }) => naturalKey(file, entry));
  const isShared = (key: string) => isToldElsewhereToo({ key, file });
  const first = await exceptions.tellingsOf(company, natural.filter(isShared));
  const tolds = entries.map(({ entry, undone }, index): Told => {
    const key = natural[index] as string;
    const times = isShared(key) ? (first.get(key)?.undone ?? 0) : undone;
    return { entry, key: keyOfTelling(key, times), file, fileCreatedOn: createdOn };
  });
  const later = tolds.map(({ key }) => key).filter((key) => isShared(key) && generationOf(key) > 1);
  const again = later.length === 0 ? new Map() : await exceptions.tellingsOf(company, later);
  const claims = new Map<string, Claim>();
  for (const { key } of tolds) {
    const claim = (generationOf(key) > 1 ? again : first).get(key)?.claim;
    if (claim !== undefined) claims.set(key, claim);
  }
  return { tolds, claims };
}
