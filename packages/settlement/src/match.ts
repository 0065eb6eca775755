import { type CivilDate, daysBetween, type Entry, idOf } from '@baixa/core';
import { isCharge, type Payable } from './charge.ts';
import { dueOn } from './due.ts';
import { standingPayments } from './movements.ts';
import type { AgreementRules, Registration } from './receivable.ts';

/** By what a receivable was found. */
export type MatchedBy =
  | 'endToEndId'
  | 'txid'
  | 'barcode'
  | 'nossoNumero'
  | 'companyUse'
  | 'seuNumero'
  | 'payer'
  /** A rule that was learned from what an operator chose. */
  | 'rule'
  | 'operator';

/** Who paid, and rules, may point elsewhere a moment later: what they found is pinned. */
export const isUnsure = (by: MatchedBy | undefined): boolean => by === 'payer' || by === 'rule';

/** One way to look a receivable up: the aliases that registrations are filed under, or ids to try as they are. */
export interface Tier {
  by: MatchedBy;
  aliases: string[];
  ids: string[];
}

/** Upper case, letters and digits only, no leading zeros: the form in which banks' and companies' spellings meet. */
export function normalise(identifier: string): string {
  return identifier
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^0+(?=.)/, '');
}

/** The alias of each identifier. */
export const aliasOf = {
  txid: (txid: string) => `txid#${txid}`,
  barcode: (barcode: string) => `barcode#${barcode}`,
  nossoNumero: (agreement: string, number: string) => `nosso#${agreement}#${normalise(number)}`,
  seuNumero: (number: string) => `seu#${normalise(number)}`,
  // Keys are read by many eyes, and a CPF is nobody's business there.
  payer: (taxId: string) => `payer#${idOf('payer', normalise(taxId))}`,
};

/** The alias keys under which a receivable or a charge can be found. */
export function aliasesOf({ identifiers }: Pick<Registration, 'identifiers'>): string[] {
  const { agreement, nossoNumero, seuNumero, txid, barcode, payerTaxId } = identifiers;
  const aliases: string[] = [];
  if (txid !== undefined) aliases.push(aliasOf.txid(txid));
  if (barcode !== undefined) aliases.push(aliasOf.barcode(barcode));
  if (nossoNumero !== undefined && agreement !== undefined)
    aliases.push(aliasOf.nossoNumero(agreement, nossoNumero));
  if (seuNumero !== undefined) aliases.push(aliasOf.seuNumero(seuNumero));
  if (payerTaxId !== undefined) aliases.push(aliasOf.payer(payerTaxId));
  return aliases;
}

/** The aliases under which money may have waited for a registration: its own, and that of its id, which banks echo too. */
export function waitedUnder(registration: Pick<Registration, 'id' | 'identifiers'>): string[] {
  return [...aliasesOf(registration), waitedUnderId(registration.id)];
}

/** The alias under which money waits for the receivable of an id, as a charge that covers it names it. */
export const waitedUnderId = (id: string): string => aliasOf.seuNumero(id);

/**
 * How an entry can be looked up, surest first: txid, barcode, nosso número within the agreement (in each spelling),
 * what the company wrote for itself (its id or its number), its own number, and last who paid.
 */
export function tiersOf(entry: Entry, agreement: string): Tier[] {
  const numbers = (spellings: (string | undefined)[]) => [
    ...new Set(spellings.filter((n) => n !== undefined).map((n) => aliasOf.nossoNumero(agreement, n))),
  ];
  const tiers: Tier[] = [
    { by: 'txid', aliases: entry.txid === undefined ? [] : [aliasOf.txid(entry.txid)], ids: [] },
    { by: 'barcode', aliases: entry.barcode === undefined ? [] : [aliasOf.barcode(entry.barcode)], ids: [] },
    // A shorter spelling can be another título's number in full, so the full one is tried alone first.
    { by: 'nossoNumero', aliases: numbers([entry.nossoNumero]), ids: [] },
    { by: 'nossoNumero', aliases: numbers(entry.nossoNumeroForms ?? []), ids: [] },
    { by: 'companyUse', ...ownNumber(entry.companyUse) },
    { by: 'seuNumero', ...ownNumber(entry.seuNumero) },
    { by: 'payer', aliases: payerAliases(entry), ids: [] },
  ];
  return tiers.filter(({ aliases }) => aliases.length > 0);
}

function ownNumber(text = ''): Pick<Tier, 'aliases' | 'ids'> {
  const written = normalise(text);
  if (written === '' || written === '0') return { aliases: [], ids: [] };
  return { aliases: [aliasOf.seuNumero(written)], ids: [text.trim()] };
}

/** Only a payment is looked for by its payer: a reversal must name what it undoes. */
function payerAliases({ kind, payer }: Entry): string[] {
  return kind === 'reversal' || payer?.taxId === undefined ? [] : [aliasOf.payer(payer.taxId)];
}

/** Days that a receivable may be due before or after a payment that only its payer ties to it. */
export const PAYER_WINDOW_DAYS = 10;

/**
 * Whether what an entry was found by is enough. A company's own number repeats between instalments and comes back cut
 * short, so it counts only together with the face amount or the due date. A payer may owe several bills, so it counts
 * only for an open one of exactly that amount, due within the agreement's window of days.
 */
export function confirms(
  by: MatchedBy,
  { entry, key, on }: { entry: Entry; key: string; on: CivilDate | undefined },
  payable: Payable,
  rules: AgreementRules,
): boolean {
  if (by === 'companyUse' || by === 'seuNumero') return confirmsByNumber(entry, payable);
  if (by !== 'payer') return true;
  // What it settled itself, before a crash or in an earlier file, it goes to again.
  if (payable.movements.some((movement) => movement.key === key)) return true;
  return confirmsByPayer({ entry, on }, payable, rules);
}

const amountsOf = ({ faceCents, paidCents }: Entry) => [faceCents, paidCents];

/** A number of the company's own counts with the face amount or the due date. */
export function confirmsByNumber(entry: Entry, { faceCents, dueOn: due }: Payable): boolean {
  return amountsOf(entry).includes(faceCents) || entry.dueOn === due;
}

/** A payer counts for what is open, of exactly that amount, due within the agreement's window. */
export function confirmsByPayer(
  { entry, on }: { entry: Entry; on: CivilDate | undefined },
  payable: Payable,
  rules: AgreementRules,
): boolean {
  if (on === undefined || !isOpen(payable)) return false;
  const { payerWindowDays = PAYER_WINDOW_DAYS } = rules;
  if (Math.abs(daysBetween(payable.dueOn, on)) > payerWindowDays) return false;
  return (
    amountsOf(entry).includes(payable.faceCents) ||
    (!isCharge(payable) && entry.paidCents === dueOn(payable, on, rules.holidays).totalCents)
  );
}

/** A collective charge is open to who only pays its amount while no payment of it stands. */
const isOpen = (payable: Payable): boolean =>
  isCharge(payable) ? standingPayments(payable).length === 0 : payable.status === 'open';

/** Of several that fit, the likeliest first: due nearest to the payment, and of two the older. */
export function ranked(payables: Payable[], on: CivilDate | undefined): Payable[] {
  const away = ({ dueOn: due }: Payable) => (on === undefined ? 0 : Math.abs(daysBetween(due, on)));
  return payables.toSorted((a, b) => away(a) - away(b) || (a.dueOn < b.dueOn ? -1 : 1));
}
