import { Webhook } from 'standardwebhooks';

/**
 * The headers of a webhook: its id, the second it is sent, and a signature by each key, so that a receiver that knows one
 * of them takes it. Keys are base64, with or without `whsec_`. Source: Standard Webhooks 1.0.0, symmetric signatures.
 */
export function signedHeaders(keys: string[], id: string, at: Date, body: string): Record<string, string> {
  if (keys.length === 0) throw new Error('A webhook is signed with at least one key.');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': keys.map((key) => new Webhook(key).sign(id, at, body)).join(' '),
  };
}
