import { Temporal } from 'temporal-polyfill';

/** A schedule expression of EventBridge Scheduler, read: when it runs next after an instant, if ever. */
export type NextRun = (after: Date, zone: string) => Date | undefined;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** AWS counts weekdays from Sunday, 1. */
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** A cron expression that has no run within 8 years has none: a leap day recurs at the latest after 8. */
const HORIZON_DAYS = 8 * 366;

/** Reads `cron(…)`, `rate(…)` or `at(…)`. Undefined for what local does not know (L, W and # in a cron, say). */
export function parseSchedule(expression: string): NextRun | undefined {
  const [, kind, body = ''] = /^(cron|rate|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return parseRate(body);
  if (kind === 'at') return parseAt(body);
  return kind === 'cron' ? parseCron(body.trim().split(/\s+/)) : undefined;
}

function parseRate(body: string): NextRun | undefined {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(body) ?? [];
  const stepMs = Number(count) * (UNIT_MS[unit] ?? 0);
  return stepMs > 0 ? (after) => new Date(after.getTime() + stepMs) : undefined;
}

function parseAt(body: string): NextRun | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body)) return undefined;
  return (after, zone) => {
    const at = Temporal.PlainDateTime.from(body).toZonedDateTime(zone).epochMilliseconds;
    return at > after.getTime() ? new Date(at) : undefined;
  };
}

function parseCron(fields: string[]): NextRun | undefined {
  if (fields.length !== 6) return undefined;
  const [minutes, hours, days, months, weekdays, years] = [
    parseField(fields[0] ?? '', 0, 59),
    parseField(fields[1] ?? '', 0, 23),
    parseField(fields[2] ?? '', 1, 31),
    parseField(fields[3] ?? '', 1, 12, MONTHS, 1),
    parseField(fields[4] ?? '', 1, 7, WEEKDAYS, 1),
    parseField(fields[5] ?? '', 1970, 2199),
  ];
  if (!minutes || !hours || !days || !months || !weekdays || !years) return undefined;
  return (after, zone) => {
    const start = Temporal.Instant.fromEpochMilliseconds(after.getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    for (let offset = 0; offset <= HORIZON_DAYS; offset++) {
      const date = start.add({ days: offset });
      const weekday = (date.dayOfWeek % 7) + 1;
      if (!years.has(date.year) || !months.has(date.month) || !days.has(date.day) || !weekdays.has(weekday))
        continue;
      for (const hour of hours)
        for (const minute of minutes) {
          const time = Temporal.PlainTime.from({ hour, minute });
          const at = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
          if (at > after.getTime()) return new Date(at);
        }
    }
    return undefined;
  };
}

/** Reads one field (`*`, `?`, `1,15`, `MON-FRI`, `0/15`) into its values in rising order. */
function parseField(
  text: string,
  low: number,
  high: number,
  names: string[] = [],
  base = 0,
): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, from = '', to, step] = /^([^-/]+)(?:-([^/]+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const every = from === '*' || from === '?';
    const first = every ? low : number(from, names, base);
    const last = to !== undefined ? number(to, names, base) : every || step !== undefined ? high : first;
    if (!(first >= low && last <= high && first <= last) || step === '0') return undefined;
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return new Set([...values].sort((a, b) => a - b));
}

function number(text: string, names: string[], base: number): number {
  const named = names.indexOf(text.toUpperCase());
  return named >= 0 ? named + base : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
