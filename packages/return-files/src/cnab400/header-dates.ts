import type { CivilDate } from '@baixa/core';
import { nearestCentury } from '@baixa/fixed-width';

/** The dates of a file's header, by which those of its records are understood. */
export class HeaderDates {
  readonly createdOn: CivilDate | undefined;
  /** When what the file tells is credited, at banks that say it there. */
  readonly creditedOn: CivilDate | undefined;
  readonly #from: string;
  readonly #to: string;

  constructor(createdOn: CivilDate | undefined, creditedOn: CivilDate | undefined) {
    this.createdOn = createdOn;
    const year = Number((createdOn ?? '').slice(0, 4));
    this.#from = createdOn === undefined ? '' : String(year - 49);
    this.#to = createdOn === undefined ? '' : String(year + 50);
    this.creditedOn = this.near(creditedOn);
  }

  /** A date of two-digit year as that of the century which lies nearest to the header's. */
  near(date: CivilDate | undefined): CivilDate | undefined {
    if (date === undefined || (date > this.#from && date < this.#to)) return date;
    return nearestCentury(date, this.createdOn);
  }
}
