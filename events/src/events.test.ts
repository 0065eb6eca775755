import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documents, eventSchemas, eventTypes, examples } from './index.ts';

describe.each(eventTypes)('%s', (type) => {
  test('has an example that its schema accepts, and that JSON does not change', () => {
    const example = examples[type];
    expect(eventSchemas[type].parse(JSON.parse(JSON.stringify(example)))).toEqual(example);
  });

  test('is refused without its id, its company or any of its data', () => {
    const example = JSON.parse(JSON.stringify(examples[type]));
    for (const name of ['id', 'company', 'subject', 'data'])
      expect(eventSchemas[type].safeParse({ ...example, [name]: undefined }).success).toBe(false);
    expect(eventSchemas[type].safeParse({ ...example, data: {} }).success).toBe(false);
  });

  test('stands in events/schemas as it is published', () => {
    for (const name of [`${type}.schema.json`, `${type}.example.json`])
      expect(readFileSync(join(import.meta.dirname, '../schemas', name), 'utf-8')).toBe(documents()[name]);
  });
});
