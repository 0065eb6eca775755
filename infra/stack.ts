import type { Erp } from '@baixa/profile';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { api } from './api.ts';
import { Closing } from './closing.ts';
import { Erps } from './erps.ts';
import { assertLimits } from './limits.ts';
import { Messaging } from './messaging.ts';
import { pipeline } from './pipeline.ts';
import { Storage } from './storage.ts';

/** All of Baixa, wired. The same template runs on AWS and on one machine. */
export class BaixaStack extends Stack {
  constructor(scope: Construct, id: string, { erps, ...props }: BaixaStackProps) {
    super(scope, id, props);
    assertLimits();
    const storage = new Storage(this, 'Storage');
    const messaging = new Messaging(this, 'Messaging', storage);
    pipeline(this, storage, messaging);
    const told = new Erps(this, 'Erps', {
      erps,
      settlements: messaging.settlements,
      key: storage.key,
    });
    const closing = new Closing(this, 'Closing', storage, messaging);
    const http = api(this, storage, messaging, closing);
    new Alarms(this, 'Alarms', {
      closing,
      erps: told,
      deadLetters: messaging.deadLetters,
      topic: messaging.alarms,
      key: storage.key,
    });

    // What the command line needs to reach a deployment, and the tables for whoever looks closer.
    const outputs = {
      ApiUrl: http.apiEndpoint,
      InboxBucket: storage.inbox.bucketName,
      LedgerBucket: storage.ledger.bucketName,
      ReceivablesTable: storage.receivables.tableName,
      FilesTable: storage.files.tableName,
      ContractsTable: storage.contracts.tableName,
      ChainsTable: storage.chains.tableName,
      KpisTable: storage.kpis.tableName,
      SettlementsTopicArn: messaging.settlements.topicArn,
      DeadLettersScheduleUrl: closing.deadLetters.queueUrl,
      ...Object.fromEntries(
        told.queues.flatMap((queue, index) => [
          [`QueueErp${index + 1}Url`, queue.queueUrl],
          [`DeadLettersErp${index + 1}Url`, told.deadLetters[index]?.queueUrl ?? ''],
        ]),
      ),
      ...Object.fromEntries(
        messaging.queues.flatMap(({ name, queue, deadLetters }) => [
          [`Queue${name}Url`, queue.queueUrl],
          [`DeadLetters${name}Url`, deadLetters.queueUrl],
        ]),
      ),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

interface BaixaStackProps extends StackProps {
  erps: Erp[];
}
