import { makeFiles } from '@baixa/bank-simulator';

/** The folder of conformance files as the simulator makes it: each file by its name, and `expected.json`. */
export function made(): Map<string, Uint8Array> {
  const files = makeFiles();
  const expected = Object.fromEntries(files.map(({ name, facts }) => [name, facts]));
  return new Map([
    ...files.map(({ name, bytes }): [string, Uint8Array] => [name, bytes]),
    ['expected.json', Buffer.from(`${JSON.stringify(expected, undefined, 2)}\n`)],
  ]);
}
