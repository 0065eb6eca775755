import { z } from 'zod';
import { asyncApi } from './async-api.ts';
import { examples } from './examples.ts';
import { eventSchemas, eventTypes } from './schemas.ts';

/**
 * The files of `events/schemas` by name: for each event its JSON Schema (2020-12) and an example, and the AsyncAPI
 * document of all of them.
 */
export function documents(): Record<string, string> {
  const written = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const schemas = Object.fromEntries(
    eventTypes.map((type) => {
      const schema = z.toJSONSchema(eventSchemas[type], {
        target: 'draft-2020-12',
        io: 'input',
        unrepresentable: 'any',
      });
      return [type, { ...schema, title: type }];
    }),
  );
  return Object.fromEntries([
    ...eventTypes.flatMap((type) => [
      [`${type}.schema.json`, written(schemas[type])],
      [`${type}.example.json`, written(examples[type])],
    ]),
    ['asyncapi.json', written(asyncApi(schemas))],
  ]);
}
