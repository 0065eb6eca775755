import { movedCents } from '@baixa/core';
import { paymentDate, type Told } from './decide.ts';
import { moneyOf } from './generation.ts';
import { confirms, type MatchedBy, ranked, type Tier, tiersOf } from './match.ts';
import { isUndone } from './movements.ts';
import { isPixWithoutTxid, keyOfPix } from './pix-payments.ts';
import type { PixPayments, Receivables } from './ports.ts';
import type { AgreementRules, Receivable } from './receivable.ts';

/** An entry with the one receivable it names, or with the several it could mean, or with none. */
export interface Matched {
  told: Told;
  receivable?: Receivable;
  matchedBy?: MatchedBy;
  /** Ids, when more than one receivable fits. */
  candidates?: string[];
}

interface Search {
  told: Told;
  tiers: Tier[];
  found?: { by: MatchedBy; receivables: Receivable[] };
}

/**
 * Finds the receivable of each entry. A Pix without a txid is looked for among those told before. All entries ask for
 * their surest identifier together, in few requests; those that found nothing ask for their next one. Entries that move
 * no money are not looked up.
 */
export async function lookUp(
  { receivables, pixPayments }: { receivables: Receivables; pixPayments: PixPayments },
  rules: AgreementRules,
  tolds: Told[],
  options?: { consistent: boolean },
): Promise<Matched[]> {
  const searches: Search[] = tolds.map((told) => ({
    told,
    tiers: movedCents(told.entry) === 0 ? [] : tiersOf(told.entry, rules.id),
  }));
  await findSeenBefore(receivables, pixPayments, rules.company, searches);
  const loaded = new Map<string, Receivable>();
  let open = searches.filter(({ found, tiers }) => found === undefined && tiers.length > 0);
  while (open.length > 0) {
    await tryNextTier(receivables, rules, open, loaded, options);
    open = open.filter(({ found, tiers }) => found === undefined && tiers.length > 0);
  }
  return searches.map(({ told, found }) => {
    const one = found?.receivables.length === 1 ? found.receivables[0] : undefined;
    return {
      told,
      ...(one === undefined || found === undefined ? {} : { receivable: one, matchedBy: found.by }),
      ...(found === undefined || one !== undefined
        ? {}
        : {
            candidates: ranked(found.receivables, paymentDate(told)).map(({ id }) => id),
            matchedBy: found.by,
          }),
    };
  });
}

/** The Pix that an earlier entry told with its receivable; of several receivables, the one that it stands on. */
async function findSeenBefore(
  receivables: Receivables,
  pixPayments: PixPayments,
  company: string,
  searches: Search[],
): Promise<void> {
  const asked = searches.flatMap((search) =>
    isPixWithoutTxid(search.told.entry) ? { search, endToEndId: search.told.entry.endToEndId } : [],
  );
  if (asked.length === 0) return;
  const idsOf = await pixPayments.receivablesOf(
    company,
    asked.map(({ endToEndId }) => endToEndId),
  );
  const loaded = await receivables.load(company, [...idsOf.values()].flat(), { consistent: true });
  for (const { search, endToEndId } of asked) {
    const seen = (idsOf.get(endToEndId) ?? []).flatMap((id) => loaded.get(id) ?? []);
    const [first] = standingOn(seen, (key) => moneyOf(key) === keyOfPix(endToEndId));
    if (first !== undefined) search.found = { by: 'endToEndId', receivables: [first] };
  }
}

/** Those of the receivables that a movement stands on, or all where it stands on none. */
function standingOn(receivables: Receivable[], isIt: (key: string) => boolean): Receivable[] {
  const having = receivables.filter((receivable) =>
    receivable.movements.some((movement) => isIt(movement.key) && !isUndone(receivable, movement)),
  );
  return having.length > 0 ? having : receivables;
}

/** Takes the first tier off every search and looks all of them up in one round. */
async function tryNextTier(
  receivables: Receivables,
  rules: AgreementRules,
  searches: Search[],
  loaded: Map<string, Receivable>,
  options?: { consistent: boolean },
): Promise<void> {
  const { company } = rules;
  const asked = searches.map((search) => ({ search, tier: search.tiers.shift() as Tier }));
  const aliases = [...new Set(asked.flatMap(({ tier }) => tier.aliases))];
  const idsOf = await receivables.idsOfAliases(company, aliases, options);
  const idsOfTier = (tier: Tier) => [
    ...new Set([...tier.ids, ...tier.aliases.flatMap((alias) => idsOf.get(alias) ?? [])]),
  ];
  const wanted = new Set(asked.flatMap(({ tier }) => idsOfTier(tier)));
  const missing = [...wanted].filter((id) => !loaded.has(id));
  for (const [id, receivable] of await receivables.load(company, missing, options))
    loaded.set(id, receivable);
  for (const { search, tier } of asked) {
    const fitting = idsOfTier(tier)
      .map((id) => loaded.get(id))
      .filter((receivable) => receivable !== undefined)
      .filter((receivable) =>
        confirms(tier.by, { ...search.told, on: paymentDate(search.told) }, receivable, rules),
      );
    if (fitting.length > 0)
      search.found = { by: tier.by, receivables: standingOn(fitting, (key) => key === search.told.key) };
  }
}
