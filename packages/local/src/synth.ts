import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack, Template } from './template.ts';

/** CDK is told to bundle no stack's functions: locally they run from their sources. */
const WITHOUT_BUNDLING = { 'aws:cdk:bundling-stacks': [] };

/** What CloudFormation would refuse is told by `cdk synth` and the tests; here its rules would take most of the time. */
const WITHOUT_VALIDATION = { CDK_VALIDATION: 'false' };

interface Manifest {
  artifacts?: Record<string, { type: string; properties?: { templateFile?: string; stackName?: string } }>;
}

/**
 * Synthesizes the stack of `infra/app.ts` under `root`, in a process of its own, so that the CDK's memory does not
 * stay; `context` is given to it as `cdk -c` would. Throws with what the synthesis said when it fails or has not exactly one stack.
 */
export async function synthesize(root: string, context: Record<string, string> = {}): Promise<Stack> {
  const outDir = await mkdtemp(join(tmpdir(), 'baixa-synth-'));
  try {
    const given = JSON.stringify({ ...WITHOUT_BUNDLING, ...context });
    const env = { ...process.env, ...WITHOUT_VALIDATION, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: given };
    await promisify(execFile)(process.execPath, ['infra/app.ts'], { cwd: root, env });
    const read = async (file: string) => JSON.parse(await readFile(join(outDir, file), 'utf8')) as unknown;
    const { artifacts = {} } = (await read('manifest.json')) as Manifest;
    const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
    const [stack] = stacks;
    if (stack === undefined || stacks.length > 1)
      throw new Error(`Local runs one stack; infra/app.ts has ${stacks.length}.`);
    const [id, { properties = {} }] = stack;
    const template = (await read(properties.templateFile ?? `${id}.template.json`)) as Template;
    return { name: properties.stackName ?? id, template };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
