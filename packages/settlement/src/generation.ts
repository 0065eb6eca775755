/*
 * Money has a natural key. Once a telling of it was undone, its next telling is another fact, with a key of its own:
 * `e2e:E123`, then `e2e:E123#2`, then `e2e:E123#3`. So movements, claims, exceptions and events of each are told apart,
 * and nothing of the first is ever written over.
 */
const GENERATION = /#(\d+)(?=\/|$)/;

/** The natural key behind the key of any telling. */
export const moneyOf = (key: string): string => key.replace(GENERATION, '');

/** How often money was told, this time included, by the key of this telling. */
export const generationOf = (key: string): number => Number(GENERATION.exec(key)?.[1] ?? 1);
