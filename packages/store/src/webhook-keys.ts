import { randomBytes } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** Bytes of a key. Source: Standard Webhooks 1.0.0, "between 24 bytes and 64 bytes". */
const KEY_BYTES = 32;
const MS_PER_DAY = 86_400_000;

/** The keys that sign an ERP's webhooks, base64. */
export interface WebhookKeys {
  /** The current key and, for some days after it came, the one before it: both sign. */
  signing(now: Date): Promise<string[]>;
  /** Makes a new current key and gives it. */
  rotate(): Promise<string>;
}

/** The keys in Secrets Manager: the current version of the secret and the one before it. */
export function webhookKeys(
  client: SecretsManagerClient,
  SecretId: string,
  overlapDays: number,
): WebhookKeys {
  const read = (VersionStage: 'AWSCURRENT' | 'AWSPREVIOUS') =>
    client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
  return {
    async signing(now) {
      const { SecretString: current = '', CreatedDate: since = now } = await read('AWSCURRENT');
      if (now.getTime() - since.getTime() >= overlapDays * MS_PER_DAY) return [current];
      try {
        const { SecretString: previous } = await read('AWSPREVIOUS');
        return previous === undefined ? [current] : [current, previous];
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return [current];
        throw error;
      }
    },
    async rotate() {
      const key = randomBytes(KEY_BYTES).toString('base64');
      await client.send(new PutSecretValueCommand({ SecretId, SecretString: key }));
      return key;
    },
  };
}
