import { clients, lambda, readEnv } from '@baixa/runtime';
import { type CycleStore, cycleStore, type People, snsPeople } from '@baixa/store';
import { z } from 'zod';
import { dueCycleSchema } from '../steps.ts';

const failedSchema = dueCycleSchema.extend({
  error: z.object({ Error: z.string().optional(), Cause: z.string().optional() }),
});

export interface ReopenDeps {
  cycles: Pick<CycleStore, 'reopen'>;
  people: People;
}

/**
 * After a close that failed: opens its cycle again, so that what becomes known until the next night still counts in it,
 * and tells people. A cycle that was committed before stays closed.
 */
export function create({ cycles, people }: ReopenDeps) {
  return async (event: unknown) => {
    const { contract, cycle, from, to, error } = failedSchema.parse(event);
    const open = await cycles.reopen(contract, cycle);
    await people.tell(
      `The close of cycle ${cycle} of ${contract} failed`,
      [
        `Cycle ${cycle} of ${contract} (${from} to ${to}) could not be ${open ? 'closed' : 'announced'}: ${reasonOf(error)}`,
        open
          ? 'It is open again, and is tried again next night. Mend the cause; baixa close tries it at once.'
          : 'Its result stands. The ERPs are told next night; baixa close tells them at once.',
      ].join('\n'),
    );
    return { contract, failed: true };
  };
}

/** Lambda gives the cause as JSON with the message of the error. */
function reasonOf({
  Error: name = 'no reason was given',
  Cause = '',
}: z.infer<typeof failedSchema>['error']) {
  try {
    const { errorMessage = name } = JSON.parse(Cause) as { errorMessage?: string };
    return errorMessage;
  } catch {
    return `${name} ${Cause}`.trim();
  }
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'ALARMS_TOPIC_ARN');
  return create({
    cycles: cycleStore({ client: clients.dynamodb(), name: env.CONTRACTS_TABLE }),
    people: snsPeople(clients.sns(), env.ALARMS_TOPIC_ARN),
  });
});
