import { addDays, type CivilDate, daysBetween } from '@baixa/core';

/** Day 0 of the fator de vencimento. */
const BASE: CivilDate = '1997-10-07';
const FIRST = 1000;
const DAYS_AROUND = 9000;
const OVERDUE = 3000;
const TO_COME = 5500;

/**
 * The due date of a fator de vencimento, which began anew at 1000 on 2025-02-22: of the days that a factor stands for,
 * every 9000 days, the one from 3000 days before `today` to 5500 days after it. Factors below 1000 had one day only,
 * before July 2000. Undefined where no such day lies there. Source: FEBRABAN FB-082/2012 (the restart; the window is
 * known from readers of it).
 */
export function dueOfFactor(factor: number, today: CivilDate): CivilDate | undefined {
  const away = daysBetween(BASE, today);
  const step = factor < FIRST ? Number.POSITIVE_INFINITY : DAYS_AROUND;
  for (let days = factor; days <= away + TO_COME; days += step)
    if (days >= away - OVERDUE) return addDays(BASE, days);
  return undefined;
}

/** The fator de vencimento of a day, from 1000 to 9999, or undefined before 2000-07-03. */
export function factorOf(dueOn: CivilDate): number | undefined {
  const days = daysBetween(BASE, dueOn);
  return days < FIRST ? undefined : ((days - FIRST) % DAYS_AROUND) + FIRST;
}
