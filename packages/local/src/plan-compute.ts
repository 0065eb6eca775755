import { findingsOf, normalized, withoutQualifier } from './asl.ts';
import { parseSchedule } from './cron.ts';
import type {
  FunctionPlan,
  MachinePlan,
  MappingPlan,
  Plan,
  Reading,
  RoutePlan,
  SchedulePlan,
} from './plan.ts';

type ComputePlan = Pick<Plan, 'functions' | 'mappings' | 'machines' | 'schedules' | 'apiId' | 'routes'>;

/** Reads what runs: functions, their queues, state machines, schedules and the HTTP API. */
export function readCompute(readings: Reading[]): ComputePlan {
  const of = (type: string) => readings.filter((reading) => reading.type === type);
  const functions = of('AWS::Lambda::Function').map(readFunction);
  const arns = new Set(functions.map(({ arn }) => arn));
  const machines = of('AWS::StepFunctions::StateMachine').flatMap((one) => readMachine(one, arns));
  const apis = of('AWS::ApiGatewayV2::Api');
  for (const api of apis) {
    if (api.properties.ProtocolType !== 'HTTP') api.refuse('ProtocolType', 'Locally only HTTP APIs run.');
    if (api !== apis[0]) api.refuse('ApiId', 'Locally one HTTP API runs.', 'Merge the APIs into one.');
  }
  for (const stage of of('AWS::ApiGatewayV2::Stage'))
    if (stage.properties.StageName !== '$default')
      stage.refuse('StageName', 'Locally only the stage $default runs.');
  const integrations = of('AWS::ApiGatewayV2::Integration');
  return {
    functions,
    mappings: of('AWS::Lambda::EventSourceMapping').flatMap((one) => readMapping(one, functions)),
    machines,
    schedules: of('AWS::Scheduler::Schedule').flatMap((one) => readSchedule(one, machines)),
    routes: of('AWS::ApiGatewayV2::Route').map((one) => readRoute(one, integrations, arns)),
    ...(apis[0] === undefined ? {} : { apiId: apis[0].ref }),
  };
}

function readFunction(reading: Reading): FunctionPlan {
  const { logicalId, name, attributes, metadata, properties, refuse } = reading;
  const entry = metadata['baixa:entry'];
  if (typeof entry !== 'string')
    refuse(
      'Code',
      'The function does not say which source file it is.',
      'Give it the metadata `baixa:entry`.',
    );
  if (properties.PackageType === 'Image') refuse('PackageType', 'Images are not run locally.');
  if (!String(properties.Handler ?? 'index.handler').endsWith('.handler'))
    refuse('Handler', 'Locally the exported name is always `handler`.');
  const environment = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
  const variables = Object.entries(environment.Variables ?? {}).map(([key, value]) => [key, String(value)]);
  const reserved = properties.ReservedConcurrentExecutions;
  return {
    logicalId,
    name,
    arn: attributes.Arn ?? '',
    entry: String(entry),
    environment: Object.fromEntries(variables),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    ...(reserved === undefined ? {} : { concurrency: Number(reserved) }),
  };
}

function readMapping({ properties, refuse }: Reading, functions: FunctionPlan[]): MappingPlan[] {
  const queueArn = String(properties.EventSourceArn);
  if (!queueArn.startsWith('arn:aws:sqs:')) refuse('EventSourceArn', 'Locally only queues feed functions.');
  const named = withoutQualifier(String(properties.FunctionName));
  const target = functions.find(({ name, arn }) => named === name || named === arn);
  if (target === undefined) refuse('FunctionName', `There is no function ${named} in the template.`);
  const types = (properties.FunctionResponseTypes ?? []) as string[];
  const concurrency = (properties.ScalingConfig as { MaximumConcurrency?: number } | undefined)
    ?.MaximumConcurrency;
  if (target === undefined || properties.Enabled === false) return [];
  return [
    {
      functionArn: target.arn,
      queueArn,
      batchSize: Number(properties.BatchSize ?? 10),
      windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
      reportsFailures: types.includes('ReportBatchItemFailures'),
      ...(concurrency === undefined ? {} : { concurrency: Number(concurrency) }),
    },
  ];
}

function readMachine(reading: Reading, functionArns: ReadonlySet<string>): MachinePlan[] {
  const { name, ref, properties, refuse } = reading;
  if (properties.StateMachineType === 'EXPRESS')
    refuse('StateMachineType', 'Express executions are not run locally.', 'Use STANDARD.');
  const substitutions = (properties.DefinitionSubstitutions ?? {}) as Record<string, unknown>;
  const text =
    properties.DefinitionString === undefined
      ? JSON.stringify(properties.Definition ?? null)
      : String(properties.DefinitionString);
  try {
    const definition: unknown = JSON.parse(
      text.replace(/\$\{([^}]+)\}/g, (whole, key: string) => String(substitutions[key] ?? whole)),
    );
    const findings = findingsOf(definition, functionArns);
    for (const { path, message } of findings) refuse(`Definition(${path})`, message);
    return findings.length > 0 ? [] : [{ name, arn: ref, definition: normalized(definition) }];
  } catch (error) {
    refuse('DefinitionString', `The definition cannot be read: ${(error as Error).message}`);
    return [];
  }
}

/** Retries and dead letters of a target are left out: starting an execution in the same process cannot fail. */
function readSchedule({ name, properties, refuse }: Reading, machines: MachinePlan[]): SchedulePlan[] {
  const target = (properties.Target ?? {}) as { Arn?: string; Input?: string };
  const universal = target.Arn === 'arn:aws:scheduler:::aws-sdk:sfn:startExecution';
  const request = universal ? (JSON.parse(target.Input ?? '{}') as Record<string, string>) : {};
  const machineArn = String(universal ? request.StateMachineArn : target.Arn);
  const expression = String(properties.ScheduleExpression);
  const input = (universal ? request.Input : target.Input) ?? '{}';
  if (!isJson(input)) refuse('Target', 'The input of the execution is not JSON.');
  if (!machines.some(({ arn }) => arn === machineArn))
    refuse('Target', 'Locally a schedule starts a state machine of the template, and nothing else.');
  if (parseSchedule(expression) === undefined)
    refuse('ScheduleExpression', `Local cannot work out when ${expression} runs.`);
  return [
    {
      name,
      expression,
      zone: String(properties.ScheduleExpressionTimezone ?? 'UTC'),
      enabled: properties.State !== 'DISABLED',
      machineArn,
      input,
    },
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readRoute({ properties, refuse }: Reading, integrations: Reading[], arns: Set<string>): RoutePlan {
  const target = String(properties.Target).replace(/^integrations\//, '');
  const integration = integrations.find(({ ref }) => ref === target);
  const { IntegrationType: kind, PayloadFormatVersion: format } = integration?.properties ?? {};
  if (kind !== 'AWS_PROXY' || format !== '2.0')
    refuse('Target', 'Locally a route leads to a function with payload format 2.0, and nowhere else.');
  const uri = String(integration?.properties.IntegrationUri);
  const functionArn = withoutQualifier(/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri);
  if (integration !== undefined && !arns.has(functionArn))
    refuse('Target', 'The route leads to a function that is not in the template.');
  const authorization = String(properties.AuthorizationType ?? 'NONE');
  if (authorization !== 'NONE' && authorization !== 'AWS_IAM')
    refuse('AuthorizationType', `The authorization ${authorization} is not run locally.`);
  return {
    key: String(properties.RouteKey),
    functionArn,
    signed: authorization === 'AWS_IAM',
    timeoutMs: Number(integration?.properties.TimeoutInMillis ?? 30_000),
  };
}
