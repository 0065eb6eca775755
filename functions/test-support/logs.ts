import { vi } from 'vitest';

/** A person who is nobody, as a bank would tell of them. */
export const PERSON = { taxId: '12345678909', formatted: '123.456.789-09', name: 'MARIA APARECIDA TESTE' };

/** Everything that is written to the log from now on, kept and not shown. */
export function capturedLogs(): { text(): string } {
  const written: string[] = [];
  const keep = (...parts: unknown[]) => {
    written.push(parts.map(String).join(' '));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep as never);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep as never);
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation(keep as never);
  return { text: () => written.join('\n') };
}

/** The parts of a person that must be in no log. */
export const personIn = (text: string) =>
  [PERSON.taxId, PERSON.formatted, ...PERSON.name.split(' ')].filter((part) => text.includes(part));
