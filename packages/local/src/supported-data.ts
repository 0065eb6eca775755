import { CAPACITY, GUARDS, LABEL, type Support, WATCHES } from './support.ts';

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

/** The resource types that hold or carry data. */
export const DATA_TYPES: Readonly<Record<string, Support>> = {
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
  'AWS::SecretsManager::Secret': {
    applied: ['Name', 'GenerateSecretString'],
    ignored: { KmsKeyId: GUARDS, Description: LABEL, Tags: LABEL },
  },
  'AWS::SNS::Subscription': {
    applied: ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope'],
    ignored: {
      RedrivePolicy: 'a delivery from topic to queue inside one process cannot fail',
      Region: 'one machine is one region',
    },
  },
};
