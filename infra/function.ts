import { type CfnElement, Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  type CfnFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { limits } from './limits.ts';

/** The repository's root, where the lockfile stands. */
const ROOT = new URL('..', import.meta.url).pathname;

/** The name a construct's resource has in the template. */
export function logicalIdOf(construct: Construct): string {
  return Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
}

interface FunctionProps {
  /** Folder of the handler below `functions/`. */
  folder: string;
  timeoutSeconds: number;
  environment: Record<string, string>;
  key: IKey;
}

/**
 * One Lambda function with a role of its own. It may write its log and nothing else, until a `may…` says otherwise,
 * action by action.
 */
export class BaixaFunction extends Construct {
  readonly lambda: NodejsFunction;
  private readonly role: Role;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { folder, timeoutSeconds, environment, key }: FunctionProps) {
    super(scope, id);
    this.key = key;
    const logGroup = new LogGroup(this, 'Log', {
      retention: limits.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    const entry = `functions/${folder}/handler.ts`;
    this.lambda = new NodejsFunction(this, 'Function', {
      entry: `${ROOT}${entry}`,
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: limits.memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        // The SDK is bundled in the version that the tests ran with, not taken from the runtime.
        externalModules: [],
        banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      },
    });
    // The source of the handler, for whoever runs this template without a bundle.
    (this.lambda.node.defaultChild as CfnFunction).addMetadata('baixa:entry', entry);
  }

  private may(actions: string[], resources: string[]): this {
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
    return this;
  }

  private mayUseKey(): this {
    return this.may(['kms:Decrypt', 'kms:GenerateDataKey'], [this.key.keyArn]);
  }

  mayOnTable(table: TableV2, ...actions: string[]): this {
    return this.may(
      actions.map((action) => `dynamodb:${action}`),
      [table.tableArn],
    ).mayUseKey();
  }

  mayQueryIndex(table: TableV2, index: string): this {
    return this.may(['dynamodb:Query'], [`${table.tableArn}/index/${index}`]);
  }

  /** Reading also needs ListBucket: without it S3 answers "denied" where an object is missing. */
  mayRead(bucket: Bucket, prefix = ''): this {
    return this.may(['s3:ListBucket'], [bucket.bucketArn])
      .may(['s3:GetObject', 's3:GetObjectVersion'], [bucket.arnForObjects(`${prefix}*`)])
      .acknowledgeObjects(bucket, prefix)
      .mayUseKey();
  }

  mayWrite(bucket: Bucket, prefix = ''): this {
    return this.may(['s3:PutObject'], [bucket.arnForObjects(`${prefix}*`)])
      .acknowledgeObjects(bucket, prefix)
      .mayUseKey();
  }

  private acknowledgeObjects(bucket: Bucket, prefix: string): this {
    Validations.of(this.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(bucket)}.Arn>/${prefix}*]`,
      reason: 'The keys of objects are made at run time: the right can only name what they begin with.',
    });
    return this;
  }

  maySend(queue: Queue): this {
    return this.may(['sqs:SendMessage'], [queue.queueArn]);
  }

  mayPublish(topic: Topic): this {
    return this.may(['sns:Publish'], [topic.topicArn]).mayUseKey();
  }

  mayReadSecret(secret: ISecret): this {
    return this.may(['secretsmanager:GetSecretValue'], [secret.secretArn]).mayUseKey();
  }

  mayStart(machine: StateMachine): this {
    const { account, region } = Stack.of(this);
    const id = logicalIdOf(machine);
    Validations.of(this.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:aws:states:${region}:${
        Token.isUnresolved(account) ? '<AWS::AccountId>' : account
      }:execution:<${id}.Name>:*]`,
      reason: 'Executions of the one state machine are named when they are started.',
    });
    const executions = `arn:aws:states:${region}:${account}:execution:${machine.stateMachineName}:*`;
    return this.may(['states:StartExecution'], [machine.stateMachineArn]).may(
      ['states:DescribeExecution'],
      [executions],
    );
  }

  /** Lambda stops what sends itself some sixteen messages, one by one: here each brings the work nearer to its end. */
  mayGoOnByItself(): this {
    (this.lambda.node.defaultChild as CfnFunction).recursiveLoop = RecursiveLoop.ALLOW;
    return this;
  }

  /** Works off a queue; a message that fails is delivered again alone. */
  worksOff(queue: Queue, batchSize: number, maxConcurrency: number, windowSeconds = 0): this {
    this.lambda.addEventSource(
      new SqsEventSource(queue, {
        batchSize,
        maxConcurrency,
        reportBatchItemFailures: true,
        ...(windowSeconds > 0 ? { maxBatchingWindow: Duration.seconds(windowSeconds) } : {}),
      }),
    );
    return this;
  }
}
