export * from './cents.ts';
export * from './civil-date.ts';
export * from './clock.ts';
export * from './concurrency.ts';
export * from './entry.ts';
export * from './ids.ts';
export * from './json.ts';
export * from './problem.ts';
