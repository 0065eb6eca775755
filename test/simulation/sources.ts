/** The queues that functions work off in every run, in the order in which they go where all goes in order. */
export const SOURCES = ['commands', 'chunks', 'recoveries', 'arrivals'] as const;

/** Any queue that functions work off. */
export type Source = (typeof SOURCES)[number] | 'webhook' | 'kpis';
