import type { Entry } from '@baixa/core';
import type { Receivable, Registration } from './receivable.ts';

/** By what a receivable was found. */
export type MatchedBy = 'txid' | 'barcode' | 'nossoNumero' | 'companyUse' | 'seuNumero';

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

const aliasOf = {
  txid: (txid: string) => `txid#${txid}`,
  barcode: (barcode: string) => `barcode#${barcode}`,
  nossoNumero: (agreement: string, number: string) => `nosso#${agreement}#${normalise(number)}`,
  seuNumero: (number: string) => `seu#${normalise(number)}`,
};

/** The alias keys under which a registration can be found. */
export function aliasesOf({ identifiers }: Registration): string[] {
  const { agreement, nossoNumero, seuNumero, txid, barcode } = identifiers;
  const aliases: string[] = [];
  if (txid !== undefined) aliases.push(aliasOf.txid(txid));
  if (barcode !== undefined) aliases.push(aliasOf.barcode(barcode));
  if (nossoNumero !== undefined && agreement !== undefined)
    aliases.push(aliasOf.nossoNumero(agreement, nossoNumero));
  if (seuNumero !== undefined) aliases.push(aliasOf.seuNumero(seuNumero));
  return aliases;
}

/**
 * How an entry can be looked up, surest first: txid, barcode, nosso número within the agreement (in each spelling),
 * what the company wrote for itself (its id or its number), its own number.
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
  ];
  return tiers.filter(({ aliases }) => aliases.length > 0);
}

function ownNumber(text = ''): Pick<Tier, 'aliases' | 'ids'> {
  const written = normalise(text);
  if (written === '' || written === '0') return { aliases: [], ids: [] };
  return { aliases: [aliasOf.seuNumero(written)], ids: [text.trim()] };
}

/**
 * A company's own number repeats between instalments and comes back cut short, so alone it proves nothing: it counts
 * only together with the face amount or the due date.
 */
export function confirms(by: MatchedBy, entry: Entry, receivable: Receivable): boolean {
  if (by !== 'seuNumero' && by !== 'companyUse') return true;
  const amounts = [entry.faceCents, entry.paidCents];
  return amounts.includes(receivable.faceCents) || entry.dueOn === receivable.dueOn;
}
