import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

const REGION = {
  region: 'sa-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
};

/** Clients as the functions have them, with one attempt; a test mocks what they send. */
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient(REGION), {
  marshallOptions: { removeUndefinedValues: true },
});
export const s3 = new S3Client(REGION);
export const sqs = new SQSClient(REGION);
export const sns = new SNSClient(REGION);
export const table = { client: documents, name: 'the-table' };

/** One answer of DynamoDB's HTTP API. */
export interface Answer {
  status?: number;
  /** The name of an exception, as `__type` has it. */
  type?: string;
  body?: object;
}

/**
 * A client whose answers are DynamoDB's JSON, so that the SDK's own reading and retrying is what runs. Gives the
 * requests it sent; the last answer stands for all that follow.
 */
export function answering(answers: Answer[], maxAttempts = 2) {
  const requests: { target: string; body: Record<string, unknown> }[] = [];
  const requestHandler = {
    handle: async (request: { headers: Record<string, string>; body: Uint8Array }) => {
      requests.push({
        target: request.headers['x-amz-target'] ?? '',
        body: JSON.parse(new TextDecoder().decode(request.body)),
      });
      const { status, type, body } = answers[Math.min(requests.length, answers.length) - 1] ?? {};
      const text = JSON.stringify(
        type === undefined ? (body ?? {}) : { __type: `com.amazonaws.dynamodb.v20120810#${type}`, ...body },
      );
      return {
        response: {
          statusCode: status ?? (type === undefined ? 200 : 400),
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: new TextEncoder().encode(text),
        },
      };
    },
  };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...REGION, maxAttempts, requestHandler: requestHandler as never }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  return { table: { client, name: 'the-table' }, requests };
}

/** What a mocked client throws when a condition does not hold, with the item that stands in the way. */
export const refusal = (standing?: object) =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    ...(standing === undefined ? {} : { Item: marshall(standing, { removeUndefinedValues: true }) }),
  });

/** What it throws when a transaction was cancelled for these reasons, one for each of its parts. */
export const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
