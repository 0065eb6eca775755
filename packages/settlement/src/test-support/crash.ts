import { guarded } from './guarded.ts';

/** The end of a process, at the moment a test chose. */
export class Crash extends Error {}

/**
 * The same ports, of which call number `at` (from 1, over all of them) crashes, before or after it took effect. From
 * then on every call crashes, as in a process that is gone. The clock never does.
 */
export function crashing<Ports extends object>(ports: Ports, at: number, when: 'before' | 'after') {
  let calls = 0;
  let gone = false;
  const broken = guarded(ports, (work) => async (...args) => {
    if (gone) throw new Crash();
    calls += 1;
    gone = calls === at;
    if (gone && when === 'before') throw new Crash();
    const result = await work(...args);
    if (gone) throw new Crash();
    return result;
  });
  return { ports: broken, calls: () => calls };
}
