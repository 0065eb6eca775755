import type { Message } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { REGION } from './template.ts';

/** Writes the event of a batch as Lambda's event source mapping does. */
export function sqsEventOf(messages: Message[], queueArn: string): SQSEvent {
  return { Records: messages.map((message) => recordOf(message, queueArn)) };
}

function recordOf(message: Message, queueArn: string): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
      ...(value.BinaryValue === undefined
        ? {}
        : { binaryValue: Buffer.from(value.BinaryValue).toString('base64') }),
      stringListValues: [],
      binaryListValues: [],
      dataType: value.DataType,
    },
  ]);
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(attributes),
    ...(message.MD5OfMessageAttributes === undefined
      ? {}
      : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}

/**
 * Reads a function's answer to a batch and tells which messages failed. As on AWS, an answer without failures means
 * that all are done, and one that names no message, or a message that is not in the batch, means that all failed.
 * Source: AWS Lambda Developer Guide, "Implementing partial batch responses", success and failure conditions.
 */
export function failedMessages(payload: string, messageIds: readonly string[]): ReadonlySet<string> {
  const all = new Set(messageIds);
  const answer = JSON.parse(payload) as { batchItemFailures?: unknown } | null;
  const failures = typeof answer === 'object' ? (answer?.batchItemFailures ?? []) : [];
  if (!Array.isArray(failures)) return all;
  const named = failures.map((failure: { itemIdentifier?: string } | null) => failure?.itemIdentifier ?? '');
  return named.every((id) => all.has(id)) ? new Set(named) : all;
}
