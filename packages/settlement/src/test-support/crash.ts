/** The end of a process, at the moment a test chose. */
export class Crash extends Error {}

/**
 * The same ports, of which call number `at` (from 1, over all of them) crashes, before or after it took effect. From
 * then on every call crashes, as in a process that is gone. The clock never does.
 */
export function crashing<Ports extends object>(ports: Ports, at: number, when: 'before' | 'after') {
  let calls = 0;
  let gone = false;
  const guard =
    (work: (...args: unknown[]) => Promise<unknown>) =>
    async (...args: unknown[]) => {
      if (gone) throw new Crash();
      calls += 1;
      gone = calls === at;
      if (gone && when === 'before') throw new Crash();
      const result = await work(...args);
      if (gone) throw new Crash();
      return result;
    };
  const guarded = (port: object) =>
    new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name);
        return typeof member === 'function' ? guard(member.bind(target)) : member;
      },
    });
  const parts = Object.entries(ports).map(([name, port]) => [
    name,
    name === 'clock' || typeof port !== 'object' ? port : guarded(port),
  ]);
  return { ports: Object.fromEntries(parts) as Ports, calls: () => calls };
}
