export * from './barcode/index.ts';
export * from './detect.ts';
export * from './items.ts';
export * from './read-return-file.ts';
