import { RemovalPolicy } from 'aws-cdk-lib';
import { type CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Closing } from './closing.ts';
import { BaixaFunction } from './function.ts';
import { limits } from './limits.ts';
import type { Messaging } from './messaging.ts';
import type { Storage } from './storage.ts';

/** The HTTP API for people and ERPs. Every request is signed with IAM credentials. */
export function api(scope: Construct, storage: Storage, messaging: Messaging, closing: Closing): HttpApi {
  const { ledger, receivables, files, contracts, kpis, key } = storage;
  const { commands, recoveries } = messaging;
  const fn = new BaixaFunction(scope, 'Api', {
    folder: 'api',
    timeoutSeconds: limits.apiSeconds,
    key,
    environment: {
      RECEIVABLES_TABLE: receivables.tableName,
      FILES_TABLE: files.tableName,
      CONTRACTS_TABLE: contracts.tableName,
      KPIS_TABLE: kpis.tableName,
      LEDGER_BUCKET: ledger.bucketName,
      COMMANDS_QUEUE_URL: commands.queueUrl,
      RECOVERIES_QUEUE_URL: recoveries.queueUrl,
      CLOSE_CYCLE_ARN: closing.stateMachine.stateMachineArn,
    },
  })
    .mayRead(ledger)
    .mayOnTable(receivables, 'BatchGetItem')
    .mayOnTable(files, 'GetItem', 'BatchGetItem')
    .mayQueryIndex(files, 'listed')
    .mayOnTable(contracts, 'GetItem', 'Query', 'PutItem')
    // It saves the sum of a month that it had to add up.
    .mayOnTable(kpis, 'Query', 'PutItem')
    .maySend(commands)
    .maySend(recoveries)
    .mayStart(closing.stateMachine);

  const http = new HttpApi(scope, 'HttpApi', { description: 'Baixa: commands and questions' });
  http.addRoutes({
    path: '/{proxy+}',
    methods: [HttpMethod.ANY],
    integration: new HttpLambdaIntegration('ApiIntegration', fn.lambda),
    authorizer: new HttpIamAuthorizer(),
  });
  const accessLog = new LogGroup(scope, 'ApiAccessLog', {
    retention: limits.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const stage = http.defaultStage?.node.defaultChild as CfnStage;
  stage.accessLogSettings = {
    destinationArn: accessLog.logGroupArn,
    format: JSON.stringify({
      requestId: '$context.requestId',
      method: '$context.httpMethod',
      status: '$context.status',
      latencyMs: '$context.responseLatency',
    }),
  };
  return http;
}
