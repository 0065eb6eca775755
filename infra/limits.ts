/**
 * Every number that bounds the running system, in one place, with the relations that must hold between them. They are
 * asserted each time the stack is synthesized.
 */
export const limits = {
  /** Seconds a function may run. */
  receiveSeconds: 300,
  settleSeconds: 120,
  recoverSeconds: 60,
  kpisSeconds: 300,
  closeStepSeconds: 300,
  apiSeconds: 25,
  deliverSeconds: 60,
  /** Megabytes of memory. */
  memoryMb: 512,
  /** Entries of a file that one chunk holds: three BatchGets of 100 keys, some seconds of writes. */
  chunkEntries: 300,
  /** Links of a ledger, a chunk each, that one message replays for a rule: some tenths of a second each. */
  replayLinks: 100,
  /** Messages in one invocation. */
  arrivalsBatch: 1,
  chunksBatch: 1,
  commandsBatch: 1,
  recoveriesBatch: 100,
  deliveriesBatch: 10,
  /** A message may be a whole file, or one collection case. */
  kpisBatch: 10,
  /** Seconds to gather a batch of recoveries, or of notes to key indicators: many and small, and nobody waits for one. */
  recoveriesWindowSeconds: 1,
  kpisWindowSeconds: 1,
  /** Invocations at the same time that one queue may cause. */
  receiveConcurrency: 5,
  settleConcurrency: 20,
  recoverConcurrency: 5,
  deliverConcurrency: 2,
  kpisConcurrency: 5,
  /** Deliveries of a message before it goes to the dead-letter queue. */
  maxReceives: 5,
  /** Seconds in which an ERP works off what it received from its queue. */
  erpVisibilitySeconds: 60,
  /** Days an event waits for its ERP before people are called; it is lost to the queue, not to the ledger, later. */
  erpBehindDays: 3,
  /** Seconds a webhook may take to answer. */
  webhookSeconds: 15,
  /**
   * Seconds between the tries of a webhook that is not taken: twelve in three days, after which its event is a dead
   * letter. Deliveries that Lambda loses count as well, so there are some more than tries.
   */
  webhookWaitsSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 39_000, 39_000, 39_000, 39_000, 39_000],
  webhookGiveUpSeconds: 3 * 86_400,
  webhookMaxReceives: 16,
  /** Days for which the key before the current one signs webhooks too. */
  webhookKeyOverlapDays: 7,
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

type Limits = {
  [K in keyof typeof limits]: (typeof limits)[K] extends number ? number : readonly number[];
};

/** Throws when the limits contradict each other or AWS's own. */
export function assertLimits(l: Limits = limits): void {
  const must = (condition: boolean, sentence: string) => {
    if (!condition) throw new Error(`infra/limits.ts: ${sentence}`);
  };
  for (const seconds of [
    l.receiveSeconds,
    l.settleSeconds,
    l.recoverSeconds,
    l.kpisSeconds,
    l.closeStepSeconds,
    l.deliverSeconds,
  ]) {
    must(seconds <= 900, 'a Lambda function runs at most 900 seconds.');
    must(visibilitySeconds(seconds) <= 43_200, 'a message is invisible for at most 12 hours.');
  }
  must(l.apiSeconds < 30, 'API Gateway waits 30 seconds; the function must answer before.');
  must(
    l.recoveriesBatch <= 10 || l.recoveriesWindowSeconds >= 1,
    'a batch over 10 needs a window of a second.',
  );
  must(l.chunkEntries <= 1000, "a chunk's outcome is held in memory whole.");
  must(l.replayLinks * 0.4 <= l.settleSeconds, 'a message of a replay must be through in its time.');
  must(l.deadLetterRetentionDays > l.queueRetentionDays, 'a dead letter must outlive the message it was.');
  must(l.maxReceives >= 3, 'a throttled message needs a few tries before it is a dead letter.');
  must(l.closeMinutes * 60 > 6 * l.closeStepSeconds, 'a close must have the time for each of its steps.');
  must(
    Math.min(
      l.receiveConcurrency,
      l.settleConcurrency,
      l.recoverConcurrency,
      l.kpisConcurrency,
      l.deliverConcurrency,
    ) >= 2,
    'an event source mapping has at least 2 invocations at once.',
  );
  must(l.erpBehindDays < l.queueRetentionDays, 'people are called before an event is lost to its queue.');
  const tries = l.webhookWaitsSeconds.length + 1;
  const triedSeconds = l.webhookWaitsSeconds.reduce((sum, wait) => sum + wait, 0);
  must(l.webhookSeconds * 2 < l.deliverSeconds, 'a webhook that does not answer must leave time to say so.');
  must(
    Math.max(...l.webhookWaitsSeconds) + l.deliverSeconds <= 43_200,
    'a webhook is tried again within the 12 hours that a message can be invisible.',
  );
  must(
    triedSeconds < l.webhookGiveUpSeconds && l.webhookGiveUpSeconds - triedSeconds <= 3600,
    'the last try of a webhook is in the last hour before it is given up.',
  );
  must(l.webhookMaxReceives > tries + 1, 'every try of a webhook is a delivery, and so is the giving up.');
  must(
    l.webhookGiveUpSeconds + 86_400 <= l.queueRetentionDays * 86_400,
    'a webhook is given up a day or more before its message would be lost.',
  );
}
