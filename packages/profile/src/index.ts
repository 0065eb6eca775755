export * from './changed-contract.ts';
export * from './collection-terms.ts';
export * from './contract.ts';
export * from './contract-profile.ts';
export * from './erps.ts';
export { type FoundProblem, found } from './found.ts';
export * from './ladder.ts';
export * from './profile.ts';
