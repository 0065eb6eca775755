import { movedCents } from '@baixa/core';
import { type Charge, isCharge, type Payable } from './charge.ts';
import { moneyOf } from './generation.ts';
import { finds, tierOfRules } from './learned-rule.ts';
import { confirms, type MatchedBy, ranked, type Tier, tiersOf } from './match.ts';
import { isUndone } from './movements.ts';
import { isPixWithoutTxid, keyOfPix } from './pix-payments.ts';
import type { PixPayments, Receivables } from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { paymentDate, type Told } from './told.ts';

/** An entry with the one receivable or collective charge it names, or with the several it could mean, or with none. */
export interface Matched {
  told: Told;
  payable?: Payable;
  matchedBy?: MatchedBy;
  /** Ids, when more than one fits. */
  candidates?: string[];
  /** A collective charge that it names, and what that covers and nobody registered yet: nothing is settled before. */
  waitsFor?: { charge: string; missing: string[] };
}

interface Search {
  told: Told;
  tiers: Tier[];
  found?: { by: MatchedBy; payables: Payable[] };
}

/**
 * Finds the receivable, or the collective charge, of each entry. A Pix without a txid is looked for among those told before. All entries ask for
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
    tiers:
      movedCents(told.entry) === 0
        ? []
        : [...tiersOf(told.entry, rules.id), ...tierOfRules(told.entry, rules.learned)],
  }));
  await findSeenBefore(receivables, pixPayments, rules.company, searches);
  const loaded = new Map<string, Payable>();
  let open = searches.filter(({ found, tiers }) => found === undefined && tiers.length > 0);
  while (open.length > 0) {
    await tryNextTier(receivables, rules, open, loaded, options);
    open = open.filter(({ found, tiers }) => found === undefined && tiers.length > 0);
  }
  const missingOf = await notRegistered(receivables, rules.company, searches, options);
  return searches.map(({ told, found }) => {
    const one = found?.payables.length === 1 ? found.payables[0] : undefined;
    const missing = missingOf.get(one?.id ?? '') ?? [];
    if (one !== undefined && missing.length > 0) return { told, waitsFor: { charge: one.id, missing } };
    return {
      told,
      ...(one === undefined || found === undefined ? {} : { payable: one, matchedBy: found.by }),
      ...(found === undefined || one !== undefined
        ? {}
        : {
            candidates: ranked(found.payables, paymentDate(told)).map(({ id }) => id),
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
  const loaded = await receivables.loadPayables(company, [...idsOf.values()].flat(), { consistent: true });
  for (const { search, endToEndId } of asked) {
    const seen = (idsOf.get(endToEndId) ?? []).flatMap((id) => loaded.get(id) ?? []);
    const [first] = standingOn(seen, (key) => moneyOf(key) === keyOfPix(endToEndId));
    if (first !== undefined) search.found = { by: 'endToEndId', payables: [first] };
  }
}

/** Those that a movement stands on, or all where it stands on none. */
function standingOn(payables: Payable[], isIt: (key: string) => boolean): Payable[] {
  const having = payables.filter((payable) =>
    payable.movements.some((movement) => isIt(movement.key) && !isUndone(payable, movement)),
  );
  return having.length > 0 ? having : payables;
}

/** By the id of each charge that was found: what it covers and nobody registered yet. No charge, no read. */
async function notRegistered(
  receivables: Receivables,
  company: string,
  searches: Search[],
  options?: { consistent: boolean },
): Promise<Map<string, string[]>> {
  const charges = searches.flatMap(({ found }): Charge[] => {
    const [one, ...others] = found?.payables ?? [];
    return one !== undefined && others.length === 0 && isCharge(one) ? [one] : [];
  });
  if (charges.length === 0) return new Map();
  const covered = charges.flatMap(({ covers }) => covers.map(({ receivable }) => receivable));
  const known = await receivables.load(company, [...new Set(covered)], options);
  return new Map(
    charges.map(({ id, covers }) => [
      id,
      covers.map(({ receivable }) => receivable).filter((each) => !known.has(each)),
    ]),
  );
}

/** Takes the first tier off every search and looks all of them up in one round. */
async function tryNextTier(
  receivables: Receivables,
  rules: AgreementRules,
  searches: Search[],
  loaded: Map<string, Payable>,
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
  for (const [id, payable] of await receivables.loadPayables(company, missing, options))
    loaded.set(id, payable);
  for (const { search, tier } of asked) {
    const one = { ...search.told, on: paymentDate(search.told) };
    const fitting = idsOfTier(tier)
      .map((id) => loaded.get(id))
      .filter((payable) => payable !== undefined)
      .filter((payable) =>
        tier.by === 'rule'
          ? !isCharge(payable) && rules.learned?.some((rule) => finds(rule, one, payable, rules))
          : confirms(tier.by, one, payable, rules),
      );
    if (fitting.length > 0)
      search.found = { by: tier.by, payables: standingOn(fitting, (key) => key === search.told.key) };
  }
}
