/** The part of a JSON Schema that a consumer relies on. */
interface Schema {
  type?: string;
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
}

/**
 * What a consumer of the older schema would miss under the newer one, as sentences; none when the change is compatible.
 * Fields may be added, and values to an enum (consumers pass over what they do not know). A field may not vanish, change
 * its type, or be absent where it never was.
 */
export function breaks(older: Schema, newer: Schema | undefined, path = 'event'): string[] {
  if (newer === undefined) return [`${path} is gone`];
  const found: string[] = [];
  if (older.type !== newer.type) found.push(`${path} was ${older.type} and is ${newer.type}`);
  if (older.const !== newer.const) found.push(`${path} was ${older.const} and is ${newer.const}`);
  for (const value of older.enum ?? [])
    if (!newer.enum?.includes(value)) found.push(`${path} is never ${String(value)} any more`);
  for (const name of older.required ?? [])
    if (!newer.required?.includes(name)) found.push(`${path}.${name} may be absent`);
  for (const [name, schema] of Object.entries(older.properties ?? {}))
    found.push(...breaks(schema, newer.properties?.[name], `${path}.${name}`));
  if (older.items !== undefined) found.push(...breaks(older.items, newer.items, `${path}[]`));
  return found;
}
