import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, wrap } from './wrap.ts';

test('parts go to the next line where they do not fit', () => {
  expect(wrap(['one', 'two', 'three'], ' · ', 11, '', '  ')).toBe('one · two\n  three');
  expect(wrap(['one', 'two'], ' · ', 9, '')).toBe('one · two');
  expect(wrap(['one', 'two'], ' · ', 8, '')).toBe('one\ntwo');
});

test('no line is wider than the width, but for a part that is', () => {
  const parts = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 14, max: 60 }), (words, width) => {
      const text = wrap(words, ' ', width, '', '  ');
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(text.split(/\s+/)).toEqual(words);
    }),
  );
});

test('a name cannot steer the terminal', () => {
  expect(printable('\u001b[2Jatenção\u202e.ret\n')).toBe('?[2Jatenção?.ret?');
});
