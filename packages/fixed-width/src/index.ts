export * from './column.ts';
export * from './lines.ts';
export * from './record.ts';
