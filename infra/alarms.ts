import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Closing } from './closing.ts';
import type { Erps } from './erps.ts';
import { limits } from './limits.ts';

/**
 * Calls people when something needs them: any dead letter, an ERP that takes nothing, any close that failed. They
 * subscribe to the topic.
 */
export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, { closing, erps, deadLetters, topic, key }: AlarmsProps) {
    super(scope, id);
    this.topic = topic;
    key.grant(new ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey');
    for (const queue of [...deadLetters, ...erps.deadLetters, closing.deadLetters])
      this.whenAny(
        `${queue.node.id}NotEmpty`,
        `Dead letters in ${queue.node.id}: a message failed every time.`,
        queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      );
    const period = Duration.minutes(5);
    for (const queue of erps.queues)
      this.whenAny(
        `${queue.node.id}Behind`,
        `The ERP ${queue.node.id} has taken nothing for ${limits.erpBehindDays} days.`,
        queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
        Duration.days(limits.erpBehindDays).toSeconds(),
      );
    this.whenAny('CloseFailed', 'A nightly close failed.', closing.stateMachine.metricFailed({ period }));
    this.whenAny(
      'CloseTimedOut',
      'A nightly close took too long.',
      closing.stateMachine.metricTimedOut({ period }),
    );
    this.whenAny(
      'CloseAborted',
      'A nightly close was aborted.',
      closing.stateMachine.metricAborted({ period }),
    );
  }

  private whenAny(id: string, alarmDescription: string, metric: IMetric, threshold = 1): void {
    new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}

interface AlarmsProps {
  closing: Closing;
  erps: Erps;
  deadLetters: Queue[];
  topic: Topic;
  key: IKey;
}
