export * from './century.ts';
export * from './column.ts';
export { decodeLine } from './decode.ts';
export * from './layout.ts';
export * from './lines.ts';
export * from './record.ts';
