export * from './arrecadacao.ts';
export { isArrecadacaoBarcode } from './arrecadacao-digit.ts';
export * from './boleto.ts';
export type { Decoded } from './decoded.ts';
export * from './due-factor.ts';
export * from './free-field.ts';
