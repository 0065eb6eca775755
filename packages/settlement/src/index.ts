export * from './decide.ts';
export * from './due.ts';
export * from './match.ts';
export * from './outcome.ts';
export * from './ports.ts';
export * from './receivable.ts';
export * from './register.ts';
export * from './settle-chunk.ts';
