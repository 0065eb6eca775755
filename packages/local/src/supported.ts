/**
 * What local does with each resource type. A type or a property that stands in none of these tables is an error, so
 * that nothing the template says is silently lost.
 */

const GUARDS = 'guards data on AWS; one machine has one owner';
const WATCHES = 'watches on AWS; locally the terminal and the log are looked at';
const LABEL = 'only names or describes';
const CAPACITY = 'capacity and price; one machine has neither';

/** Properties that local applies, and those it may leave out, each with the reason. */
export interface Support {
  applied: readonly string[];
  ignored: Readonly<Record<string, string>>;
}

const table: Support = {
  applied: [
    'TableName',
    'AttributeDefinitions',
    'KeySchema',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
  ],
  ignored: {
    BillingMode: CAPACITY,
    ProvisionedThroughput: CAPACITY,
    OnDemandThroughput: CAPACITY,
    WriteProvisionedThroughputSettings: CAPACITY,
    WriteOnDemandThroughputSettings: CAPACITY,
    WarmThroughput: CAPACITY,
    TableClass: CAPACITY,
    Replicas: 'one machine is one region, and the settings of a replica guard or watch',
    SSESpecification: GUARDS,
    PointInTimeRecoverySpecification: GUARDS,
    DeletionProtectionEnabled: GUARDS,
    ResourcePolicy: GUARDS,
    ContributorInsightsSpecification: WATCHES,
    TimeToLiveSpecification: 'AWS deletes expired items days late, so nothing may depend on it',
    StreamSpecification: 'a consumer of a stream is refused, so nobody reads it',
    Tags: LABEL,
  },
};

/** The resource types that local runs. */
export const SUPPORTED: Readonly<Record<string, Support>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': {
    applied: ['BucketName', 'NotificationConfiguration'],
    ignored: {
      AccessControl: GUARDS,
      BucketEncryption: GUARDS,
      PublicAccessBlockConfiguration: GUARDS,
      OwnershipControls: GUARDS,
      ObjectLockEnabled: GUARDS,
      ObjectLockConfiguration: GUARDS,
      VersioningConfiguration: 'keeps what is overwritten; reads of old versions are refused locally',
      LifecycleConfiguration: CAPACITY,
      IntelligentTieringConfigurations: CAPACITY,
      LoggingConfiguration: WATCHES,
      MetricsConfigurations: WATCHES,
      InventoryConfigurations: WATCHES,
      Tags: LABEL,
    },
  },
  'Custom::S3BucketNotifications': {
    applied: ['BucketName', 'NotificationConfiguration'],
    ignored: {
      ServiceToken: 'the custom resource is read here instead of by its handler',
      Managed: 'tells the handler whether the bucket belongs to the stack',
      SkipDestinationValidation: 'tells the handler not to test the destination',
    },
  },
  'AWS::SQS::Queue': {
    applied: [
      'QueueName',
      'VisibilityTimeout',
      'DelaySeconds',
      'MaximumMessageSize',
      'MessageRetentionPeriod',
      'ReceiveMessageWaitTimeSeconds',
      'RedrivePolicy',
    ],
    ignored: {
      KmsMasterKeyId: GUARDS,
      KmsDataKeyReusePeriodSeconds: GUARDS,
      SqsManagedSseEnabled: GUARDS,
      RedriveAllowPolicy: GUARDS,
      Tags: LABEL,
    },
  },
  'AWS::SNS::Topic': {
    applied: ['TopicName'],
    ignored: {
      KmsMasterKeyId: GUARDS,
      SignatureVersion: GUARDS,
      TracingConfig: WATCHES,
      DeliveryStatusLogging: WATCHES,
      DisplayName: LABEL,
      Tags: LABEL,
    },
  },
  'AWS::SNS::Subscription': {
    applied: ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope'],
    ignored: {
      RedrivePolicy: 'a delivery from topic to queue inside one process cannot fail',
      Region: 'one machine is one region',
    },
  },
  'AWS::Lambda::Function': {
    applied: [
      'FunctionName',
      'Environment',
      'Handler',
      'PackageType',
      'Timeout',
      'MemorySize',
      'ReservedConcurrentExecutions',
    ],
    ignored: {
      Code: 'the source file of the metadata `baixa:entry` runs instead of its bundle',
      Runtime: 'the Node that runs local is the runtime',
      Architectures: CAPACITY,
      EphemeralStorage: CAPACITY,
      RuntimeManagementConfig: CAPACITY,
      SnapStart: CAPACITY,
      DeadLetterConfig: 'is for asynchronous invocations, and local makes none',
      RecursiveLoop: GUARDS,
      Role: GUARDS,
      KmsKeyArn: GUARDS,
      TracingConfig: WATCHES,
      LoggingConfig: WATCHES,
      Description: LABEL,
      Tags: LABEL,
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    applied: [
      'FunctionName',
      'EventSourceArn',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'FunctionResponseTypes',
      'ScalingConfig',
      'Enabled',
    ],
    ignored: {
      ProvisionedPollerConfig: CAPACITY,
      KmsKeyArn: GUARDS,
      MetricsConfig: WATCHES,
      LoggingConfig: WATCHES,
      Tags: LABEL,
    },
  },
  'AWS::StepFunctions::StateMachine': {
    applied: [
      'StateMachineName',
      'StateMachineType',
      'Definition',
      'DefinitionString',
      'DefinitionSubstitutions',
    ],
    ignored: {
      RoleArn: GUARDS,
      EncryptionConfiguration: GUARDS,
      LoggingConfiguration: WATCHES,
      TracingConfiguration: WATCHES,
      Tags: LABEL,
    },
  },
  'AWS::Scheduler::Schedule': {
    applied: ['Name', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target'],
    ignored: {
      FlexibleTimeWindow: 'the start of the window is within the window',
      KmsKeyArn: GUARDS,
      GroupName: LABEL,
      Description: LABEL,
    },
  },
  'AWS::ApiGatewayV2::Api': {
    applied: ['ProtocolType'],
    ignored: {
      DisableExecuteApiEndpoint: 'there is only the local address',
      Name: LABEL,
      Description: LABEL,
      Tags: LABEL,
    },
  },
  'AWS::ApiGatewayV2::Route': {
    applied: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType'],
    ignored: { OperationName: LABEL },
  },
  'AWS::ApiGatewayV2::Integration': {
    applied: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    ignored: {
      IntegrationMethod: 'a function is always invoked by POST',
      CredentialsArn: GUARDS,
      Description: LABEL,
    },
  },
  'AWS::ApiGatewayV2::Stage': {
    applied: ['ApiId', 'StageName'],
    ignored: {
      AutoDeploy: 'locally every change is deployed by a restart',
      DefaultRouteSettings: CAPACITY,
      RouteSettings: CAPACITY,
      AccessLogSettings: WATCHES,
      Description: LABEL,
      Tags: LABEL,
    },
  },
};

/** The resource types that local leaves out, each with the reason: they guard or watch, and no handler sees them. */
export const SKIPPED: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': GUARDS,
  'AWS::IAM::Policy': GUARDS,
  'AWS::IAM::ManagedPolicy': GUARDS,
  'AWS::KMS::Key': GUARDS,
  'AWS::KMS::Alias': GUARDS,
  'AWS::S3::BucketPolicy': GUARDS,
  'AWS::SQS::QueuePolicy': GUARDS,
  'AWS::SNS::TopicPolicy': GUARDS,
  'AWS::Lambda::Permission': GUARDS,
  'AWS::Logs::LogGroup': WATCHES,
  'AWS::Logs::MetricFilter': WATCHES,
  'AWS::Logs::ResourcePolicy': WATCHES,
  'AWS::Logs::QueryDefinition': WATCHES,
  'AWS::CloudWatch::Alarm': WATCHES,
  'AWS::CloudWatch::CompositeAlarm': WATCHES,
  'AWS::CloudWatch::Dashboard': WATCHES,
  'AWS::Scheduler::ScheduleGroup': LABEL,
  'AWS::CDK::Metadata': LABEL,
  'Custom::S3AutoDeleteObjects': 'empties the buckets when the stack is deleted',
  'Custom::LogRetention': WATCHES,
};

/** CDK's own functions: what they would do on AWS is done by local, or is not needed. */
const CDK_HANDLERS = [
  /^BucketNotificationsHandler/,
  /^CustomS3AutoDeleteObjectsCustomResourceProvider/,
  /^LogRetention/,
];

/** True for a function that CDK put into the template, which has no entry of ours. */
export function isCdkHandler(logicalId: string): boolean {
  return CDK_HANDLERS.some((pattern) => pattern.test(logicalId));
}
