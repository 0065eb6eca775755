import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * The SDK clients of a function, made once for each Lambda environment. Region, credentials and endpoints come from
 * the environment, on AWS as on one machine.
 */
export const clients = {
  dynamodb: () =>
    DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  s3: () => new S3Client({ maxAttempts: 5 }),
  sqs: () => new SQSClient({ maxAttempts: 5 }),
  sns: () => new SNSClient({ maxAttempts: 5 }),
  secrets: () => new SecretsManagerClient({ maxAttempts: 5 }),
  sfn: () => new SFNClient({ maxAttempts: 5 }),
};
