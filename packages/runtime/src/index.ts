export * from './clients.ts';
export * from './clock.ts';
export * from './env.ts';
export * from './lambda.ts';
