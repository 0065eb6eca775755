/**
 * What the package gives by itself, apart from Baixa: a reader of whole files, and what it is made of. Inside the
 * repository `index.ts` is what the other packages use.
 */
export type { Cents, CivilDate, Entry, EntryKind, Place, Problem, Severity } from '@baixa/core';
export { formatBrl, formatProblem, isMoneyIn, movedCents } from '@baixa/core';
export type { Column, ColumnKind, Field, FixedRecord, Layout, Line } from '@baixa/fixed-width';
export { fitLine, MALFORMED } from '@baixa/fixed-width';
export { type PaidMeaning, paidMeaningOf } from './amounts.ts';
export { mod10, mod11 } from './check-digits.ts';
export type { Found, Sink } from './found.ts';
export { type BankLayout, layoutOf } from './layouts/banks.ts';
export { CNAB240_LAYOUTS } from './layouts/catalogue.ts';
export * from './library/read-cnab240.ts';
export { type NossoNumero, nossoNumeroOf } from './nosso-numero.ts';
export { type NossoNumeroParts, nossoNumeroDigitsOf } from './nosso-numero-digits.ts';
export { occurrenceOf, occurrencesOf } from './occurrences/banks.ts';
export type { Occurrence, OccurrenceTable } from './occurrences/occurrence.ts';
export { TitlePairs } from './title-pairs.ts';
