/** `error`: something could not be used as it stands. `warning`: it was used, and somebody should look. */
export type Severity = 'error' | 'warning';

/** Where a problem stands: what applies is filled in. Lines and columns count from 1, offsets (bytes) from 0. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
  offset?: number;
  /** The text at that place, as read. Never put personal data here: it may be logged. */
  text?: string;
  /** A path inside a structured document: `agreements[0].bank`. */
  path?: string;
}

/**
 * An expected failure, as a value. `code` is public vocabulary (dotted, stable: `cnab240.unpaired-u`), `message` is a
 * sentence that says what is wrong, and `wayOut`, where there is one, a sentence that says what to do.
 */
export interface Problem {
  code: string;
  severity: Severity;
  message: string;
  where: Place;
  wayOut?: string;
}

/** Makes a problem of severity `error`. */
export function problem(code: string, where: Place, message: string, wayOut?: string): Problem {
  return { code, severity: 'error', message, where, ...(wayOut === undefined ? {} : { wayOut }) };
}

/** Makes a problem of severity `warning`. */
export function warning(code: string, where: Place, message: string, wayOut?: string): Problem {
  return { ...problem(code, where, message, wayOut), severity: 'warning' };
}

/** Writes a problem on one line: `file.ret:12:82 cnab240.bad-amount: sentence. Way out.` A path is in its sentence. */
export function formatProblem({ code, message, where, wayOut }: Problem): string {
  const place = [where.file, where.line, where.column].filter((part) => part !== undefined).join(':');
  return `${place} ${code}: ${message}${wayOut === undefined ? '' : ` ${wayOut}`}`.trim();
}

/** A broken invariant of our own. It is thrown, never returned: the run must stop before it does harm. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
