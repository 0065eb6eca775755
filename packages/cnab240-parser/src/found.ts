import type { Entry, Place, Problem, Severity } from '@baixa/core';

/** What reading gives: entries, and problems where they stand. */
export type Found = { type: 'entry'; entry: Entry } | { type: 'problem'; problem: Problem };

/** Where findings are put: an array of them, or of something wider. */
export interface Sink {
  push(...found: Found[]): unknown;
}

/** Makes a finding of a problem. */
export function flaw(severity: Severity, code: string, where: Place, message: string, wayOut: string): Found {
  return { type: 'problem', problem: { code, severity, message, where, wayOut } };
}

/** Shows what kind of characters stand in a column without showing them: they may be part of a name or a CPF. */
export function shapeOf(raw: string): string {
  return raw.replace(/\d/g, '9').replace(/\p{L}/gu, 'A');
}
