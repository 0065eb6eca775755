import { randomUUID } from 'node:crypto';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { LAMBDA_INVOKE, withoutQualifier } from './asl.ts';
import { arn } from './identities.ts';
import type { Invocation } from './lambda-pool.ts';
import type { MachinePlan } from './plan.ts';

/** A state's input or output at most, in bytes. Source: Step Functions quotas, 256 KiB. */
const LIMIT_BYTES = 262_144;
/** Finished executions that are remembered, so that a long run does not grow without end. */
const REMEMBERED = 1000;

export interface Execution {
  arn: string;
  machineArn: string;
  name: string;
  /** JSON. */
  input: string;
  startedAt: Date;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  stoppedAt?: Date;
  /** JSON. */
  output?: string;
  error?: string;
  cause?: string;
}

/** A refusal of Step Functions, with the name of its exception. */
export class ExecutionRefusal extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

export interface StateMachines {
  /** Starts an execution. The same name and input while one runs gives that one; else a used name is refused. */
  start(machineArn: string, input?: string, name?: string): Execution;
  get(executionArn: string): Execution | undefined;
  /** Executions of a machine, the last started first. */
  list(machineArn: string): Execution[];
  has(machineArn: string): boolean;
  /** How many executions have not ended. */
  running(): number;
  stop(): Promise<void>;
}

type Invoke = (functionArn: string, event: unknown) => Promise<Invocation>;
type TaskHandler = (input: unknown) => Promise<unknown>;

/** Runs state machines with the functions of this process as their tasks. */
export function stateMachines(plans: MachinePlan[], invoke: Invoke): StateMachines {
  const machines = new Map(
    plans.map(({ name, arn: machineArn, definition }) => {
      const machine = new StateMachine(definition, { validationOptions: { checkArn: false } });
      return [machineArn, { name, machine, handlers: taskHandlers(definition, invoke) }] as const;
    }),
  );
  const executions = new Map<string, Execution>();
  const running = new Map<string, { abort: () => void; ended: Promise<void> }>();

  function remember(execution: Execution): void {
    executions.set(execution.arn, execution);
    for (const [key, { status }] of executions) {
      if (executions.size <= REMEMBERED) break;
      if (status !== 'RUNNING') executions.delete(key);
    }
  }

  return {
    running: () => running.size,
    has: (machineArn) => machines.has(machineArn),
    get: (executionArn) => executions.get(executionArn),
    list: (machineArn) =>
      [...executions.values()].filter((execution) => execution.machineArn === machineArn).reverse(),
    start(machineArn, input = '{}', name = randomUUID()) {
      const found = machines.get(machineArn);
      if (found === undefined)
        throw new ExecutionRefusal('StateMachineDoesNotExist', `There is no state machine ${machineArn}.`);
      if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name))
        throw new ExecutionRefusal('InvalidName', `An execution cannot be named ${name}.`);
      const executionArn = arn('states', `execution:${found.name}:${name}`);
      const earlier = executions.get(executionArn);
      if (earlier?.status === 'RUNNING' && earlier.input === input) return earlier;
      if (earlier !== undefined)
        throw new ExecutionRefusal('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);

      const value = parsedInput(input);
      const execution: Execution = {
        arn: executionArn,
        machineArn,
        name,
        input,
        startedAt: new Date(),
        status: 'RUNNING',
      };
      const run = found.machine.run(value as never, {
        overrides: { taskResourceLocalHandlers: found.handlers as never },
        context: {
          Execution: { Id: executionArn, Name: name },
          StateMachine: { Id: machineArn, Name: found.name },
        },
      });
      const ended = run.result.then(
        (output) => Object.assign(execution, { status: 'SUCCEEDED', output: JSON.stringify(output) }),
        (error: Error) => Object.assign(execution, failureOf(error)),
      );
      running.set(executionArn, {
        abort: run.abort,
        ended: ended.then(() => {
          execution.stoppedAt = new Date();
          running.delete(executionArn);
        }),
      });
      remember(execution);
      return execution;
    },
    async stop() {
      const all = [...running.values()];
      for (const { abort } of all) abort();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

function parsedInput(input: string): unknown {
  if (Buffer.byteLength(input) > LIMIT_BYTES)
    throw new ExecutionRefusal('InvalidExecutionInput', 'The input is larger than 256 KiB.');
  try {
    return JSON.parse(input);
  } catch {
    throw new ExecutionRefusal('InvalidExecutionInput', 'The input is not JSON.');
  }
}

function failureOf(error: Error): Partial<Execution> {
  if (error.name === 'ExecutionTimeoutError') return { status: 'TIMED_OUT', error: 'States.Timeout' };
  if (error.name === 'ExecutionAbortedError') return { status: 'ABORTED' };
  const caught = error.cause instanceof Error ? error.cause : error;
  return { status: 'FAILED', error: caught.name, cause: caught.message };
}

/** Binds every Task state, however deep, to the function it invokes. State names are unique in a machine. */
export function taskHandlers(
  definition: StateMachineDefinition,
  invoke: Invoke,
): Record<string, TaskHandler> {
  const handlers: Record<string, TaskHandler> = {};
  const visit = (machine: Pick<StateMachineDefinition, 'States'>): void => {
    for (const [name, state] of Object.entries(machine.States)) {
      if (state.Type === 'Task') handlers[name] = taskHandler(state.Resource, state.Parameters, invoke);
      if (state.Type === 'Parallel') state.Branches.forEach(visit);
      const processor = state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined;
      if (processor !== undefined) visit(processor);
    }
  };
  visit(definition);
  return handlers;
}

function taskHandler(resource: string, parameters: unknown, invoke: Invoke): TaskHandler {
  if (resource !== LAMBDA_INVOKE) return (input) => call(resource, input);
  const { FunctionName: functionArn } = parameters as { FunctionName: string };
  return async (input) => {
    const { Payload: event = {} } = input as { Payload?: unknown };
    return { ExecutedVersion: '$LATEST', Payload: await call(functionArn, event), StatusCode: 200 };
  };

  async function call(functionArn: string, event: unknown): Promise<unknown> {
    limited(JSON.stringify(event));
    const invocation = await invoke(withoutQualifier(functionArn), event);
    if (!invocation.ok) throw named(invocation.error.errorType, JSON.stringify(invocation.error));
    return JSON.parse(limited(invocation.payload));
  }
}

function limited(json: string): string {
  if (Buffer.byteLength(json) > LIMIT_BYTES)
    throw named('States.DataLimitExceeded', 'The state has an input or output larger than 256 KiB.');
  return json;
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
