import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { made } from './made.ts';

const folder = join(import.meta.dirname, 'files');

test('the files in the tree are those that the simulator makes, byte for byte', () => {
  const files = made();
  expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort());
  for (const [name, bytes] of files)
    expect(readFileSync(join(folder, name)).equals(bytes), `${name}: npm run conformance:files`).toBe(true);
});
