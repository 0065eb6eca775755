import { type CollectionCase, type DebtState, REFERENCE_COLLECTION } from '@baixa/collection';
import { addDays, type CivilDate } from '@baixa/core';
import type { ServiceOrder } from '@baixa/scoring';
import type { Receivable } from '@baixa/settlement';

/** The cycle that is closed, of a contract that began in it. */
export const CYCLE = { contract: 'cobranca', cycle: 1, from: '2026-01-16', to: '2026-02-15' } as const;
export const COMPANY = 'aguas';
export const MEASURED_VALUE_CENTS = 184_733_57;
export const ORDERS_A_CASE = 3;

const { windowDays, paymentTermDays } = REFERENCE_COLLECTION;
const TERM_DAYS = windowDays + paymentTermDays;
const CYCLE_DAYS = 31;
const DISTRICTS = 40;
const SERVICES = ['leak-repair', 'reconnection', 'new-connection', 'meter-change'];

/** Numbers that look drawn, the same for the same case: no array of a million of them is kept. */
const drawn = (index: number, below: number) => (Math.imul(index + 1, 2_654_435_761) >>> 8) % below;

export interface MadeCase {
  collectionCase: CollectionCase;
  receivable: Receivable;
  debt: DebtState;
}

/** A case whose payment term ends in the cycle. Two of three are paid, one of those in the payment term. */
export function madeCase(index: number): MadeCase {
  const account = String(1_000_000 + index);
  const termEndsOn = addDays(CYCLE.from, drawn(index, CYCLE_DAYS));
  const noticeGeneratedOn = addDays(termEndsOn, -TERM_DAYS);
  const executedOn = addDays(noticeGeneratedOn, 1 + drawn(index, 6));
  const paid = drawn(index, 3);
  const settledOn = paid === 0 ? undefined : paidOn(index, paid, termEndsOn);
  const district = drawn(index, DISTRICTS);
  return {
    collectionCase: {
      contract: CYCLE.contract,
      account,
      noticeGeneratedOn,
      actions: [{ type: 'debt-notice', generatedOn: noticeGeneratedOn, executedOn, status: 'done' }],
      receivables: [`F-${account}`],
    },
    receivable: {
      id: `F-${account}`,
      company: COMPANY,
      account,
      identifiers: {},
      faceCents: 1000 + drawn(index, 90_000),
      dueOn: addDays(noticeGeneratedOn, -30),
      strata: {
        municipality: `Cidade ${district % 3}`,
        district: `Bairro ${district}`,
        tariffCategory: 'residencial',
      },
      status: settledOn === undefined ? 'open' : 'settled',
      version: 1,
      movements: [],
      ...(settledOn === undefined ? {} : { settledOn }),
    },
    debt: { receivable: `F-${account}`, ...(settledOn === undefined ? {} : { settledOn }) },
  };
}

/** In the cycle, so that it counts there: on its last days of the term, or as early in the cycle as its window has. */
function paidOn(index: number, paid: number, termEndsOn: CivilDate): CivilDate {
  const day =
    paid === 1
      ? addDays(termEndsOn, -drawn(index, paymentTermDays))
      : addDays(termEndsOn, -paymentTermDays - 20);
  if (day < CYCLE.from) return CYCLE.from;
  return day;
}

/** A service order of the cycle; one of ten is late, one of fifty is not done. */
export function madeOrder(index: number): ServiceOrder {
  const day = addDays(CYCLE.from, drawn(index, CYCLE_DAYS - 4));
  const late = index % 10 === 0 ? 3 : 1;
  return {
    id: `OS-${index}`,
    type: SERVICES[index % SERVICES.length] as string,
    account: String(1_000_000 + Math.floor(index / ORDERS_A_CASE)),
    generatedAt: `${day}T08:00:00-03:00`,
    deadlineAt: `${addDays(day, 2)}T08:00:00-03:00`,
    status: index % 50 === 0 ? 'open' : 'done',
    ...(index % 50 === 0 ? {} : { executedAt: `${addDays(day, late)}T10:30:00-03:00` }),
  };
}

export const CRITICALITY = Object.fromEntries(SERVICES.map((service, index) => [service, 1 + (index % 3)]));
