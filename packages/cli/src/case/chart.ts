import type { TimelineStep } from '@baixa/collection';
import { daysBetween } from '@baixa/core';
import { type Look, newLine, type Paint } from './line.ts';

export interface ChartedCase {
  noticeGeneratedOn: string;
  window: { windowEndsOn: string; termEndsOn: string };
  steps: TimelineStep[];
  assessment?: { paidOn?: string; status: string };
}

const LABEL = 17;

/** What the marks of a chart mean. */
const MARKS = {
  '●': 'done',
  '▒': 'late',
  '○': 'impossible',
  '⊘': 'refused',
  '×': 'cancelled',
  '·': 'planned',
  $: 'paid',
  '▲': 'today',
};

/**
 * The ladder of a case, drawn over its days: a line an action from its generation to its deadline, and what it was late.
 * `today` is a date. No line is longer than `columns`; what lies long after the payment term stands at the right edge.
 */
export function chart(it: ChartedCase, today: string, columns: number, paint: Paint): string {
  const dayOf = (date: string) => daysBetween(it.noticeGeneratedOn, date);
  const [end, term, now] = [dayOf(it.window.windowEndsOn), dayOf(it.window.termEndsOn), dayOf(today)];
  const last = term + Math.max(4, Math.ceil(term / 12));
  const width = columns - LABEL - 1;
  const at = (day: number) => Math.round((Math.min(Math.max(day, 0), last) * (width - 1)) / last);
  const line = (label: string) => newLine(label.slice(0, LABEL).padEnd(LABEL), width, at, paint);

  const scale = line('day');
  const tens = Array.from({ length: 1 + Math.floor(end / 10) }, (_, index) => 10 * index);
  for (const day of tens.filter((each) => at(end) - at(each) > 3)) scale.put(day, String(day));
  scale.put(end, String(end));
  if (at(term) - at(end) > 2) scale.put(term, String(term));

  const frame = line('window, term');
  frame.fill(0, end, '═');
  frame.fill(end, term, '╌');
  frame.put(term, '┤');
  frame.put(end, '╡');

  const { paidOn, status } = it.assessment ?? {};
  const events = line(paidOn === undefined ? 'today' : 'payment');
  if (now >= 0 && now <= last) events.put(now, '▲');
  if (paidOn !== undefined) events.put(dayOf(paidOn), '$', status === 'recovered' ? 'good' : 'bad');

  const rows = it.steps.map((step) => stepLine(line(step.type), step, dayOf, now).drawn());
  const has = paidOn !== undefined || (now >= 0 && now <= last);
  return [scale.drawn(), ...rows, frame.drawn(), ...(has ? [events.drawn()] : [])].join('\n');
}

function stepLine(
  line: ReturnType<typeof newLine>,
  { state, generatedOn, deadlineOn, executedOn, outcome, lateDays }: TimelineStep,
  dayOf: (date: string) => number,
  now: number,
) {
  const [from, due] = [dayOf(generatedOn), dayOf(deadlineOn)];
  if (state === 'planned') {
    line.fill(from, due, '·', 'faint');
    return line;
  }
  line.fill(from, due, '─');
  if (lateDays > 0) line.fill(due + 1, executedOn === undefined ? now : dayOf(executedOn), '▒', 'bad');
  line.put(from, '├');
  line.put(due, state === 'cancelled' ? '×' : '┤');
  if (executedOn !== undefined && state !== 'cancelled') {
    const look: Look = lateDays > 0 || outcome === 'impossible' || outcome === 'refused' ? 'bad' : 'good';
    line.put(dayOf(executedOn), { impossible: '○', refused: '⊘', agreed: '●' }[outcome ?? 'agreed'], look);
  }
  return line;
}

/** What the marks mean that a chart has. */
export function legend(drawn: string): string {
  return Object.entries(MARKS)
    .filter(([mark]) => drawn.includes(mark))
    .map(([mark, meaning]) => `${mark} ${meaning}`)
    .join('  ');
}
