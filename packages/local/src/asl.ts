import type { StateMachineDefinition } from 'aws-local-stepfunctions';

/** A reason why a definition cannot run locally: the JSON path inside it and a sentence. */
export interface AslFinding {
  path: string;
  message: string;
}

type Json = Record<string, unknown>;

const MOVES = ['Next', 'End'];
const PATHS = ['InputPath', 'OutputPath'];
const RESULTS = ['ResultPath', 'ResultSelector'];
const ERRORS = ['Retry', 'Catch'];

/** The fields that the local engine runs rightly, by state type. JSONata, Assign, ItemReader… are in none. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: [
    ...MOVES,
    ...PATHS,
    ...RESULTS,
    ...ERRORS,
    'Parameters',
    'Resource',
    'TimeoutSeconds',
    'TimeoutSecondsPath',
  ],
  Parallel: [...MOVES, ...PATHS, ...RESULTS, ...ERRORS, 'Parameters', 'Branches'],
  Map: [
    ...MOVES,
    ...PATHS,
    ...RESULTS,
    ...ERRORS,
    'Parameters',
    'ItemSelector',
    'ItemsPath',
    'Iterator',
    'ItemProcessor',
    'MaxConcurrency',
    'MaxConcurrencyPath',
  ],
  Pass: [...MOVES, ...PATHS, 'Parameters', 'Result', 'ResultPath'],
  Wait: [...MOVES, ...PATHS, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Choice: [...PATHS, 'Choices', 'Default'],
  Succeed: [...PATHS],
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath'],
};
const MACHINE_FIELDS = ['StartAt', 'States', 'Comment', 'Version', 'TimeoutSeconds', 'QueryLanguage'];

/** Longest timeout a timer of Node takes (2^31 ms), in seconds; AWS's default is practically no timeout. */
const LONGEST_SECONDS = 2_147_483;

/** The resource of a task that calls a function with parameters, as CDK's `LambdaInvoke` writes it. */
export const LAMBDA_INVOKE = 'arn:aws:states:::lambda:invoke';

/** Lists everything in a definition that the local engine would run wrongly or not at all. */
export function findingsOf(definition: unknown, functionArns: ReadonlySet<string>): AslFinding[] {
  const findings: AslFinding[] = [];
  const names = new Set<string>();
  const add = (path: string, message: string) => findings.push({ path, message });

  function machine(value: unknown, path: string, nested: boolean): void {
    const { States: states, ...rest } = value as Json;
    if (rest.QueryLanguage === 'JSONata') add(path, 'JSONata is not run locally.');
    const allowed = nested ? [...MACHINE_FIELDS, 'ProcessorConfig'] : MACHINE_FIELDS;
    for (const field of Object.keys(rest))
      if (!allowed.includes(field)) add(`${path}.${field}`, `The field ${field} is not run locally.`);
    const mode = (rest.ProcessorConfig as Json | undefined)?.Mode;
    if (mode !== undefined && mode !== 'INLINE')
      add(`${path}.ProcessorConfig`, 'A distributed Map is not run locally.');
    if (nested && /"\$\$\.Execution\.(Input|StartTime)/.test(JSON.stringify(states)))
      add(path, 'Inside a Map or Parallel the local engine gives a wrong $$.Execution.Input and StartTime.');
    for (const [name, inner] of Object.entries((states ?? {}) as Record<string, Json>))
      state(name, inner, `${path}.States.${name}`);
  }

  function state(name: string, { Type: type, Comment: _comment, ...fields }: Json, path: string): void {
    if (names.has(name)) add(path, 'Two states have this name; local tasks are bound by name.');
    names.add(name);
    const allowed = FIELDS[String(type)];
    if (allowed === undefined) add(path, `The state type ${type} is not run locally.`);
    for (const field of Object.keys(fields))
      if (!allowed?.includes(field) && !(field === 'QueryLanguage' && fields[field] === 'JSONPath'))
        add(`${path}.${field}`, `The field ${field} of a ${type} state is not run locally.`);
    if (JSON.stringify(fields).includes('$$.Task.Token')) add(path, 'Task tokens are not run locally.');
    if ('Result' in fields && !fields.Result)
      add(`${path}.Result`, 'The local engine drops a Result of 0, false, null or "".');
    if (type === 'Task') task(fields, path);
    for (const [index, branch] of ((fields.Branches ?? []) as unknown[]).entries())
      machine(branch, `${path}.Branches[${index}]`, true);
    const processor = fields.ItemProcessor ?? fields.Iterator;
    if (processor !== undefined) machine(processor, `${path}.ItemProcessor`, true);
  }

  function task(fields: Json, path: string): void {
    const parameters = (fields.Parameters ?? {}) as Json;
    const target = fields.Resource === LAMBDA_INVOKE ? parameters.FunctionName : fields.Resource;
    if (!functionArns.has(withoutQualifier(String(target))))
      add(`${path}.Resource`, 'A task runs locally only when it invokes a function of this template.');
    const invocation = parameters.InvocationType ?? 'RequestResponse';
    if (fields.Resource === LAMBDA_INVOKE && invocation !== 'RequestResponse')
      add(`${path}.Parameters`, `The invocation type ${invocation} is not run locally.`);
  }

  machine(definition, '$', false);
  return findings;
}

/** Cuts `:$LATEST` from a function's ARN. */
export function withoutQualifier(functionArn: string): string {
  return functionArn.replace(/:\$LATEST$/, '');
}

/**
 * Rewrites what the local engine runs otherwise than AWS, where an equal spelling exists: a task without a timeout
 * (60 s there, none on AWS), `ResultPath: "$"` and `IsPresent: false` and its like.
 */
export function normalized(definition: unknown): StateMachineDefinition {
  return rewrite(definition) as StateMachineDefinition;
}

/** Fields that hold data of the user, in which nothing may be rewritten. */
const DATA = ['Parameters', 'ItemSelector', 'ResultSelector', 'Result'];

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== 'object' || value === null) return value;
  const { ...fields } = value as Json;
  delete fields.QueryLanguage;
  if (fields.ResultPath === '$') delete fields.ResultPath;
  if (fields.Type === 'Task' && fields.TimeoutSecondsPath === undefined)
    fields.TimeoutSeconds = Math.min(Number(fields.TimeoutSeconds ?? LONGEST_SECONDS), LONGEST_SECONDS);
  if (fields.States !== undefined && fields.TimeoutSeconds !== undefined)
    fields.TimeoutSeconds = Math.min(Number(fields.TimeoutSeconds), LONGEST_SECONDS);
  const test = Object.keys(fields).find((key) => /^Is[A-Z]/.test(key) && fields[key] === false);
  if (fields.Variable !== undefined && test !== undefined) {
    const { Next: next, ...rule } = fields;
    return { Not: { ...rule, [test]: true }, ...(next === undefined ? {} : { Next: next }) };
  }
  return Object.fromEntries(
    Object.entries(fields).map(([key, inner]) => [key, DATA.includes(key) ? inner : rewrite(inner)]),
  );
}
