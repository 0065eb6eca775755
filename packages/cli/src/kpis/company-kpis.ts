import type { CivilDate } from '@baixa/core';
import type { Figures, KpiRules, Part, PartFigures } from '@baixa/kpis';

/** What the API says of a company as of a day. */
export interface CompanyKpis {
  company: string;
  asOf: CivilDate;
  /** The first day of the period. */
  from: CivilDate;
  rules: KpiRules;
  figures: Figures;
  by?: Part;
  parts?: PartFigures[];
}
