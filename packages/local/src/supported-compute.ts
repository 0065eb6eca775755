import { CAPACITY, GUARDS, LABEL, type Support, WATCHES } from './support.ts';

/** The resource types that run, or make something run. */
export const COMPUTE_TYPES: Readonly<Record<string, Support>> = {
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
