import { REFERENCE_COLLECTION } from '@baixa/collection';
import type { Cents, CivilDate } from '@baixa/core';
import { addDays, addMonths } from '@baixa/core';
import type { Company, Contract } from '@baixa/profile';

/** How the key indicators of a company are read; docs/kpis.md has the alternatives. */
export interface KpiRules {
  /** Months of the period up to the day asked for, over which billings, collections and costs are added up. */
  months: number;
  /** Days of a year of billings: 360 is the commercial one. */
  yearDays: number;
  /** Days after its due date after which a bill is delinquent: the ladder's last day. */
  delinquentAfterDays: number;
  /** Tariff categories of public customers, who are no part of the collection efficiency. */
  publicTariffCategories: string[];
  /** What an action of each type costs, by contract, in centavos. */
  actionCostCents: Record<string, Record<string, Cents>>;
}

/** The last day of the reference ladder, day 72. */
const LAST_DAY = REFERENCE_COLLECTION.windowDays + REFERENCE_COLLECTION.paymentTermDays;

/** The rules of a company. Where it has several contracts, the longest ladder tells when a bill is delinquent. */
export function kpiRulesOf(company: Company | undefined, contracts: Contract[], months = 12): KpiRules {
  const { yearDays = 360, publicTariffCategories = [], delinquentAfterDays } = company?.kpis ?? {};
  const lastDays = contracts.map(({ windowDays, paymentTermDays }) => windowDays + paymentTermDays);
  return {
    months,
    yearDays,
    publicTariffCategories,
    delinquentAfterDays: delinquentAfterDays ?? (lastDays.length === 0 ? LAST_DAY : Math.max(...lastDays)),
    actionCostCents: Object.fromEntries(
      contracts.map(({ id, actionCostCents = {} }) => [id, actionCostCents]),
    ),
  };
}

/** The first day of the period that ends on a day: the day after the same day so many months before. */
export function periodFrom(asOf: CivilDate, { months }: Pick<KpiRules, 'months'>): CivilDate {
  return addDays(addMonths(asOf, -months), 1);
}
