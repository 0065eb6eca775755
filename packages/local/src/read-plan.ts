import { formatProblem, type Problem, problem } from '@baixa/core';
import { identify, physicalName } from './identities.ts';
import { type Resolve, resolverOf, UnresolvableError } from './intrinsics.ts';
import type { Plan, Reading } from './plan.ts';
import { readCompute } from './plan-compute.ts';
import { readData } from './plan-data.ts';
import { isCdkHandler, SKIPPED, SUPPORTED } from './supported.ts';
import type { Endpoints, Stack } from './template.ts';

/** The template asks for something local would get wrong: nothing was started. */
export class LocalCloudError extends Error {
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'LocalCloudError';
    this.problems = problems;
  }
}

/** Reads a stack into a plan. With any problem the plan is not fit to be run. Pure. */
export function planOf(stack: Stack, endpoints: Endpoints): { plan: Plan; problems: Problem[] } {
  const { Resources: resources, Outputs: outputs = {} } = stack.template;
  const resolve: Resolve = resolverOf(stack, (id) => identify(id, resources[id], resolve, endpoints));
  const problems: Problem[] = [];
  const report = (code: string, path: string, message: string, wayOut?: string) =>
    problems.push(problem(`local.${code}`, { path }, message, wayOut));
  const attempt = <T>(path: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof UnresolvableError)) throw error;
      report('unresolved', path, error.message);
      return undefined;
    }
  };
  if (stack.template.Transform !== undefined)
    report('unsupported-template', 'Transform', 'A template with a transform is not run locally.');

  const readings: Reading[] = [];
  for (const [logicalId, resource] of Object.entries(resources)) {
    const path = `Resources.${logicalId}`;
    if (resource.Type in SKIPPED || isCdkHandler(logicalId)) continue;
    const support = SUPPORTED[resource.Type];
    if (support === undefined) {
      const wayOut = 'Run it in packages/local, or give the reason why not in supported.ts.';
      report('unsupported-type', path, `The resource type ${resource.Type} is not run locally.`, wayOut);
      continue;
    }
    if (resource.Condition !== undefined)
      report('unsupported-template', `${path}.Condition`, 'Conditions are not run locally.');
    const properties: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(resource.Properties ?? {})) {
      const at = `${path}.Properties.${name}`;
      if (support.applied.includes(name)) {
        const resolved = attempt(at, () => resolve(value));
        if (resolved !== undefined) properties[name] = resolved;
      } else if (!(name in support.ignored) && value !== false) {
        const message = `The property ${name} of ${resource.Type} is not run locally.`;
        report('unsupported-property', at, message, 'Leave it out, or handle it in packages/local.');
      }
    }
    const identity = attempt(path, () => identify(logicalId, resource, resolve, endpoints));
    if (identity === undefined) continue;
    readings.push({
      ...identity,
      logicalId,
      type: resource.Type,
      name: physicalName(logicalId, resource, resolve),
      metadata: resource.Metadata ?? {},
      properties,
      refuse: (property, message, wayOut) =>
        report('unsupported-value', `${path}.Properties.${property}`, message, wayOut),
    });
  }

  const plan: Plan = { ...readData(readings), ...readCompute(readings), outputs: {} };
  for (const [name, { Value: value }] of Object.entries(outputs)) {
    const resolved = attempt(`Outputs.${name}`, () => resolve(value));
    if (resolved !== undefined) plan.outputs[name] = localAddress(resolved, plan.apiId, endpoints);
  }
  return { plan, problems };
}

/** Turns the address AWS would give an HTTP API (CDK writes it out) into the local one. */
function localAddress(value: unknown, apiId: string | undefined, endpoints: Endpoints): unknown {
  if (typeof value !== 'string' || apiId === undefined) return value;
  return value.replace(new RegExp(`^https://${apiId}\\.execute-api\\.[^/]+`), endpoints.api);
}
