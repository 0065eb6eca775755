import { isCivilDate } from '@baixa/core';
import { z } from 'zod';

/** Fields that several kinds of registrations have. */
export const civilDate = z.string().refine(isCivilDate, 'expected a day that exists, written YYYY-MM-DD');
export const cents = z.int('expected whole centavos').nonnegative().max(Number.MAX_SAFE_INTEGER);
export const identifier = z.string().trim().min(1).max(120);

/** Every identifier that a bank may echo. */
export const identifiersSchema = z
  .strictObject({
    /** The agreement under which the nosso número was given. */
    agreement: identifier.optional(),
    nossoNumero: identifier.optional(),
    seuNumero: identifier.optional(),
    txid: z
      .string()
      .regex(/^[a-zA-Z0-9]{1,35}$/, 'expected 1 to 35 letters and digits')
      .optional(),
    barcode: z
      .string()
      .regex(/^\d{44}$/, 'expected 44 digits')
      .optional(),
    /** CPF or CNPJ of who will pay: the last resort of matching, never shown in a log or an event. */
    payerTaxId: z
      .string()
      .regex(/^([0-9]{11}|[0-9A-Z]{14})$/, 'expected a CPF of 11 digits or a CNPJ of 14 characters')
      .optional(),
  })
  .refine((ids) => ids.nossoNumero === undefined || ids.agreement !== undefined, {
    message: 'a nosso número needs the agreement that gave it',
    path: ['agreement'],
  });
