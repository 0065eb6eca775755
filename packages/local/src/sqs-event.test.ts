import { expect, test } from 'vitest';
import { failedMessages, sqsEventOf } from './sqs-event.ts';

test('a batch is written as an event source mapping writes it', () => {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1',
    SenderId: '000000000000',
    ApproximateFirstReceiveTimestamp: '2',
  };
  const message = {
    MessageId: 'm',
    ReceiptHandle: 'r',
    Body: 'b',
    MD5OfBody: 'md5',
    MD5OfMessageAttributes: 'md5a',
    Attributes: attributes,
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'x' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    },
  };
  expect(sqsEventOf([message], 'arn:q')).toEqual({
    Records: [
      {
        messageId: 'm',
        receiptHandle: 'r',
        body: 'b',
        attributes,
        messageAttributes: {
          kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
          raw: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfMessageAttributes: 'md5a',
        md5OfBody: 'md5',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:q',
        awsRegion: 'sa-east-1',
      },
    ],
  });
});

test.each<[string, string[]]>([
  ['null', []],
  ['{}', []],
  ['"text"', []],
  ['{"batchItemFailures":[]}', []],
  ['{"batchItemFailures":null}', []],
  ['{"batchItemFailures":[{"itemIdentifier":"b"}]}', ['b']],
  ['{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":""}]}', ['a', 'b']],
  ['{"batchItemFailures":[{"itemIdentifier":null}]}', ['a', 'b']],
  ['{"batchItemFailures":[{"messageId":"b"}]}', ['a', 'b']],
  ['{"batchItemFailures":[{"itemIdentifier":"z"}]}', ['a', 'b']],
  ['{"batchItemFailures":[null]}', ['a', 'b']],
  ['{"batchItemFailures":"b"}', ['a', 'b']],
])('the answer %s to the messages a and b fails %j', (payload, failed) => {
  expect([...failedMessages(payload, ['a', 'b'])]).toEqual(failed);
});
