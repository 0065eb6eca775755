import { type CivilDate, civilDateOf } from './civil-date.ts';

/** The only way rules learn the time: it is handed in, so that a test or a simulation decides what day it is. */
export interface Clock {
  /** The instant now, RFC 3339 in UTC with milliseconds. */
  now(): string;
  /** The civil date now, in São Paulo. */
  today(): CivilDate;
}

/** A clock that stands at one instant. */
export function fixedClock(instant: string): Clock {
  return { now: () => instant, today: () => civilDateOf(instant) };
}
