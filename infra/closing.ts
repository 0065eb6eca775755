import { Duration, RemovalPolicy, TimeZone, Validations } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Errors,
  Fail,
  type IChainable,
  JsonPath,
  LogLevel,
  Map as MapState,
  Parallel,
  Pass,
  StateMachine,
  Succeed,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { BaixaFunction, logicalIdOf } from './function.ts';
import { limits } from './limits.ts';
import type { Messaging } from './messaging.ts';
import type { Storage } from './storage.ts';

/** The nightly close of measurement cycles, and the state machine that does it. */
export class Closing extends Construct {
  readonly stateMachine: StateMachine;
  /** Starts that the scheduler could not make. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, storage: Storage, messaging: Messaging) {
    super(scope, id);
    const steps = this.steps(storage, messaging);
    this.stateMachine = new StateMachine(this, 'CloseCycle', {
      definitionBody: DefinitionBody.fromChainable(this.definition(steps)),
      timeout: Duration.minutes(limits.closeMinutes),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Log', {
          retention: limits.logDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    Validations.of(this.stateMachine.role).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: "X-Ray and the delivery of logs have no resources to name (AWS's policy for Step Functions).",
      },
      ...Object.values(steps).map(({ lambda }) => ({
        id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(lambda)}.Arn>:*]`,
        reason: 'CDK grants the versions of a step function beside the function.',
      })),
    );
    this.deadLetters = new Queue(this, 'ScheduleDeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(limits.deadLetterRetentionDays),
    });
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself a dead-letter queue, of the schedule.',
    });
    new Schedule(this, 'Nightly', {
      description: 'Closes the measurement cycles that have ended',
      schedule: ScheduleExpression.cron({ minute: '0', hour: '2', timeZone: TimeZone.AMERICA_SAO_PAULO }),
      target: new StepFunctionsStartExecution(this.stateMachine, {
        input: ScheduleTargetInput.fromObject({ on: '<aws.scheduler.scheduled-time>', failed: [] }),
        deadLetterQueue: this.deadLetters,
        retryAttempts: 3,
      }),
    });
  }

  private steps(storage: Storage, { settlements, alarms, commands, recoveries, kpis }: Messaging) {
    const { contracts, chains, receivables, ledger, key } = storage;
    const scope = new Construct(this, 'Steps');
    const step = (name: string, folder: string) =>
      new BaixaFunction(scope, name, {
        folder: `close-cycle/${folder}`,
        timeoutSeconds: limits.closeStepSeconds,
        key,
        environment: {
          CONTRACTS_TABLE: contracts.tableName,
          CHAINS_TABLE: chains.tableName,
          RECEIVABLES_TABLE: receivables.tableName,
          LEDGER_BUCKET: ledger.bucketName,
          SETTLEMENTS_TOPIC_ARN: settlements.topicArn,
          KPIS_QUEUE_URL: kpis.queueUrl,
          ALARMS_TOPIC_ARN: alarms.topicArn,
          RECOVERIES_QUEUE_URL: recoveries.queueUrl,
          COMMANDS_QUEUE_URL: commands.queueUrl,
        },
      });
    return {
      sweepAcordos: step('SweepAcordos', 'sweep-acordos').mayOnTable(contracts, 'Query').maySend(commands),
      openCases: step('OpenCases', 'open-cases')
        .mayOnTable(contracts, 'Query')
        .mayOnTable(receivables, 'Scan')
        .maySend(recoveries),
      listDue: step('ListDue', 'list-due').mayOnTable(contracts, 'Query', 'GetItem'),
      expire: step('Expire', 'expire')
        .mayOnTable(contracts, 'GetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem')
        .mayOnTable(receivables, 'BatchGetItem')
        .mayWrite(ledger, 'events/')
        .mayPublish(settlements)
        .maySend(kpis),
      freeze: step('Freeze', 'freeze').mayOnTable(contracts, 'UpdateItem'),
      tally: step('Tally', 'tally').mayOnTable(contracts, 'Query').mayWrite(ledger, 'cycles/'),
      score: step('Score', 'score').mayOnTable(contracts, 'Query'),
      commit: step('Commit', 'commit')
        .mayOnTable(contracts, 'GetItem', 'PutItem', 'ConditionCheckItem')
        .mayOnTable(chains, 'GetItem', 'PutItem')
        .mayRead(ledger, 'cycles/')
        .mayRead(ledger, 'links/')
        .mayWrite(ledger, 'cycles/')
        .mayWrite(ledger, 'links/'),
      announce: step('Announce', 'announce')
        .mayOnTable(contracts, 'Query', 'UpdateItem')
        .mayWrite(ledger, 'events/')
        .mayPublish(settlements),
      reopen: step('Reopen', 'reopen')
        .mayOnTable(contracts, 'UpdateItem', 'ConditionCheckItem')
        .mayPublish(alarms),
    };
  }

  /**
   * sweep acordos ▶ open cases ▶ list due ▶ for each contract: expire windows ▶ freeze ▶ tally shards ▶ score ▶ commit ▶ announce ▶ list due again,
   * until none is due. A contract that fails has its cycle opened again and is left for the next night, the others go
   * on, and the execution fails.
   */
  private definition(steps: ReturnType<Closing['steps']>) {
    const invoke = (name: string, { lambda }: BaixaFunction, resultPath?: string) =>
      new LambdaInvoke(this, name, {
        lambdaFunction: lambda,
        payloadResponseOnly: true,
        ...(resultPath === undefined ? {} : { resultPath }),
      }).addRetry({
        errors: [Errors.ALL],
        interval: Duration.seconds(2),
        maxAttempts: 3,
        backoffRate: 2,
      });
    const eachShard = (
      name: string,
      work: IChainable,
      resultPath: string,
      more: Record<string, string> = {},
    ) =>
      new MapState(this, name, {
        itemsPath: '$.shards',
        itemSelector: {
          contract: JsonPath.stringAt('$.contract'),
          cycle: JsonPath.numberAt('$.cycle'),
          from: JsonPath.stringAt('$.from'),
          to: JsonPath.stringAt('$.to'),
          shard: JsonPath.numberAt('$$.Map.Item.Value'),
          ...more,
        },
        maxConcurrency: limits.closeShardsAtOnce,
        resultPath,
      }).itemProcessor(work);

    const noteFailure = new Pass(this, 'Note failure', {
      parameters: { contract: JsonPath.stringAt('$.contract'), failed: true },
    });
    // What cannot even be opened again stays frozen: facts that come meanwhile are adjustments, and nothing is lost.
    const reopen = invoke('Reopen', steps.reopen).addCatch(noteFailure, { resultPath: JsonPath.DISCARD });
    const announce = invoke('Announce', steps.announce);
    const close = eachShard('Expire windows', invoke('Expire shard', steps.expire), JsonPath.DISCARD)
      .next(invoke('Freeze', steps.freeze, '$.frozen'))
      .next(
        eachShard('Tally shards', invoke('Tally shard', steps.tally), '$.tallies', {
          frozen: JsonPath.stringAt('$.frozen'),
        }),
      )
      .next(invoke('Score', steps.score, '$.result'))
      .next(invoke('Commit', steps.commit, JsonPath.DISCARD))
      .next(announce);
    const closeOne = new Choice(this, 'Closed already?')
      .when(
        Condition.booleanEquals('$.committed', true),
        invoke('Keep', steps.commit, JsonPath.DISCARD).next(announce),
      )
      .otherwise(close);
    const guarded = new Parallel(this, 'Close one contract', { resultSelector: { 'closed.$': '$[0]' } })
      .branch(closeOne)
      .addCatch(reopen, { resultPath: '$.error' });
    const closeAll = new MapState(this, 'Close what is due', {
      itemsPath: '$.due',
      maxConcurrency: 4,
      resultPath: '$.round',
    }).itemProcessor(guarded);
    const listDue = invoke('List due', steps.listDue);
    // A night without new cases is no reason to close nothing; the next night asks for them as well.
    const openCases = invoke('Open cases', steps.openCases, JsonPath.DISCARD).addCatch(listDue, {
      resultPath: JsonPath.DISCARD,
    });
    // Acordos that are not broken tonight are broken tomorrow.
    const sweepAcordos = invoke('Sweep acordos', steps.sweepAcordos, JsonPath.DISCARD).addCatch(openCases, {
      resultPath: JsonPath.DISCARD,
    });
    return sweepAcordos
      .next(openCases)
      .next(listDue)
      .next(
        new Choice(this, 'Any due?')
          .when(Condition.booleanEquals('$.anyDue', true), closeAll.next(listDue))
          .when(
            Condition.booleanEquals('$.anyFailed', true),
            new Fail(this, 'Some failed', {
              error: 'close-cycle.failed',
              cause: 'Some contracts could not be closed; the log of their steps says why.',
            }),
          )
          .otherwise(new Succeed(this, 'All closed')),
      );
  }
}
