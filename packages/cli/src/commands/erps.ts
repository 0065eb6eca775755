import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { problem } from '@baixa/core';
import { webhookKeys } from '@baixa/store';
import { connect } from '../connection.ts';
import { erpsOf, onlyErp } from '../erps.ts';
import { CommandFailed } from '../failure.ts';
import { table, type View } from '../view.ts';

/** `baixa erps`: who is told of which events, and where they go. */
export async function erps(): Promise<View> {
  const all = erpsOf(connect());
  const rows = all.map(({ name, companies, types, webhook, queueUrl }) => [
    name,
    companies?.join(', ') ?? 'all',
    types?.join(', ') ?? 'all',
    webhook ?? queueUrl,
  ]);
  return { data: { erps: all }, text: table(['ERP', 'companies', 'types', 'goes to'], rows) };
}

/** `baixa erps key NAME [--rotate]`: the keys that sign an ERP's webhooks, to be given to those who run it. */
export async function webhookKey(name: string, { rotate = false }: { rotate?: boolean }): Promise<View> {
  const { key } = onlyErp(connect(), name);
  if (key === undefined)
    throw new CommandFailed([
      problem(
        'cli.no-webhook',
        {},
        `The ERP ${name} has a queue and no webhook.`,
        'Only webhooks are signed; a queue is opened by AWS credentials.',
      ),
    ]);
  const { arn, overlapDays } = key;
  const stored = webhookKeys(new SecretsManagerClient({}), arn, overlapDays);
  if (rotate) await stored.rotate();
  const keys = (await stored.signing(new Date())).map((each) => `whsec_${each}`);
  const [current, previous] = keys;
  const text =
    previous === undefined ? [] : [`the one before, which signs too for ${overlapDays} days: ${previous}`];
  return { data: { erp: name, keys }, text: [current, ...text].join('\n') };
}
