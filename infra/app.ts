import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { declaredErps } from './erp-file.ts';
import { BaixaStack } from './stack.ts';

/** CDK behaviours of today that it keeps off for older apps. They stand here so that every way to synthesize has them. */
const FEATURES = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-sns-subscriptions:restrictSqsDescryption': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
};

/**
 * The whole system as one CDK app; cdk-nag's AwsSolutions rules are run on it at every synth. In its context `region`
 * says where it stands, `erps` names the file that declares the ERPs, and `loopback-webhooks` lets those of a local cloud
 * reach this machine.
 */
export function createApp(context: Record<string, string> = {}): { app: App; stack: BaixaStack } {
  const app = new App({ context: { ...FEATURES, ...context } });
  const stack = new BaixaStack(app, 'Baixa', {
    description: 'Baixa: return files become settled receivables, recoveries and closed measurement cycles',
    erps: declaredErps(
      app.node.tryGetContext('erps'),
      app.node.tryGetContext('loopback-webhooks') === 'allowed',
    ),
    env: {
      account: process.env.CDK_DEFAULT_ACCOUNT,
      region: app.node.tryGetContext('region') ?? 'sa-east-1',
    },
  });
  Tags.of(stack).add('application', 'baixa');
  return { app, stack };
}

if (import.meta.main) {
  const { app } = createApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
}
