import { type Cents, type EntryKind, isMoneyIn } from '@baixa/core';

/** What one entry of a file states of money. */
export interface Stated {
  kind: EntryKind;
  faceCents?: Cents;
  paidCents?: Cents;
  netCents?: Cents;
  feeCents?: Cents;
}

/** What a file amounts to: the truth that a reader of it must find. Sums are of what all entries state. */
export interface FileFacts {
  format: string;
  service: string;
  /** Three digits, where the file names its bank. */
  bank?: string;
  entries: number;
  byKind: Partial<Record<EntryKind, { count: number; paidCents: Cents }>>;
  faceCents: Cents;
  paidCents: Cents;
  netCents: Cents;
  feeCents: Cents;
  moneyInCents: Cents;
}

/** A file of a bank with what it amounts to. */
export interface MadeFile {
  name: string;
  bytes: Uint8Array;
  facts: FileFacts;
}

export function factsOf(
  about: Pick<FileFacts, 'format' | 'service' | 'bank'>,
  stated: readonly Stated[],
): FileFacts {
  const facts: FileFacts = {
    ...about,
    entries: stated.length,
    byKind: {},
    faceCents: 0,
    paidCents: 0,
    netCents: 0,
    feeCents: 0,
    moneyInCents: 0,
  };
  for (const { kind, faceCents = 0, paidCents = 0, netCents = 0, feeCents = 0 } of stated) {
    facts.byKind[kind] ??= { count: 0, paidCents: 0 };
    facts.byKind[kind].count += 1;
    facts.byKind[kind].paidCents += paidCents;
    facts.faceCents += faceCents;
    facts.paidCents += paidCents;
    facts.netCents += netCents;
    facts.feeCents += feeCents;
    if (isMoneyIn(kind)) facts.moneyInCents += paidCents;
  }
  return facts;
}
