export * from './documents.ts';
export * from './examples.ts';
export * from './schemas.ts';
