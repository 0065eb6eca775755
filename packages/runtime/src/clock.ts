import { type Clock, civilDateOf } from '@baixa/core';

/** The machine's clock: the only place that reads it. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () => civilDateOf(new Date().toISOString()),
};
