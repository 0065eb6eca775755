import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createTables, startDynamoDb } from './dynamodb.ts';
import { type QueueDepth, startFauxqs } from './fauxqs.ts';
import { serveHttpApi } from './http-api.ts';
import { nameOfArn } from './identities.ts';
import { CREDENTIALS, cloudEnv, functionEnv } from './lambda-env.ts';
import { type FunctionUsage, type Invocation, lambdaPool, type OnLog } from './lambda-pool.ts';
import { createMessaging } from './messaging.ts';
import { freePorts, type Ports } from './ports.ts';
import { LocalCloudError, planOf } from './read-plan.ts';
import { type RunningSchedule, startSchedule } from './schedule.ts';
import { serveSecrets } from './secrets.ts';
import { serveSfn } from './sfn-endpoint.ts';
import { startSqsPoller } from './sqs-poller.ts';
import { stateMachines } from './state-machine.ts';
import { synthesize } from './synth.ts';
import { type Endpoints, REGION, type Stack, type Template } from './template.ts';

export interface LocalCloudOptions {
  /** Absolute path of the repository: `infra/app.ts` and the functions' entries are looked for from here. */
  root: string;
  /** Where tables, objects and queues are kept from one run to the next. Without it everything is in memory. */
  dataDir?: string;
  /** What the app is told when it is synthesized, as `cdk -c` would. */
  context?: Record<string, string>;
  /** Ports to use; the rest are free ones. */
  ports?: Partial<Ports>;
  /** Gets all output of functions and parts; nothing of it reaches the terminal by itself. */
  onLog?: OnLog;
  /** Runs this template instead of the synthesized one. */
  template?: Template;
}

export interface LocalCloud {
  /** The template's outputs, with local addresses. */
  outputs: Record<string, unknown>;
  endpoints: Endpoints;
  /** What an AWS SDK or the AWS CLI needs in its environment to reach this cloud. */
  env: Record<string, string>;
  schedules: RunningSchedule[];
  /** Waits until no message that a function consumes, no invocation and no execution is under way. */
  idle(): Promise<void>;
  /** Depths of all queues by name. */
  queueDepths(): Promise<Record<string, QueueDepth>>;
  /** What each function has used, by its logical id. */
  usage(): Promise<Record<string, FunctionUsage>>;
  /** Requests to S3, SQS and SNS by service and operation, those of the pollers included. */
  requests(): Promise<Record<string, number>>;
  /** Invokes a function, by its logical id or its name. */
  invoke(logicalOrName: string, event: unknown): Promise<Invocation>;
  stop(): Promise<void>;
}

/** How often `idle` looks, in milliseconds. */
const LOOK_EVERY_MS = 25;

/**
 * Runs the synthesized template on this machine. Everything listens on 127.0.0.1 only. Throws `LocalCloudError`, and
 * starts nothing, when the template asks for something local would get wrong.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { root, dataDir, template, context, onLog = () => {} } = options;
  const stack: Stack = template === undefined ? await synthesize(root, context) : { name: 'Local', template };
  const ports = { ...(await freePorts()), ...options.ports };
  const given = process.env.DYNAMODB_ENDPOINT;
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const endpoints: Endpoints = {
    dynamodb: given ?? at(ports.dynamodb),
    storage: at(ports.storage),
    sfn: at(ports.sfn),
    secrets: at(ports.secrets),
    api: at(ports.api),
  };
  const { plan, problems } = planOf(stack, endpoints);
  if (problems.length > 0) throw new LocalCloudError(problems);

  const ending: (() => Promise<void> | void)[] = [];
  /** Ends the parts in the opposite order of their start. */
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end();
  };
  const within = (name: string) => (dataDir === undefined ? {} : { dataDir: join(dataDir, name) });
  const logOf = (source: string) => (text: string) => onLog({ source, text });

  /** Invocations and executions: those under way, and all there ever were. */
  let active = 0;
  let started = 0;
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    active++;
    started++;
    try {
      return await work;
    } finally {
      active--;
    }
  };

  try {
    if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
    if (given === undefined) {
      const dbFile = dataDir === undefined ? undefined : join(dataDir, 'dynamodb.sqlite');
      const dynamoDb = await startDynamoDb(ports.dynamodb, dbFile);
      ending.push(() => dynamoDb.stop());
    }
    const settings = { port: ports.storage, ...within('storage'), notifications: plan.notifications };
    const fauxqs = await startFauxqs(settings, logOf('storage'));
    ending.push(() => fauxqs.stop());
    const client = { region: REGION, credentials: CREDENTIALS };
    await createTables({ ...client, endpoint: endpoints.dynamodb }, plan.tables);
    await createMessaging({ ...client, endpoint: endpoints.storage }, plan);

    const pools = new Map(
      plan.functions.map((one) => [one.arn, lambdaPool(one, root, functionEnv(one, root, endpoints), onLog)]),
    );
    const poolOf = (functionArn: string) => {
      const pool = pools.get(functionArn);
      if (pool === undefined) throw new Error(`There is no function ${functionArn}.`);
      return pool;
    };
    const invoke = (functionArn: string, event: unknown) => counted(poolOf(functionArn).invoke(event));

    const machines = stateMachines(plan.machines, invoke);
    ending.push(() => machines.stop());
    const sfn = await serveSfn(ports.sfn, machines);
    ending.push(() => sfn.stop());
    const secretsFile = dataDir === undefined ? undefined : join(dataDir, 'secrets.json');
    const secrets = await serveSecrets(ports.secrets, plan.secrets, secretsFile);
    ending.push(() => secrets.stop());
    if (plan.apiId !== undefined) {
      const api = await serveHttpApi(ports.api, plan.apiId, plan.routes, invoke);
      ending.push(() => api.stop());
    }
    const sqs = new SQSClient({ ...client, endpoint: endpoints.storage });
    ending.push(() => sqs.destroy());
    const pollers = plan.mappings.map((mapping) => {
      const url = plan.queues.find(({ arn }) => arn === mapping.queueArn)?.url ?? '';
      const pool = {
        ...poolOf(mapping.functionArn),
        invoke: (event: unknown) => invoke(mapping.functionArn, event),
      };
      return startSqsPoller(sqs, url, mapping, pool, (error) => logOf('poller')(`${error}\n`));
    });
    ending.push(async () => {
      const parts = [...pollers, ...pools.values()];
      await Promise.all(parts.map((part) => part.stop()));
    });
    const schedules = plan.schedules.map((one) =>
      startSchedule(one, (machineArn, input) => void machines.start(machineArn, input)),
    );
    for (const schedule of schedules) ending.push(() => schedule.stop());

    const consumed = new Set(plan.mappings.map(({ queueArn }) => nameOfArn(queueArn)));
    const isQuiet = async () => {
      const before = started;
      if (active > 0 || machines.running() > 0) return false;
      const depths = Object.entries(await fauxqs.queueDepths());
      const open = depths.some(
        ([name, { visible, inFlight, delayed }]) => consumed.has(name) && visible + inFlight + delayed > 0,
      );
      return !open && active === 0 && machines.running() === 0 && started === before;
    };

    return {
      outputs: plan.outputs,
      endpoints,
      env: cloudEnv(endpoints),
      schedules,
      queueDepths: () => fauxqs.queueDepths(),
      requests: () => fauxqs.requests(),
      async usage() {
        const used = plan.functions.map(async ({ logicalId, arn }) => [logicalId, await poolOf(arn).usage()]);
        return Object.fromEntries(await Promise.all(used));
      },
      async idle() {
        while (!(await isQuiet())) await sleep(LOOK_EVERY_MS);
      },
      async invoke(logicalOrName, event) {
        const found = plan.functions.find((one) => [one.logicalId, one.name].includes(logicalOrName));
        if (found === undefined) throw new Error(`There is no function ${logicalOrName}.`);
        return invoke(found.arn, event);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
