import { type Place, type Problem, problem } from '@baixa/core';
import type { FileFormat, Service } from '../items.ts';

const FORMATS: Readonly<Record<FileFormat, string>> = {
  cnab240: 'CNAB 240',
  cnab400: 'CNAB 400',
  cnab750: 'CNAB 750',
  febraban150: 'FEBRABAN 150',
  'pix-json': 'API Pix',
  'segment-e': 'CNAB 240 segment E',
  ofx: 'OFX',
  camt: 'ISO 20022 camt',
  unknown: 'unknown',
};

const SERVICES: Readonly<Record<Service, string>> = {
  cobranca: 'cobrança',
  pix: 'Pix',
  pagamento: 'payments the company makes',
  extrato: 'an account statement',
  arrecadacao: 'arrecadação',
  'debito-automatico': 'débito automático',
  outro: 'another service',
};

/** Says that records were recognised and are not read as settlement, so that nobody takes them for an empty file. */
export function notReadProblem(
  { format, service, bank }: { format: FileFormat; service: Service; bank?: string },
  records: number,
  where: Place,
): Problem {
  const of = bank === undefined ? '' : ` of bank ${bank}`;
  return problem(
    'return-files.not-read-as-settlement',
    where,
    `This is a ${FORMATS[format]} file${of} with ${SERVICES[service]}: its ${records} detail records are not read as settlement yet.`,
    'Deliver the cobrança return file (CNAB 240) or the API Pix of the same agreement; nothing of this file was settled.',
  );
}
