import type { Cents } from '@baixa/core';

/** What the títulos of a file, or those of one ocorrência, add up to. */
export interface Sums {
  titles: number;
  faceCents: Cents;
  paidCents: Cents;
}

const none = (): Sums => ({ titles: 0, faceCents: 0, paidCents: 0 });

/** Adds up títulos as their columns state them, to be held against the trailer. */
export class Tally {
  readonly all: Sums = none();
  readonly #watched: ReadonlyMap<string, Sums>;

  /** @param watched The ocorrências that are added up by themselves. */
  constructor(watched: readonly string[]) {
    this.#watched = new Map(watched.map((occurrence) => [occurrence, none()]));
  }

  add(occurrence: string, faceCents: Cents = 0, paidCents: Cents = 0): void {
    addTo(this.all, faceCents, paidCents);
    const watched = this.#watched.get(occurrence);
    if (watched !== undefined) addTo(watched, faceCents, paidCents);
  }

  of(occurrences: readonly string[]): Sums {
    const sums = none();
    for (const occurrence of occurrences) {
      const own = this.#watched.get(occurrence);
      if (own === undefined) continue;
      sums.titles += own.titles;
      sums.faceCents += own.faceCents;
      sums.paidCents += own.paidCents;
    }
    return sums;
  }
}

function addTo(sums: Sums, faceCents: Cents, paidCents: Cents): void {
  sums.titles++;
  sums.faceCents += faceCents;
  sums.paidCents += paidCents;
}
