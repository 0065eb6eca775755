import { type CivilDate, formatBrl } from '@baixa/core';
import type { Figure, Indicator } from '@baixa/scoring';
import type { Cell } from './cells.ts';

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';

/** `2024-03-16` → `16/03/2024`. */
export const dateOf = (date: CivilDate): string => date.split('-').reverse().join('/');

/** `1234567` → `1.234.567`. */
export function countOf(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, '.');
  return value < 0 ? `−${digits}` : digits;
}

export const changeOf = (value: number): string => (value > 0 ? `+${countOf(value)}` : countOf(value));

/** `R$ 1.234,56`, with a minus that is as wide as a digit. */
export const moneyOf = (cents: number): string =>
  formatBrl(cents).replace('-', '−').replace('R$ ', `R$${NBSP}`);

/** `93,55 %`. */
export const percentOf = ({ display }: Figure): string => `${decimals(display)}${NBSP}%`;

/** Decimals that a finite number is written with; one with more is written as its ratio. */
const MAX_DECIMALS = 8;

/** `3`, `2,5`, `177.806,061125`, or the exact ratio `2900/31` where no decimals are all of it. */
export function exactOf({ exact }: Figure): string {
  const [top = 0n, bottom = 1n] = exact.split('/').map(BigInt);
  for (let places = 0; places <= MAX_DECIMALS; places++) {
    const scaled = top * 10n ** BigInt(places);
    if (scaled % bottom !== 0n) continue;
    const digits = String(scaled / bottom)
      .replace('-', '')
      .padStart(places + 1, '0');
    const whole = digits.slice(0, digits.length - places);
    return decimals(`${top < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`);
  }
  return exact;
}

/** The exact ratio and how it is read: `2900/31 = 93,55`. */
export function shownOf(figure: Figure): string {
  const exact = exactOf(figure);
  return exact.includes('/') ? `${exact} = ${decimals(figure.display)}` : exact;
}

/** A number as the report writes it: `93.55` → `93,55`, `6352225.5` → `6.352.225,5`. */
export function decimals(plain: string): string {
  const [whole = '', rest] = plain.split('.');
  return rest === undefined ? groupedText(whole) : `${groupedText(whole)},${rest}`;
}

const groupedText = (digits: string) => digits.replace('-', '−').replace(/\B(?=(\d{3})+$)/g, '.');

/** A cell as a Brazilian reads it. */
export function textOf(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case undefined:
      return '';
    case 'text':
      return cell.value;
    case 'count':
      return countOf(cell.value);
    case 'change':
      return changeOf(cell.value);
    case 'money':
      return moneyOf(cell.value);
    case 'percent':
      return percentOf(cell.value);
    case 'number':
      return exactOf(cell.value);
    case 'day':
      return dateOf(cell.value);
  }
}

export const INDICATOR_NAMES: Record<Indicator, string> = {
  isap: 'ISAP – serviços atendidos no prazo',
  ieco: 'IECO – eficiência da cobrança',
  ixec: 'IXEC – execução de serviços',
};

/** An action as the contract's ladder calls it; one that is not in it any more keeps its type's name. */
export function actionName(names: Readonly<Record<string, string>>, type: string): string {
  const name = names[type] ?? type;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
