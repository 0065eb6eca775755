import { type EventType, eventTypes } from '@baixa/events';
import { z } from 'zod';
import { type FoundProblem, found } from './found.ts';

const NAME = 'expected a lower-case letter, then letters, digits and hyphens, 30 at most';
const COMPANY = 'expected the id of a company';
const TYPE = `expected one of ${eventTypes.join(', ')}`;
const filter = <Item extends z.ZodType>(item: Item) =>
  z.array(item).min(1, 'expected at least one; leave it out for all').max(50).optional();

const WEBHOOK = 'expected https:// and a host name, without user, password or #';
/** HTTPS to a host by its name. What address the name has is looked at when it is reached, not here. */
function isWebhook(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isBare(url) && url.protocol === 'https:' && /\.[a-z][a-z0-9-]*$/.test(url.hostname);
}
/** HTTP to this machine, which a deployment never reaches. */
function isLoopbackWebhook(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isBare(url) && url.protocol === 'http:' && url.hostname === '127.0.0.1';
}
const isBare = ({ username, password, hash }: URL) => `${username}${password}${hash}` === '';

/** An ERP that is told of events: of which companies and of which types; of all where it does not say. */
const erp = z
  .strictObject({
    name: z.string(NAME).regex(/^[a-z][a-z0-9-]{0,29}$/, NAME),
    companies: filter(z.string(COMPANY).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, COMPANY)),
    types: filter(z.enum(eventTypes as [EventType, ...EventType[]], TYPE)),
    /** Where its events are posted; without it, it takes them off its queue. */
    webhook: z
      .string(WEBHOOK)
      .max(500)
      .refine((text) => isWebhook(text) || isLoopbackWebhook(text), WEBHOOK)
      .optional(),
  })
  .refine(({ companies = [''], types = [''] }) => companies.length * types.length <= 150, {
    path: ['companies'],
    message: 'expected at most 150 pairs of a company and a type (a limit of SNS); leave the types out',
  });

/** The ERPs of a deployment. Source of the bounds: AWS SNS, "Filter policy constraints". */
export const erpsSchema = z.strictObject({ erps: z.array(erp).min(1).max(100) });
export type Erp = z.infer<typeof erp>;

/** What a deployment says of an ERP: how it was declared, and where its events wait. */
export interface ErpOutput extends Erp {
  queueUrl: string;
  /** With a webhook: the secret of the key that signs it, and for how many days the key before it signs too. */
  key?: { arn: string; overlapDays: number };
}

/** Where no ERPs are declared there is one, which is told everything. */
export const ONE_ERP: Erp = { name: 'erp' };

export const ERPS_WAY_OUT = 'Mend the file and start again.';

/**
 * Reads the ERPs from a plain value. Any problem means that none may be set up; a webhook on this machine is one, unless
 * it is `loopback` that is asked for.
 */
export function readErps(
  value: unknown,
  { loopback = false } = {},
): { erps?: Erp[]; problems: FoundProblem[] } {
  const result = erpsSchema.safeParse(value);
  const tell = (code: string, path: readonly PropertyKey[], reason: string) =>
    found(code, path, reason, 'the file', ERPS_WAY_OUT);
  if (!result.success)
    return { problems: result.error.issues.map(({ path, message }) => tell('erps.invalid', path, message)) };
  const { erps } = result.data;
  const problems = erps.flatMap(({ name, webhook = '' }, index) => [
    ...(erps.findIndex((each) => each.name === name) < index
      ? [tell('erps.double', ['erps', index, 'name'], `"${name}" is there twice`)]
      : []),
    ...(isLoopbackWebhook(webhook) && !loopback
      ? [tell('erps.invalid', ['erps', index, 'webhook'], WEBHOOK)]
      : []),
  ]);
  return problems.length === 0 ? { erps, problems } : { problems };
}

/** True when an ERP is told of an event. */
export function isTold({ companies, types }: Erp, event: { company: string; type: EventType }): boolean {
  return (companies?.includes(event.company) ?? true) && (types?.includes(event.type) ?? true);
}
