import { guarded } from './guarded.ts';

/**
 * The same ports, of which the calls of these numbers (from 1, over all of them) wait until the test lets them go on.
 * `run` starts work with them, or lets it go on, until it waits again or ends.
 */
export function pausing<Ports extends object>(ports: Ports, ...at: number[]) {
  let calls = 0;
  let [paused, resumed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let ended: Promise<unknown> | undefined;
  const slow = guarded(ports, (work) => async (...args) => {
    calls += 1;
    if (at.includes(calls)) {
      paused.resolve();
      await resumed.promise;
    }
    return work(...args);
  });
  return {
    async run(work: (ports: Ports) => Promise<unknown>): Promise<void> {
      paused = Promise.withResolvers();
      resumed.resolve();
      resumed = Promise.withResolvers();
      ended ??= work(slow);
      await Promise.race([paused.promise, ended]);
    },
    calls: () => calls,
  };
}
