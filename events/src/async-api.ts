import { examples } from './examples.ts';
import { eventTypes } from './schemas.ts';

/** The version of the contract: the second number rises with each addition, the first with none. */
const VERSION = '1.0.0';

/**
 * The AsyncAPI 3.0 document of what ERPs receive, around the JSON Schema of each event.
 * Source: AsyncAPI specification 3.0.0; CloudEvents 1.0 in structured mode.
 */
export function asyncApi(schemas: Record<string, object>): object {
  const messages = Object.fromEntries(
    eventTypes.map((type) => [
      type,
      {
        name: type,
        contentType: 'application/cloudevents+json',
        payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: schemas[type] },
        headers: {
          type: 'object',
          properties: { type: { const: type }, company: { type: 'string' } },
          description: 'Message attributes by which a queue can be filtered. Nothing personal.',
        },
        examples: [{ payload: examples[type] }],
      },
    ]),
  );
  const refs = (path: string) => eventTypes.map((type) => ({ $ref: `#/${path}/${type}` }));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Baixa settlements',
      version: VERSION,
      description:
        'CloudEvents 1.0 as JSON, at least once and in any order: drop an id that was seen; of two events with the same subject the higher sequence is the later.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      settlements: {
        description: 'The queue of an ERP.',
        messages: Object.fromEntries(
          eventTypes.map((type) => [type, { $ref: `#/components/messages/${type}` }]),
        ),
      },
    },
    operations: {
      receive: {
        action: 'receive',
        channel: { $ref: '#/channels/settlements' },
        messages: refs('channels/settlements/messages'),
      },
    },
    components: { messages },
  };
}
