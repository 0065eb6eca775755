import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutated } from './in-copy.ts';
import { MUTATIONS } from './list.ts';

test.each(MUTATIONS)('the code still has what is broken where $what', (mutation) => {
  expect(mutated(join(import.meta.dirname, '../../..'), mutation)).toContain(mutation.to);
});
