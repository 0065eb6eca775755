import { Readable } from 'node:stream';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  ThrottlingException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';

const REGION = {
  region: 'sa-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
};

/** The clients of a function, which the stores really use; what they send is mocked. */
export const aws = {
  dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(REGION), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  s3: new S3Client(REGION),
  sqs: new SQSClient(REGION),
  sns: new SNSClient(REGION),
};

export const mocks = {
  dynamodb: mockClient(aws.dynamodb),
  s3: mockClient(aws.s3),
  sqs: mockClient(aws.sqs),
  sns: mockClient(aws.sns),
};

export function resetMocks(): void {
  for (const mock of Object.values(mocks)) mock.reset();
}

/** The two ways in which DynamoDB says "slow down", as they are when the SDK has given up trying again. */
export const THROTTLES = [
  new ThrottlingException({ message: 'Rate of requests exceeds the allowed throughput.', $metadata: {} }),
  new ProvisionedThroughputExceededException({
    message: 'The level of configured provisioned throughput for the table was exceeded.',
    $metadata: {},
  }),
];

/** A condition that does not hold, with the item that stands in the way. */
export const conditionFailed = (standing?: object) =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(standing === undefined ? {} : { Item: marshall(standing, { removeUndefinedValues: true }) }),
  });

/** A transaction cancelled for these reasons, one for each of its parts. */
export const transactionCancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

export const noSuchKey = () => new NoSuchKey({ message: 'The specified key does not exist.', $metadata: {} });

/** The answer of GetObject with a text as the object. */
export function object(text: string) {
  const Body = Object.assign(Readable.from([Buffer.from(text)]), { transformToString: async () => text });
  return { Body: Body as never };
}
