export * from './erps.ts';
export type { FoundProblem } from './found.ts';
export * from './profile.ts';
