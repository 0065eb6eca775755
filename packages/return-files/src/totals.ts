import { isMoneyIn } from '@baixa/core';
import type { FileTotals, ReadItem } from './items.ts';

export function emptyTotals(): FileTotals {
  return {
    lines: 0,
    bytes: 0,
    entries: 0,
    byKind: {},
    faceCents: 0,
    paidCents: 0,
    netCents: 0,
    feeCents: 0,
    moneyInCents: 0,
    moneyOutCents: 0,
    trailer: { declared: {}, mismatches: [] },
  };
}

/** Adds what an item amounts to. Only entries amount to anything. */
export function addItem(totals: FileTotals, item: ReadItem): void {
  if (item.type !== 'entry') return;
  const { kind, faceCents = 0, paidCents = 0, netCents = 0, feeCents = 0 } = item.entry;
  totals.entries++;
  totals.byKind[kind] ??= { count: 0, paidCents: 0 };
  const ofKind = totals.byKind[kind];
  ofKind.count++;
  ofKind.paidCents += paidCents;
  totals.faceCents += faceCents;
  totals.paidCents += paidCents;
  totals.netCents += netCents;
  totals.feeCents += feeCents;
  if (isMoneyIn(kind)) totals.moneyInCents += paidCents;
  if (kind === 'reversal') totals.moneyOutCents += paidCents;
}
