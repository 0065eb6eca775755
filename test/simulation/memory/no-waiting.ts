import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/** Lets nobody in this process wait by the clock: engines in memory answer no better for being waited for. */
export function waitForNothing(): void {
  const { setImmediate } = timers;
  timers.setTimeout = (_milliseconds, value) => setImmediate(value) as never;
  syncBuiltinESMExports();
}
