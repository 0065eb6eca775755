import {
  GetSecretValueCommand,
  InternalServiceError,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { webhookKeys } from './webhook-keys.ts';

const secrets = mockClient(SecretsManagerClient);
const keys = webhookKeys(new SecretsManagerClient({}), 'the-secret', 7);
const ROTATED = new Date('2026-11-01T00:00:00Z');
const daysLater = (days: number) => new Date(ROTATED.getTime() + days * 86_400_000);

beforeEach(() => {
  secrets.reset();
  secrets
    .on(GetSecretValueCommand, { SecretId: 'the-secret', VersionStage: 'AWSCURRENT' })
    .resolves({ SecretString: 'new', CreatedDate: ROTATED });
});
const previous = () =>
  secrets.on(GetSecretValueCommand, { SecretId: 'the-secret', VersionStage: 'AWSPREVIOUS' });

test('for a week after a rotation both keys sign, the new one first; then the new one alone', async () => {
  previous().resolves({ SecretString: 'old' });
  expect(await keys.signing(daysLater(6.9))).toEqual(['new', 'old']);
  expect(await keys.signing(daysLater(7))).toEqual(['new']);
});

test('a key that was never rotated signs alone; a failure is not taken for that', async () => {
  previous().rejects(new ResourceNotFoundException({ message: 'no such stage', $metadata: {} }));
  expect(await keys.signing(daysLater(0))).toEqual(['new']);
  previous().rejects(new InternalServiceError({ message: 'down', $metadata: {} }));
  await expect(keys.signing(daysLater(0))).rejects.toThrow('down');
});

test('a rotation puts a new random key of 32 bytes', async () => {
  secrets.on(PutSecretValueCommand).resolves({});
  const [one, two] = [await keys.rotate(), await keys.rotate()];
  expect(one).not.toBe(two);
  expect(Buffer.from(one, 'base64')).toHaveLength(32);
  expect(secrets.commandCalls(PutSecretValueCommand)[0]?.args[0].input).toEqual({
    SecretId: 'the-secret',
    SecretString: one,
  });
});
