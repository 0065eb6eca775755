import { text } from '@baixa/fixed-width';

/** How all records about one client begin. */
export const CLIENT = [
  text('client', 2, 26, 'The client at the company'),
  text('branch', 27, 30, 'Agência that is debited'),
  text('clientAtBank', 31, 44, 'The client at the bank'),
] as const;

/** How they end. */
export const MOVEMENT = text('movement', 150, 150, 'Código do movimento');

/** The number of the client, which orders and results have since v05 to prove whose account it is. */
export const TAX_ID = [
  text('taxIdType', 130, 130, '1 CNPJ, 2 CPF'),
  text('taxId', 131, 145, 'CPF or CNPJ'),
] as const;
