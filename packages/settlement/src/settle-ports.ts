import type { Clock } from '@baixa/core';
import type { Acordos } from './acordo.ts';
import type {
  Agreements,
  Chunks,
  Exceptions,
  Files,
  Ledger,
  PixPayments,
  Publisher,
  Receivables,
} from './ports.ts';

/** What settling a chunk, or taking it back, needs. */
export interface SettlePorts {
  receivables: Receivables;
  pixPayments: PixPayments;
  ledger: Ledger;
  exceptions: Exceptions;
  files: Files;
  chunks: Chunks;
  agreements: Agreements;
  publisher: Publisher;
  acordos: Acordos;
  clock: Clock;
}

/** Receivables written at the same time by one run. */
export const WRITES_AT_ONCE = 100;
