import { jsonReply, type Reply, type Server, serve } from './server.ts';
import { type Execution, ExecutionRefusal, type StateMachines } from './state-machine.ts';

const TYPE = 'application/x-amz-json-1.0';
const LIMIT_BYTES = 1_048_576;
const PAGE = 100;

type Input = Record<string, string | number | undefined>;
type Operation = (input: Input, machines: StateMachines) => object;

/** The operations of Step Functions that local answers. Dates are seconds since 1970, as AWS JSON 1.0 has them. */
const OPERATIONS: Record<string, Operation> = {
  StartExecution: (input, machines) => {
    const { arn, startedAt } = machines.start(
      String(input.stateMachineArn),
      input.input as string | undefined,
      input.name as string | undefined,
    );
    return { executionArn: arn, startDate: seconds(startedAt) };
  },
  DescribeExecution: (input, machines) => {
    const execution = machines.get(String(input.executionArn));
    if (execution === undefined)
      throw new ExecutionRefusal(
        'ExecutionDoesNotExist',
        `Execution Does Not Exist: '${input.executionArn}'`,
      );
    const { output, error, cause } = execution;
    return {
      ...listed(execution),
      input: execution.input,
      inputDetails: { included: true },
      ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
    };
  },
  ListExecutions: (input, machines) => {
    const machineArn = String(input.stateMachineArn);
    if (!machines.has(machineArn))
      throw new ExecutionRefusal('StateMachineDoesNotExist', `There is no state machine ${machineArn}.`);
    const wanted = machines
      .list(machineArn)
      .filter(({ status }) => input.statusFilter === undefined || status === input.statusFilter);
    const from = Number(input.nextToken ?? 0);
    const to = from + Number(input.maxResults || PAGE);
    return {
      executions: wanted.slice(from, to).map(listed),
      ...(to < wanted.length ? { nextToken: String(to) } : {}),
    };
  },
};

function listed(execution: Execution): object {
  const { arn, machineArn, name, status, startedAt, stoppedAt } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: seconds(stoppedAt) }),
  };
}

function seconds(date: Date): number {
  return date.getTime() / 1000;
}

/** Serves Step Functions on 127.0.0.1, for `@aws-sdk/client-sfn` and the AWS CLI. */
export function serveSfn(port: number, machines: StateMachines): Promise<Server> {
  return serve(port, LIMIT_BYTES, async ({ headers }, body): Promise<Reply> => {
    const target = String(headers['x-amz-target']);
    const operation = OPERATIONS[target.replace(/^AWSStepFunctions\./, '')];
    if (operation === undefined)
      return refused('UnknownOperationException', `Local Step Functions does not know ${target}.`);
    try {
      return jsonReply(200, operation(JSON.parse(body.toString() || '{}') as Input, machines), TYPE);
    } catch (error) {
      if (error instanceof ExecutionRefusal) return refused(error.name, error.message);
      throw error;
    }
  });
}

function refused(code: string, message: string): Reply {
  return jsonReply(400, { __type: `com.amazonaws.swf.service.v2.model#${code}`, message }, TYPE);
}
