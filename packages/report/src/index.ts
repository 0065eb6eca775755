export * from './cells.ts';
export * from './csv.ts';
export * from './input.ts';
export * from './pdf.ts';
export * from './report.ts';
export * from './xlsx.ts';
