import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { jsonReply, type Reply, type Server, serve } from './server.ts';

export interface SecretPlan {
  name: string;
  arn: string;
  /** Letters and digits of the value that is made for it. */
  length: number;
}

/** A version of a secret; only the current one and the one before it are kept, as their labels would be. */
interface Version {
  id: string;
  value: string;
  /** Seconds since 1970. */
  createdAt: number;
}

/** Current version first. */
type Versions = Record<string, [Version] | [Version, Version]>;

const TYPE = 'application/x-amz-json-1.1';
const LIMIT_BYTES = 65_536;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Answers for Secrets Manager: GetSecretValue by stage, and PutSecretValue. A secret that is absent gets a random value;
 * with a file, secrets outlive a restart.
 */
export async function serveSecrets(port: number, plans: SecretPlan[], file?: string): Promise<Server> {
  const versions: Versions =
    file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf-8')) : {};
  const put = (arn: string, value: string, id: string = randomUUID()) => {
    const [current] = versions[arn] ?? [];
    const made = { id, value, createdAt: Date.now() / 1000 };
    versions[arn] = current === undefined ? [made] : [made, current];
    if (file !== undefined) writeFileSync(file, JSON.stringify(versions), { mode: 0o600 });
    return made;
  };
  for (const { arn, length } of plans) if (versions[arn] === undefined) put(arn, randomText(length));

  return serve(port, LIMIT_BYTES, async (request, body) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1);
    const input = JSON.parse(body.toString() || '{}') as Record<string, string>;
    const plan = plans.find(({ arn, name }) => input.SecretId === arn || input.SecretId === name);
    if (plan === undefined) return notFound("Secrets Manager can't find the specified secret.");
    const common = { ARN: plan.arn, Name: plan.name };
    if (operation === 'PutSecretValue') {
      const { id } = put(plan.arn, String(input.SecretString), input.ClientRequestToken);
      return jsonReply(200, { ...common, VersionId: id, VersionStages: ['AWSCURRENT'] }, TYPE);
    }
    const stage = input.VersionStage ?? 'AWSCURRENT';
    if (operation !== 'GetSecretValue' || input.VersionId !== undefined)
      return refusal('InvalidRequestException', `Local does not answer ${operation} of Secrets Manager so.`);
    const found = versions[plan.arn]?.[['AWSCURRENT', 'AWSPREVIOUS'].indexOf(stage)];
    if (found === undefined)
      return notFound(`Secrets Manager can't find the specified secret value for staging label: ${stage}`);
    const { id, value, createdAt } = found;
    return jsonReply(
      200,
      { ...common, VersionId: id, VersionStages: [stage], SecretString: value, CreatedDate: createdAt },
      TYPE,
    );
  });
}

function randomText(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

function refusal(type: string, message: string): Reply {
  return jsonReply(400, { __type: type, message }, TYPE);
}

function notFound(message: string): Reply {
  return refusal('ResourceNotFoundException', message);
}
