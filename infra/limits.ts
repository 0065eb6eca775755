/**
 * Every number that bounds the running system, in one place, with the relations that must hold between them. They are
 * asserted each time the stack is synthesized.
 */
export const limits = {
  /** Seconds a function may run. */
  receiveSeconds: 300,
  settleSeconds: 120,
  recoverSeconds: 60,
  closeStepSeconds: 300,
  apiSeconds: 25,
  /** Megabytes of memory. */
  memoryMb: 512,
  /** Entries of a file that one chunk holds: three BatchGets of 100 keys, some seconds of writes. */
  chunkEntries: 300,
  /** Messages in one invocation. */
  arrivalsBatch: 1,
  chunksBatch: 1,
  commandsBatch: 1,
  recoveriesBatch: 100,
  /** Seconds to gather a batch of recoveries; they are many and small, and nobody waits for one. */
  recoveriesWindowSeconds: 1,
  /** Invocations at the same time that one queue may cause. */
  receiveConcurrency: 5,
  settleConcurrency: 20,
  recoverConcurrency: 5,
  /** Deliveries of a message before it goes to the dead-letter queue. */
  maxReceives: 5,
  /** Seconds in which an ERP works off what it received from its queue. */
  erpVisibilitySeconds: 60,
  /** Days a message is kept; a dead letter is kept for as long as SQS can. */
  queueRetentionDays: 7,
  deadLetterRetentionDays: 14,
  /** Days a noncurrent version of an inbox object is kept; of logs. */
  inboxVersionDays: 90,
  logDays: 90,
  /** Shards of a contract that a close works on at the same time. */
  closeShardsAtOnce: 8,
  /** Minutes one nightly close may take. */
  closeMinutes: 60,
} as const;

/** SQS makes a message visible again after this many seconds: six times what the function may take (AWS's advice). */
export const visibilitySeconds = (functionSeconds: number) => 6 * functionSeconds;

/** Throws when the limits contradict each other or AWS's own. */
export function assertLimits(l: { [K in keyof typeof limits]: number } = limits): void {
  const must = (condition: boolean, sentence: string) => {
    if (!condition) throw new Error(`infra/limits.ts: ${sentence}`);
  };
  for (const seconds of [l.receiveSeconds, l.settleSeconds, l.recoverSeconds, l.closeStepSeconds]) {
    must(seconds <= 900, 'a Lambda function runs at most 900 seconds.');
    must(visibilitySeconds(seconds) <= 43_200, 'a message is invisible for at most 12 hours.');
  }
  must(l.apiSeconds < 30, 'API Gateway waits 30 seconds; the function must answer before.');
  must(
    l.recoveriesBatch <= 10 || l.recoveriesWindowSeconds >= 1,
    'a batch over 10 needs a window of a second.',
  );
  must(l.chunkEntries <= 1000, "a chunk's outcome is held in memory whole.");
  must(l.deadLetterRetentionDays > l.queueRetentionDays, 'a dead letter must outlive the message it was.');
  must(l.maxReceives >= 3, 'a throttled message needs a few tries before it is a dead letter.');
  must(l.closeMinutes * 60 > 6 * l.closeStepSeconds, 'a close must have the time for each of its steps.');
  must(
    Math.min(l.receiveConcurrency, l.settleConcurrency, l.recoverConcurrency) >= 2,
    'an event source mapping has at least 2 invocations at once.',
  );
}
