export * from './layouts/banks.ts';
export * from './layouts/febraban.ts';
export * from './layouts/pix.ts';
