import { examples } from './examples.ts';
import { eventTypes } from './schemas.ts';

/** The version of the contract: the second number rises with each addition, the first with none. */
const VERSION = '1.1.0';

const HTTP_BINDING = '0.3.0';

/** What a POST carries beside the event. Source: Standard Webhooks 1.0, "Webhook headers". */
const webhookHeaders = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': { type: 'string', description: "The event's id, the same at every try." },
    'webhook-timestamp': { type: 'string', description: 'Seconds since 1970 at which this try was signed.' },
    'webhook-signature': {
      type: 'string',
      description:
        'v1, and the HMAC-SHA256 of id, timestamp and body, joined by full stops, in base64; while keys change, one for each, parted by a blank.',
    },
  },
};

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
        traits: [{ $ref: '#/components/messageTraits/webhook' }],
        examples: [{ payload: examples[type] }],
      },
    ]),
  );
  const channel = (description: string) => ({
    description,
    messages: Object.fromEntries(eventTypes.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
  });
  const receivedOn = (name: string) => ({
    action: 'receive',
    channel: { $ref: `#/channels/${name}` },
    messages: eventTypes.map((type) => ({ $ref: `#/channels/${name}/messages/${type}` })),
  });
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
      settlements: channel('The queue of an ERP.'),
      webhook: channel(
        'The URL of an ERP without SQS: one POST an event. Only an answer 2xx takes it; anything else is tried again for three days.',
      ),
    },
    operations: {
      receive: receivedOn('settlements'),
      receivePost: {
        ...receivedOn('webhook'),
        bindings: { http: { method: 'POST', bindingVersion: HTTP_BINDING } },
      },
    },
    components: {
      messages,
      messageTraits: {
        webhook: { bindings: { http: { headers: webhookHeaders, bindingVersion: HTTP_BINDING } } },
      },
    },
  };
}
