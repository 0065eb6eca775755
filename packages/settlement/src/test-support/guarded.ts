type Work = (...args: unknown[]) => Promise<unknown>;

/** The same ports, each call of which goes through `guard`. The clock's never do. */
export function guarded<Ports extends object>(ports: Ports, guard: (work: Work) => Work): Ports {
  const wrap = (port: object) =>
    new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name);
        return typeof member === 'function' ? guard(member.bind(target)) : member;
      },
    });
  const parts = Object.entries(ports).map(([name, port]) => [
    name,
    name === 'clock' || typeof port !== 'object' ? port : wrap(port),
  ]);
  return Object.fromEntries(parts) as Ports;
}
