import { canonicalJson, mapLimit, type Problem, problem, warning } from '@baixa/core';
import { type ChargeRegistration, chargeSchema, isCharge } from './charge.ts';
import type { Receivables } from './ports.ts';
import { type Registered, type Registration, registrationSchema } from './receivable.ts';

/** What a batch of registrations came to. */
export interface RegisterResult {
  registered: number;
  unchanged: number;
  problems: Problem[];
}

const WRITES_AT_ONCE = 32;

/**
 * Registers receivables and collective charges. One that is there already with the same content is left as it is; one
 * with other content is refused with a problem, because what was registered may already have been paid.
 */
export async function registerReceivables(
  receivables: Receivables,
  registrations: (Registration | ChargeRegistration)[],
  registered?: Registered,
): Promise<RegisterResult> {
  const result: RegisterResult = { registered: 0, unchanged: 0, problems: [] };
  await mapLimit(registrations, WRITES_AT_ONCE, async (registration) => {
    const { existing } = await receivables.register(registration, registered);
    if (existing === undefined) result.registered += 1;
    else if (sameRegistration(existing, registration)) result.unchanged += 1;
    else
      result.problems.push(
        problem(
          'receivable.differs',
          { path: registration.id },
          `${isCharge(existing) ? 'Collective charge' : 'Receivable'} ${registration.id} is already registered with other content.`,
          'Register the change under a new id, or send the content it was registered with.',
        ),
      );
  });
  const charges = registrations.filter((each) => isCharge(each));
  result.problems.push(...(await coversNobody(receivables, charges)));
  return result;
}

/** A charge may be registered before what it covers, which may also be a slip of the pen: somebody should know. */
async function coversNobody(receivables: Receivables, charges: ChargeRegistration[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [company, own] of Map.groupBy(charges, (charge) => charge.company)) {
    const ids = new Set(own.flatMap(({ covers }) => covers.map(({ receivable }) => receivable)));
    const known = await receivables.load(company, [...ids], { consistent: true });
    for (const { id, covers } of own)
      for (const { receivable } of covers)
        if (!known.has(receivable))
          problems.push(
            warning(
              'charge.covers-unknown',
              { path: id },
              `Collective charge ${id} covers ${receivable}, and company ${company} has no such receivable yet.`,
              `A payment of ${id} waits until it is registered.`,
            ),
          );
  }
  return problems;
}

/** True when both register the same: what happened since does not count. */
export function sameRegistration(
  existing: Registration | ChargeRegistration,
  registration: Registration | ChargeRegistration,
): boolean {
  return canonicalOf(existing) === canonicalOf(registration);
}

function canonicalOf(row: Registration | ChargeRegistration): string {
  const { id, company, identifiers, faceCents, dueOn } = row;
  const common = { id, company, identifiers, faceCents, dueOn };
  if (isCharge(row)) return canonicalJson(chargeSchema.parse({ ...common, covers: row.covers }));
  const { account, issuedOn, terms, strata, acordo } = row;
  const given = registrationSchema.parse({ ...common, account, issuedOn, terms, strata });
  return canonicalJson({ ...given, acordo });
}
