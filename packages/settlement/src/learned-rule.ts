import type { CivilDate, Entry } from '@baixa/core';
import { isCharge, type Payable } from './charge.ts';
import { aliasOf, confirmsByNumber, confirmsByPayer, type MatchedBy, normalise, type Tier } from './match.ts';
import { leftOf, standingPayments } from './movements.ts';
import type { AgreementRules, Receivable } from './receivable.ts';

/** Columns of an entry in which a bank echoes numbers. */
export const COLUMNS = ['companyUse', 'seuNumero', 'nossoNumero'] as const;
/** Numbers that a receivable has. */
export const NUMBERS = ['id', 'seuNumero', 'nossoNumero'] as const;

/** What a rule ties: characters of a column to a number of the receivable, or one payer to another. */
export type WhatItTies =
  | {
      kind: 'number';
      column: (typeof COLUMNS)[number];
      /** Characters before the number, and after it. */
      skip: number;
      cut: number;
      number: (typeof NUMBERS)[number];
    }
  | {
      kind: 'payer';
      /** The alias of who pays, and of whom it is registered for: a CPF stands in neither. */
      payer: string;
      registered: string;
    };

/** What a replay over the past entries of an agreement showed. */
export interface RuleReplay {
  /** Entries that moved money and count. */
  entries: number;
  /** Those that the rule finds on the receivable on which they stand. */
  agreed: number;
  /** Those that wait, and that the rule finds a receivable for. */
  wouldFind: number;
  /** The number of the last link of the agreement's chain that was looked at. */
  upToLink: number;
}

/** Who did something, why, and the instant. */
export interface Said {
  by: string;
  reason: string;
  at: string;
}

/** From what a rule was learned. */
export interface Learning extends Said {
  /** The exception that a person settled, and the receivable it was settled on. */
  exception: string;
  receivable: string;
  /** Id of the command that asked for it. */
  command: string;
  replay: RuleReplay;
}

/** An operator's choice, as a rule of one agreement. */
export interface LearnedRule {
  id: string;
  agreement: string;
  what: WhatItTies;
  learned: Learning;
  /** Since then it finds no payment any more. */
  forgotten?: Said;
  /** How it was learned and forgotten before, the oldest first. */
  before?: { learned: Learning; forgotten: Said }[];
}

/** An entry that is looked up, and its payment date. */
export interface Asked {
  entry: Entry;
  key: string;
  on: CivilDate | undefined;
}

type NumberRule = Extract<WhatItTies, { kind: 'number' }>;

/** What stands in the column between what is skipped and what is cut off. */
function writtenIn({ column, skip, cut }: NumberRule, entry: Entry): string {
  const text = entry[column]?.trim() ?? '';
  return text.slice(skip, Math.max(skip, text.length - cut)).trim();
}

/** Where a rule looks an entry up. */
function lookUpOf(what: WhatItTies, entry: Entry, agreement: string): Pick<Tier, 'aliases' | 'ids'> {
  if (what.kind === 'payer')
    return { aliases: isPaidBy(what.payer, entry) ? [what.registered] : [], ids: [] };
  const written = writtenIn(what, entry);
  if (/^0*$/.test(normalise(written))) return { aliases: [], ids: [] };
  if (what.number === 'nossoNumero') return { aliases: [aliasOf.nossoNumero(agreement, written)], ids: [] };
  // Money that waits for a receivable by its id is filed under this alias as well.
  const aliases = [aliasOf.seuNumero(written)];
  return { aliases, ids: what.number === 'id' ? [written, written.replace(/^0+/, '')] : [] };
}

/** Only a payment is looked for by its payer: a reversal must name what it undoes. */
function isPaidBy(alias: string, { kind, payer }: Entry): boolean {
  return kind !== 'reversal' && payer?.taxId !== undefined && aliasOf.payer(payer.taxId) === alias;
}

/** The last way to look an entry up: where the rules of its agreement point. */
export function tierOfRules(entry: Entry, learned: Pick<LearnedRule, 'what' | 'agreement'>[] = []): Tier[] {
  const places = learned.map(({ what, agreement }) => lookUpOf(what, entry, agreement));
  const aliases = [...new Set(places.flatMap((place) => place.aliases))];
  if (aliases.length === 0) return [];
  return [{ by: 'rule', aliases, ids: [...new Set(places.flatMap((place) => place.ids))] }];
}

/** Whether a rule points from an entry to a receivable. */
export function ties(
  { what, agreement }: Pick<LearnedRule, 'what' | 'agreement'>,
  entry: Entry,
  { id, identifiers }: Receivable,
): boolean {
  if (what.kind === 'payer')
    return (
      isPaidBy(what.payer, entry) &&
      identifiers.payerTaxId !== undefined &&
      aliasOf.payer(identifiers.payerTaxId) === what.registered
    );
  const { aliases, ids } = lookUpOf(what, entry, agreement);
  if (what.number === 'id') return ids.includes(id);
  const { seuNumero, nossoNumero } = identifiers;
  const own =
    what.number === 'seuNumero'
      ? seuNumero && aliasOf.seuNumero(seuNumero)
      : nossoNumero && aliasOf.nossoNumero(identifiers.agreement ?? '', nossoNumero);
  return own !== undefined && aliases.includes(own);
}

/**
 * Whether a rule finds a receivable for an entry: it points there, and amount or due date confirm it as they do for the
 * same kind of identifier. A rule that was forgotten still finds what it has settled, for the same entry after a crash
 * and for what gives that payment back.
 */
export function finds(
  rule: Pick<LearnedRule, 'what' | 'agreement' | 'forgotten'>,
  asked: Asked,
  receivable: Receivable,
  rules: AgreementRules,
): boolean {
  if (!ties(rule, asked.entry, receivable)) return false;
  if (receivable.movements.some(({ key }) => key === asked.key)) return true;
  if (rule.forgotten !== undefined && !givesBack(asked.entry, receivable)) return false;
  return rule.what.kind === 'number'
    ? confirmsByNumber(asked.entry, receivable)
    : confirmsByPayer(asked, receivable, rules);
}

/** True for a reversal whose amount is what is left of a payment. */
function givesBack({ kind, paidCents }: Entry, receivable: Receivable): boolean {
  if (kind !== 'reversal') return false;
  return standingPayments(receivable).some((payment) => {
    const { appliedCents, unappliedCents } = leftOf(receivable, payment);
    return appliedCents + unappliedCents === paidCents;
  });
}

/** By what an entry was found, as its outcome tells it: with the rule, where it was one. */
export function foundBy(
  matchedBy: MatchedBy | undefined,
  entry: Entry,
  payable: Payable,
  { learned = [] }: AgreementRules,
): { matchedBy?: MatchedBy; rule?: string } {
  if (matchedBy !== 'rule') return matchedBy === undefined ? {} : { matchedBy };
  const tying = isCharge(payable) ? [] : learned.filter((rule) => ties(rule, entry, payable));
  const rule = tying.find(({ forgotten }) => forgotten === undefined) ?? tying[0];
  return { matchedBy, ...(rule === undefined ? {} : { rule: rule.id }) };
}

/** What a rule does, in a sentence. */
export function sentenceOf(
  what: Pick<WhatItTies, 'kind'> | WhatItTies,
  from: Pick<Learning, 'exception' | 'receivable'>,
): string {
  if (!('column' in what))
    return `Payments of who paid exception ${from.exception} are looked for as those of the payer of ${from.receivable}.`;
  const { column, skip, cut, number } = what;
  const parts = [
    ...(skip > 0 ? [`after ${skip} character${skip === 1 ? '' : 's'}`] : []),
    ...(cut > 0 ? [`without the last ${cut === 1 ? 'character' : `${cut} characters`}`] : []),
  ];
  return `${column}${parts.length === 0 ? '' : `, ${parts.join(' and ')},`} is the ${number} of the receivable.`;
}
