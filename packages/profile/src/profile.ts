import { z } from 'zod';
import { type Contract, contractSchema } from './contract.ts';
import { type FoundProblem, found } from './found.ts';
import { cents, civilDate, id, percent } from './values.ts';

const company = z.strictObject({
  id,
  name: z.string().trim().min(1).max(120),
  /** The amount above which a second person confirms how an exception is resolved. */
  confirmAboveCents: cents.optional(),
  /** Days after the due date of an unpaid part after which an acordo is broken; without it a person breaks it. */
  breakAcordosAfterDays: z.int().positive().max(366).optional(),
  /** How its key indicators are read; docs/kpis.md tells the alternatives. */
  kpis: z
    .strictObject({
      /** Days of a year of billings in the DSO. */
      yearDays: z.union([z.literal(360), z.literal(365)], 'expected 360 or 365').optional(),
      /** Days after its due date after which a bill is delinquent; otherwise the last day of the contract's ladder. */
      delinquentAfterDays: z.int().nonnegative().max(3660).optional(),
      /** Tariff categories of public customers, who are no part of the collection efficiency. */
      publicTariffCategories: z.array(z.string().trim().min(1).max(80)).max(50).optional(),
    })
    .optional(),
});

const BANK = "expected the three digits of a bank in quotes ('001'), or pix";
const CODE = 'expected the code in quotes, as the header of its files has it';

const POSITIONS = 'expected the first and last position in the barcode, from 20 to 44, such as "26-33"';
const positions = z
  .string(POSITIONS)
  .regex(/^\d{2}-\d{2}$/, POSITIONS)
  .refine((text) => Number(text.slice(0, 2)) >= 20 && Number(text.slice(3)) <= 44, POSITIONS)
  .refine(
    (text) => Number(text.slice(0, 2)) <= Number(text.slice(3)),
    'expected the first position before the last, such as "26-33"',
  );
const DATE_POSITIONS = 'expected eight positions in the barcode, of a date as AAAAMMDD, such as "20-27"';
/** Where the company writes what into the free field of its barcodes of arrecadação. */
const freeField = z.strictObject({
  companyUse: positions.optional(),
  seuNumero: positions.optional(),
  dueOn: positions
    .refine((text) => Number(text.slice(3)) - Number(text.slice(0, 2)) === 7, DATE_POSITIONS)
    .optional(),
});

/** An agreement (convênio): what ties a file to a company, and how exact its payments must be. */
const agreement = z.strictObject({
  id,
  company: id,
  /** Three digits of the bank, or `pix` for an agreement whose files are API Pix JSON. */
  bank: z.string(BANK).regex(/^(\d{3}|pix)$/, BANK),
  /** The agreement's code as the header of its files has it. */
  code: z.string(CODE).trim().min(1).max(30),
  account: z.string().trim().min(1).max(40).optional(),
  /** The Pix keys whose payments belong to this agreement. */
  pixKeys: z.array(z.string().trim().min(1).max(77)).max(100).optional(),
  /** What a payment may differ from what was due and still settle: the larger of the two. */
  tolerance: z.strictObject({ cents, percent: percent.optional() }).default({ cents: 0 }),
  /** Days between due date and payment within which a payment may be matched by its payer alone. */
  payerWindowDays: z.int().nonnegative().max(366).optional(),
  /** What the bills of this agreement tell in their barcodes. */
  freeField: freeField.optional(),
  /** Days besides the national holidays on which the municipality's banks stand still. */
  holidays: z.array(civilDate).max(400).optional(),
});

/** Companies, their bank agreements and their performance contracts: all that Baixa must be told before a file. */
export const profileSchema = z.strictObject({
  companies: z.array(company).min(1).max(500),
  agreements: z.array(agreement).max(2000).default([]),
  contracts: z.array(contractSchema).max(500).default([]),
});
export type Profile = z.infer<typeof profileSchema>;
export type Company = z.infer<typeof company>;
export type Agreement = z.infer<typeof agreement>;

export const PROFILE_WAY_OUT = 'Nothing was applied; mend the file and apply it again.';
const tell = (code: string, path: readonly PropertyKey[], reason: string) =>
  found(code, path, reason, 'the profile', PROFILE_WAY_OUT);

/** Reads a profile from a plain value. Gives every problem at once; any problem means nothing may be applied. */
export function readProfile(value: unknown): { profile?: Profile; problems: FoundProblem[] } {
  const result = profileSchema.safeParse(value);
  if (!result.success)
    return {
      problems: result.error.issues.map((issue) => tell('profile.invalid', issue.path, issue.message)),
    };
  const problems = [...doubles(result.data), ...danglingReferences(result.data)];
  return problems.length === 0 ? { profile: result.data, problems } : { problems };
}

function doubles(profile: Profile): FoundProblem[] {
  const problems: FoundProblem[] = [];
  const once = (list: keyof Profile, field: string, key: (item: never) => string | undefined) => {
    const seen = new Set<string>();
    profile[list].forEach((item, index) => {
      const value = key(item as never);
      if (value !== undefined && seen.has(value))
        problems.push(tell('profile.double', [list, index, field], `"${value}" is there twice`));
      if (value !== undefined) seen.add(value);
    });
  };
  once('companies', 'id', (c: Company) => c.id);
  once('agreements', 'id', (a: Agreement) => a.id);
  once('contracts', 'id', (c: Contract) => c.id);
  once('agreements', 'code', (a: Agreement) => `${a.bank} ${a.code}`);
  return problems;
}

function danglingReferences(profile: Profile): FoundProblem[] {
  const companies = new Set(profile.companies.map((c) => c.id));
  return (['agreements', 'contracts'] as const).flatMap((list) =>
    profile[list].flatMap((item, index) =>
      companies.has(item.company)
        ? []
        : [
            tell(
              'profile.unknown-company',
              [list, index, 'company'],
              `no company has the id "${item.company}"`,
            ),
          ],
    ),
  );
}
