export * from './detect.ts';
export * from './items.ts';
export { REMESSA_LAYOUTS } from './layouts.ts';
export { concernsWholeFile } from './problems.ts';
export * from './read-remessa.ts';
export * from './registration.ts';
export * from './title.ts';
