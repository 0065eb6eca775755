export * from './action.ts';
export * from './case.ts';
export * from './debt.ts';
export * from './delays.ts';
export * from './ladder.ts';
export * from './parameters.ts';
export * from './window.ts';
