import { collectionOf } from '@baixa/collection';
import { type Contract, readProfile } from '@baixa/profile';
import { COMPANY, CRITICALITY, CYCLE, MEASURED_VALUE_CENTS } from './made.ts';

const { profile, problems } = readProfile({
  companies: [{ id: COMPANY, name: 'Águas do Vale' }],
  contracts: [
    {
      id: CYCLE.contract,
      company: COMPANY,
      contractor: 'Cobrança Exemplar',
      start: CYCLE.from,
      targets: { mrep: '80', msex: '95' },
      criticality: CRITICALITY,
      measuredValueCents: MEASURED_VALUE_CENTS,
    },
  ],
});
if (profile === undefined) throw new Error(problems.map(({ problem }) => problem.message).join('\n'));

/** The profile of the bench, and its contract: the reference one, begun with the cycle that is closed. */
export const PROFILE = profile;
export const CONTRACT = profile.contracts[0] as Contract;
export const COLLECTION = collectionOf(CONTRACT);
