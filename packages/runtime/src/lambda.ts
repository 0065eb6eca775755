import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { parseJson } from '@baixa/core';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';

/** The function's logger. It is given ids, counts and codes; never a document's content, so no personal data. */
export const logger = new Logger({ serviceName: 'baixa' });
/** The function's metrics, in namespace Baixa. */
const metrics = new Metrics({ namespace: 'Baixa', serviceName: 'baixa' });

/** Counts something that happened; CloudWatch gets it at the end of the invocation. */
export function count(name: string, value = 1): void {
  metrics.addMetric(name, MetricUnit.Count, value);
}

const flush = () => {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
};
const metricsFlushed = { after: flush, onError: flush };

type Work<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/**
 * The stack around every handler: its context on each log line, its metrics flushed, its errors logged. `make` builds
 * the handler with what the environment gives, once, at the first event.
 */
export function lambda<Event, Result>(make: () => Work<Event, Result>) {
  let work: Work<Event, Result> | undefined;
  return middy<Event, Result>()
    .use(injectLambdaContext(logger))
    .use(metricsFlushed)
    .onError(({ error }) => {
      logger.error('The invocation failed.', error as Error);
    })
    .handler((event: Event, context: Context) => {
      work ??= make();
      return work(event, context);
    });
}

/**
 * Works off the messages of an SQS event one by one: the body is JSON of the given schema. A message that fails is
 * reported back alone, so that the others are not delivered again; after enough tries the queue moves it to its
 * dead-letter queue.
 */
export function eachMessage<Body>(
  schema: z.ZodType<Body>,
  work: (body: Body, record: SQSRecord) => Promise<void>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const processor = new BatchProcessor(EventType.SQS);
    const one = async (record: SQSRecord) => {
      try {
        await work(schema.parse(parseJson(record.body, `message ${record.messageId}`)), record);
      } catch (error) {
        count('MessagesFailed');
        logger.error('A message failed and will be delivered again.', {
          messageId: record.messageId,
          error: error as Error,
        });
        throw error;
      }
    };
    return processPartialResponse(event, one, processor, {
      context,
      throwOnFullBatchFailure: false,
    });
  };
}
