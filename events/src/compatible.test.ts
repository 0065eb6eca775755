import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaks } from './compatible.ts';
import { documents } from './index.ts';

/** The schemas as they were last released. */
const released = join(import.meta.dirname, '../released');
const read = (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text));

describe('a consumer of the last release reads', () => {
  test.each(readdirSync(released))('%s', (name) => {
    const older = read(readFileSync(join(released, name), 'utf-8'));
    expect(breaks(older, read(documents()[name]))).toEqual([]);
  });
});

describe('a change breaks consumers', () => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string' }, kind: { enum: ['x'] }, list: { items: { type: 'string' } } },
    required: ['a'],
  };

  test.each([
    ['that removes the event', undefined, ['event is gone']],
    [
      'that removes a field',
      { ...schema, properties: { ...schema.properties, a: undefined as never } },
      ['event.a is gone'],
    ],
    [
      'that changes a type',
      { ...schema, properties: { ...schema.properties, a: { type: 'integer' } } },
      ['event.a was string and is integer'],
    ],
    ['that leaves a field out at times', { ...schema, required: [] }, ['event.a may be absent']],
    [
      'that takes a value away',
      { ...schema, properties: { ...schema.properties, kind: { enum: ['y'] } } },
      ['event.kind is never x any more'],
    ],
    [
      'that changes what a list holds',
      { ...schema, properties: { ...schema.properties, list: { items: { type: 'object' } } } },
      ['event.list[] was string and is object'],
    ],
  ])('%s', (_, newer, sentences) => {
    expect(breaks(schema, newer)).toEqual(sentences);
  });

  test('and not one that adds a field or a value', () => {
    const newer = {
      ...schema,
      properties: { ...schema.properties, b: { type: 'string' }, kind: { enum: ['x', 'y'] } },
      required: ['a', 'b'],
    };
    expect(breaks(schema, newer)).toEqual([]);
  });
});
