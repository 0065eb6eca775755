import { z } from 'zod';

/**
 * Reads the named variables of the environment, each a non-empty text. A missing one is a broken deployment, so it
 * throws at start-up and says which.
 */
export function readEnv<const Name extends string>(...names: Name[]): Record<Name, string> {
  const schema = z.object(Object.fromEntries(names.map((name) => [name, z.string().min(1)])));
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const missing = result.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new Error(`The function was deployed without the environment variables ${missing}.`);
  }
  return result.data as Record<Name, string>;
}
