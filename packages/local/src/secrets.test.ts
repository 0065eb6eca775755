import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, expect, test } from 'vitest';
import { CREDENTIALS } from './lambda-env.ts';
import { freePorts } from './ports.ts';
import { serveSecrets } from './secrets.ts';

const SecretId = 'arn:aws:secretsmanager:sa-east-1:000000000000:secret:Key';
const folder = mkdtempSync(join(tmpdir(), 'baixa-secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function started() {
  const { secrets: port } = await freePorts();
  const plans = [{ name: 'Key', arn: SecretId, length: 44 }];
  const server = await serveSecrets(port, plans, join(folder, 'secrets.json'));
  const client = new SecretsManagerClient({
    region: 'sa-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: CREDENTIALS,
    maxAttempts: 1,
  });
  const read = (VersionStage?: string) => client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
  return { client, read, server };
}

test('a secret gets a value, keeps the one before the current, and outlives a restart', async () => {
  const first = await started();
  const { SecretString: made = '', CreatedDate: at } = await first.read();
  expect(made).toMatch(/^[A-Za-z0-9]{44}$/);
  expect(Math.abs(Date.now() - Number(at))).toBeLessThan(10_000);
  await expect(first.read('AWSPREVIOUS')).rejects.toThrow(ResourceNotFoundException);
  await first.client.send(new PutSecretValueCommand({ SecretId, SecretString: 'second' }));
  await first.server.stop();

  const { client, read, server } = await started();
  expect((await read()).SecretString).toBe('second');
  expect((await read('AWSPREVIOUS')).SecretString).toBe(made);
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'nobody' }))).rejects.toThrow(
    ResourceNotFoundException,
  );
  await expect(client.send(new DescribeSecretCommand({ SecretId }))).rejects.toThrow('Local does not answer');
  await server.stop();
});
