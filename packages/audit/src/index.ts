export * from './counted.ts';
export * from './facts.ts';
export * from './keys.ts';
export * from './link.ts';
export * from './ports.ts';
export * from './rebuild.ts';
export * from './strata.ts';
export * from './verify.ts';
