/** Something was asked of the memory engines that they would only guess at. */
export class NotInMemory extends Error {}

/** Throws when a request has an option of which the engine knows nothing: it must not be left out in silence. */
export function onlyKnown(what: string, input: object, known: ReadonlySet<string>): void {
  for (const name in input)
    if (!known.has(name) && (input as Record<string, unknown>)[name] !== undefined)
      throw new NotInMemory(`The memory engines know no ${name} of ${what}.`);
}

/** Makes an error that is a reply like any other. Without a stack, which costs more than all the rest of the call. */
export function refusal<T extends Error>(make: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
