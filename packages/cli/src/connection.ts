import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { type Problem, problem } from '@baixa/core';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { CommandFailed } from './failure.ts';

/** What `cdk deploy --outputs-file` writes; `baixa up` adds the environment in which its endpoints are reached. */
export interface Outputs {
  ApiUrl: string;
  InboxBucket: string;
  LedgerBucket: string;
  ReceivablesTable: string;
  FilesTable: string;
  ContractsTable: string;
  ChainsTable: string;
  KpisTable: string;
  /** `Erp1`, `Erp2`…: an ERP each, as JSON; `erpsOf` reads them. */
  [erp: `Erp${number}`]: string;
}

/** Where outputs are looked for, from the working directory upwards. */
export const OUTPUTS_FILE = join('.baixa', 'outputs.json');

/** Where BAIXA_OUTPUTS points, if it does. */
export function givenOutputsFile(): string | undefined {
  return process.env.BAIXA_OUTPUTS === undefined ? undefined : resolve(process.env.BAIXA_OUTPUTS);
}

function findOutputsFile(): string | undefined {
  const given = givenOutputsFile();
  if (given !== undefined) return given;
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = join(folder, OUTPUTS_FILE);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Reads the outputs of the deployment to talk to, and takes its environment over. @throws CommandFailed */
export function connect(): Outputs {
  const file = findOutputsFile();
  if (file === undefined || !existsSync(file))
    throw new CommandFailed([
      problem(
        'cli.no-deployment',
        {},
        file === undefined
          ? 'No deployment is known here.'
          : `There is no ${file}, where BAIXA_OUTPUTS points.`,
        `Start one with "baixa up", or write ${OUTPUTS_FILE} with "cdk deploy --outputs-file" (or set BAIXA_OUTPUTS).`,
      ),
    ]);
  const { environment = {}, ...stacks } = JSON.parse(readFileSync(file, 'utf-8'));
  for (const [name, value] of Object.entries(environment)) process.env[name] = String(value);
  return Object.values(stacks)[0] as Outputs;
}

/** The HTTP API, every request signed with the caller's AWS credentials. */
export interface Api {
  get<T>(path: string): Promise<T>;
  /** Undefined where the answer is 404. */
  find<T>(path: string): Promise<T | undefined>;
  send<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T>;
}

export function apiOf({ ApiUrl }: Outputs): Api {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'sa-east-1';
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: defaultProvider(),
    sha256: Hash.bind(null, 'sha256'),
  });
  const call = async (method: string, path: string, content?: unknown): Promise<Response> => {
    const url = new URL(path, ApiUrl);
    const body = content === undefined ? undefined : JSON.stringify(content);
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body,
    });
    try {
      return await fetch(url, { method, headers: signed.headers, ...(body === undefined ? {} : { body }) });
    } catch (error) {
      throw new CommandFailed([
        problem(
          'cli.unreachable',
          {},
          `${url.origin} does not answer (${(error as Error).message}).`,
          'Is it running? On one machine: "baixa up".',
        ),
      ]);
    }
  };
  const read = async <T>(response: Response): Promise<T> => {
    const text = await response.text();
    const content = parse(text);
    if (response.ok) return content as T;
    const { problems } = (content ?? {}) as { problems?: Problem[] };
    throw new CommandFailed(
      problems ?? [problem('cli.api', {}, `The API answered ${response.status}: ${text.slice(0, 200)}`)],
    );
  };
  return {
    get: async (path) => read(await call('GET', path)),
    find: async (path) => {
      const response = await call('GET', path);
      return response.status === 404 ? undefined : read(response);
    },
    send: async (method, path, body) => read(await call(method, path, body)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
