/** When to try again: seconds between the tries, in their order, and the age at which nothing is tried any more. */
export interface Retry {
  waitsSeconds: readonly number[];
  giveUpSeconds: number;
}

/** True for a message that was first received so many seconds ago that it is left to the dead-letter queue. */
export function isGivenUp({ giveUpSeconds }: Retry, ageSeconds: number): boolean {
  return ageSeconds >= giveUpSeconds;
}

/**
 * Seconds to wait after the n-th delivery of a message failed. A delivery that was lost before a try counts too, so the
 * last wait is repeated until the age ends it, and no wait goes beyond that age.
 */
export function waitAfter({ waitsSeconds, giveUpSeconds }: Retry, deliveries: number, ageSeconds: number) {
  const wait = waitsSeconds[Math.min(deliveries, waitsSeconds.length) - 1] ?? 0;
  return Math.ceil(Math.max(0, Math.min(wait, giveUpSeconds - ageSeconds)));
}
