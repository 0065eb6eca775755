import { type Identity, type Resolve, UnresolvableError } from './intrinsics.ts';
import { ACCOUNT_ID, type Endpoints, REGION, type Resource } from './template.ts';

/** Writes an ARN of the local account and region. */
export function arn(service: string, rest: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${rest}`;
}

/** The last part of an ARN of a queue, a topic, a function or a state machine: its name. */
export function nameOfArn(text: string): string {
  return text.split(':').at(-1) ?? text;
}

type Identify = (name: string, id: string, endpoints: Endpoints) => Identity;

const table: Identify = (name) => ({ ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } });

/** The property that names a resource, and how its name becomes `Ref` and `Fn::GetAtt`, by type. */
const IDENTIFIERS: Record<string, { nameIn?: string; identify: Identify }> = {
  'AWS::DynamoDB::Table': { nameIn: 'TableName', identify: table },
  'AWS::DynamoDB::GlobalTable': { nameIn: 'TableName', identify: table },
  'AWS::S3::Bucket': {
    nameIn: 'BucketName',
    identify: (name) => ({
      ref: name.toLowerCase(),
      attributes: {
        Arn: `arn:aws:s3:::${name.toLowerCase()}`,
        DomainName: `${name.toLowerCase()}.s3.amazonaws.com`,
        RegionalDomainName: `${name.toLowerCase()}.s3.${REGION}.amazonaws.com`,
      },
    }),
  },
  'AWS::SQS::Queue': {
    nameIn: 'QueueName',
    identify: (name, _id, { storage }) => {
      const url = `${storage}/${ACCOUNT_ID}/${name}`;
      return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
    },
  },
  'AWS::SNS::Topic': {
    nameIn: 'TopicName',
    identify: (name) => ({
      ref: arn('sns', name),
      attributes: { TopicArn: arn('sns', name), TopicName: name },
    }),
  },
  'AWS::SecretsManager::Secret': {
    nameIn: 'Name',
    identify: (name) => {
      const secret = arn('secretsmanager', `secret:${name}`);
      return { ref: secret, attributes: { Id: secret } };
    },
  },
  'AWS::Lambda::Function': {
    nameIn: 'FunctionName',
    identify: (name) => ({ ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } }),
  },
  'AWS::StepFunctions::StateMachine': {
    nameIn: 'StateMachineName',
    identify: (name) => {
      const machine = arn('states', `stateMachine:${name}`);
      return { ref: machine, attributes: { Arn: machine, Name: name } };
    },
  },
  'AWS::ApiGatewayV2::Api': {
    identify: (_name, id, { api }) => ({
      ref: id.toLowerCase(),
      attributes: { ApiId: id.toLowerCase(), ApiEndpoint: api },
    }),
  },
  'AWS::Scheduler::Schedule': {
    nameIn: 'Name',
    identify: (name) => ({ ref: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } }),
  },
};

/** Tells the name under which local makes a resource: the template's, or its logical id. */
export function physicalName(logicalId: string, resource: Resource, resolve: Resolve): string {
  const nameIn = IDENTIFIERS[resource.Type]?.nameIn;
  const named = nameIn === undefined ? undefined : resolve(resource.Properties?.[nameIn]);
  return named === undefined ? logicalId : String(named);
}

/**
 * Tells what a resource answers to `Ref` and `Fn::GetAtt`. One that local skips is known by its logical id and a
 * made-up ARN, since others may only pass those on (a role of a function, a key of a queue).
 */
export function identify(
  logicalId: string,
  resource: Resource | undefined,
  resolve: Resolve,
  endpoints: Endpoints,
): Identity {
  if (resource === undefined) throw new UnresolvableError(`There is no resource ${logicalId}.`);
  const identifier = IDENTIFIERS[resource.Type];
  if (identifier !== undefined)
    return identifier.identify(physicalName(logicalId, resource, resolve), logicalId, endpoints);
  const service = resource.Type.split('::')[1]?.toLowerCase() ?? 'local';
  return { ref: logicalId, attributes: { Arn: arn(service, logicalId), Id: logicalId } };
}
