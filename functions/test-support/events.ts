import type { APIGatewayProxyEventV2, Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';

export const CONTEXT = {
  functionName: 'baixa',
  awsRequestId: '5f2a3d0e-2c1b-4a3b-9f0e-000000000001',
  getRemainingTimeInMillis: () => 30_000,
} as Context;

/** An SQS event of these bodies, texts as they are and anything else as JSON. The messages are `m0`, `m1`, … */
export function sqsEvent(...bodies: unknown[]): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: `r${index}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1774526400000',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '1774526400001',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:sa-east-1:123456789012:the-queue',
      awsRegion: 'sa-east-1',
    })),
  };
}

/** The ids of the messages that will be delivered again. */
export function failures({ batchItemFailures }: SQSBatchResponse): string[] {
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort();
}

/** What S3 tells a queue when objects were created. Keys stand as S3 writes them: URL-encoded, blanks as `+`. */
export function s3Notification(...keys: string[]) {
  return {
    Records: keys.map((key) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'sa-east-1',
      eventTime: '2026-03-26T12:00:00.000Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
      requestParameters: { sourceIPAddress: '203.0.113.1' },
      responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'abc' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'arrivals',
        bucket: { name: 'the-inbox', ownerIdentity: { principalId: 'A3' }, arn: 'arn:aws:s3:::the-inbox' },
        object: { key, size: 240, eTag: 'd41d8cd9', versionId: 'v1', sequencer: '0055AED6DCD90281E5' },
      },
    })),
  };
}

/** What S3 sends once when notifications are set up. */
export const S3_TEST_EVENT = {
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-03-26T12:00:00.000Z',
  Bucket: 'the-inbox',
  RequestId: '5582815E1AEA5ADF',
  HostId: '8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR',
};

/** A request as API Gateway's HTTP API hands it on, payload format 2.0. A body that is no text goes as JSON. */
export function apiRequest(
  method: string,
  path: string,
  { body, query }: { body?: unknown; query?: Record<string, string> } = {},
): APIGatewayProxyEventV2 {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { 'content-type': 'application/json', host: 'api.example' },
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      authorizer: { iam: { userArn: 'arn:aws:iam::000000000000:user/ana' } },
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.1', userAgent: 'test' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '26/Mar/2026:12:00:00 +0000',
      timeEpoch: 1774526400000,
    },
    ...(text === undefined ? {} : { body: text }),
    isBase64Encoded: false,
  } as APIGatewayProxyEventV2;
}
