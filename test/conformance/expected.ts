import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const cents = z.int();
const count = z.int().nonnegative();

/** What a file amounts to. Only what stands here is compared; money is centavos. */
const expectation = z.strictObject({
  /** Where the file or its figures come from, for people. */
  source: z.string().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  format: z.string().optional(),
  service: z.string().optional(),
  bank: z.string().optional(),
  entries: count.optional(),
  /** All kinds of the file: how many, and where it is known what they paid. */
  byKind: z.record(z.string(), z.union([count, z.strictObject({ count, paidCents: cents })])).optional(),
  /** All codes of the bank, and how many entries have each. */
  occurrences: z.record(z.string(), count).optional(),
  faceCents: cents.optional(),
  paidCents: cents.optional(),
  netCents: cents.optional(),
  feeCents: cents.optional(),
  moneyInCents: cents.optional(),
  /** All problems by their codes. Where this is absent, warnings are let pass and errors are not. */
  problems: z.record(z.string(), count).optional(),
  /** Fields of the first entry. */
  first: z.record(z.string(), z.json()).optional(),
  /** Fields of entries, by the line they begin on. */
  at: z.record(z.string().regex(/^\d+$/), z.record(z.string(), z.json())).optional(),
});

/** By the name of the file, relative to its folder; a member of an archive as `archive.zip!member`. */
export const expectedFiles = z.record(z.string(), expectation);

export type Expectation = z.infer<typeof expectation>;
export type ExpectedFiles = z.infer<typeof expectedFiles>;

/** Reads what is expected of a folder. @throws when it is not what the schema says, with the place */
export function readExpected(path: string): ExpectedFiles {
  if (!existsSync(path)) return {};
  const result = expectedFiles.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (result.success) return result.data;
  throw new Error(`${path}: ${z.prettifyError(result.error)}`);
}
