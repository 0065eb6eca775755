import type { Cents } from '@baixa/core';
import { MALFORMED, type Malformed } from '@baixa/fixed-width';
import type { Service } from '../items.ts';

/** What was found in a lot, to be compared with its trailer. */
export interface Lot {
  service: Service;
  readonly records: number;
  readonly titles: number;
  readonly faceCents: Cents;
  addRecord(): void;
  addTitle(face: Cents | Malformed | undefined): void;
}

export class LotTally implements Lot {
  service: Service;
  records = 0;
  titles = 0;
  faceCents = 0;

  constructor(service: Service) {
    this.service = service;
  }

  addRecord(): void {
    this.records++;
  }

  addTitle(face: Cents | Malformed | undefined): void {
    this.titles++;
    if (face !== MALFORMED) this.faceCents += face ?? 0;
  }
}
