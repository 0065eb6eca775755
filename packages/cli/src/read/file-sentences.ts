import { formatBrl } from '@baixa/core';
import type { Declared, FileFormat, Service, TrailerCheck } from '@baixa/return-files';
import type { FileFacts, Totals } from './reading.ts';

const FORMATS: Readonly<Record<FileFormat, string>> = {
  cnab240: 'CNAB 240',
  cnab400: 'CNAB 400',
  cnab750: 'CNAB 750',
  febraban150: 'FEBRABAN 150',
  'pix-json': 'API Pix',
  'segment-e': 'CNAB 240 segment E',
  ofx: 'OFX',
  camt: 'ISO 20022 camt',
  unknown: '',
};

const SERVICES: Readonly<Record<Service, string>> = {
  cobranca: 'cobrança',
  arrecadacao: 'arrecadação',
  'debito-automatico': 'débito automático',
  pix: 'Pix',
  pagamento: 'payments',
  extrato: 'statement',
  outro: 'another service',
};

/** Formats whose trailers declare totals. */
const WITH_TRAILER: readonly FileFormat[] = ['cnab240', 'cnab400', 'cnab750', 'febraban150', 'segment-e'];

/** What a file is, in parts. */
export function about({ format, service, bank, agreement, sequence, createdOn, lines }: FileFacts): string[] {
  const name =
    format === 'pix-json' || format === 'cnab750'
      ? FORMATS[format]
      : `${FORMATS[format]} ${SERVICES[service]}`;
  return [
    name,
    bank === undefined ? '' : `bank ${bank}`,
    agreement === undefined ? '' : `agreement ${agreement}`,
    sequence === undefined ? '' : `sequence ${sequence}`,
    createdOn === undefined ? '' : `of ${createdOn}`,
    counted(lines, 'line'),
  ].filter((part) => part !== '');
}

/** The sums of a file beside its table of amounts paid, in parts. */
export function sums({ faceCents, netCents, feeCents, moneyInCents, moneyOutCents }: Totals): string[] {
  const shown: [string, number][] = [
    ['money out', moneyOutCents],
    ['face', faceCents],
    ['net', netCents],
    ['tariff', feeCents],
  ];
  return [
    `money in ${formatBrl(moneyInCents)}`,
    ...shown.filter(([, cents]) => cents !== 0).map(([name, cents]) => `${name} ${formatBrl(cents)}`),
  ];
}

const DECLARED: Readonly<Record<keyof Declared, (value: number) => string>> = {
  lots: (value) => counted(value, 'lot'),
  records: (value) => counted(value, 'record'),
  entries: (value) => counted(value, 'título'),
  faceCents: (value) => `face ${formatBrl(value)}`,
  paidCents: (value) => `paid ${formatBrl(value)}`,
  debitsCents: (value) => `debits ${formatBrl(value)}`,
  creditsCents: (value) => `credits ${formatBrl(value)}`,
};

/** What the trailers say of the file, in parts; of formats without trailers nothing. */
export function declaration(
  format: FileFormat,
  { declared, mismatches }: TrailerCheck,
): { text: string[]; differs: boolean } {
  const differs = mismatches.length > 0;
  if (differs) {
    const [first, ...more] = mismatches.map(
      ({ what, declared, found }) => `${DECLARED[what](declared)}, the file has ${DECLARED[what](found)}`,
    );
    return { text: [`trailer differs: ${first}`, ...more], differs };
  }
  const [first, ...more] = Object.entries(declared).map(([what, value]) =>
    DECLARED[what as keyof Declared](value),
  );
  if (first !== undefined) return { text: [`trailer agrees: ${first}`, ...more], differs };
  return { text: WITH_TRAILER.includes(format) ? ['trailer declares no totals'] : [], differs };
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
