import { z } from 'zod';
import { examples } from './examples.ts';
import { eventSchemas, eventTypes } from './schemas.ts';

/** The files of `events/schemas` by name: for each event its JSON Schema (2020-12) and an example. */
export function documents(): Record<string, string> {
  const written = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return Object.fromEntries(
    eventTypes.flatMap((type) => {
      const schema = z.toJSONSchema(eventSchemas[type], {
        target: 'draft-2020-12',
        io: 'input',
        unrepresentable: 'any',
      });
      return [
        [`${type}.schema.json`, written({ ...schema, title: type })],
        [`${type}.example.json`, written(examples[type])],
      ];
    }),
  );
}
