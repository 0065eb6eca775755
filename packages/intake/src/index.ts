export * from './file-record.ts';
export * from './find-agreement.ts';
export * from './ports.ts';
export * from './receive-file.ts';
