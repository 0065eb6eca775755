import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';

/** The request that DynamoDB refuses before it looks at any item. */
export function invalid(message: string): DynamoDBServiceException {
  return new DynamoDBServiceException({
    name: 'ValidationException',
    $fault: 'client',
    message,
    $metadata: {},
  });
}

/** Something that is right in itself and cannot be done to the item as it stands. */
export class Unfit extends Error {}
