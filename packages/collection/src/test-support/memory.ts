import { type Clock, civilDateOf } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import type { Contract } from '@baixa/profile';
import { type Measure, type PlacedFact, REFERENCE_READINGS, sumMeasures } from '@baixa/scoring';
import { newReceivable, type Receivable } from '@baixa/settlement';
import type {
  RecoverPorts,
  StoredAccount,
  StoredCase,
  StoredOrder,
  UndecidedCase,
  WaitingActions,
} from '../index.ts';
import { caseWindow } from '../index.ts';

/** Cycles of calendar months: 1 is January 2026, 2 February, 3 March, 4 April. Window 67 days, term 5. */
export const CONTRACT: Contract = {
  id: 'c1',
  company: 'aguas',
  contractor: 'Cobradora',
  profile: 'embasa-2023',
  start: '2026-01-01',
  calendar: 'calendar-month',
  windowDays: 67,
  paymentTermDays: 5,
  debtRecovered: 'downPayment',
  actionBeforePayment: 'same-day',
  ...REFERENCE_READINGS,
  targets: { mrep: '80', msex: '90' },
  criticality: { leak: 10 },
  measuredValueCents: 100_000_00,
};

/** The case book, the debts and the events of one contract, in memory. A write is refused as the tables refuse it. */
export function newMemory(now = '2026-02-10T12:00:00Z') {
  const cases = new Map<string, StoredCase>();
  const undecided = new Map<string, UndecidedCase>();
  const orders = new Map<string, StoredOrder>();
  const waiting = new Map<string, WaitingActions>();
  const bookings: (PlacedFact & { source: string })[] = [];
  const debts = new Map<string, Receivable>();
  const published: BaixaEvent[] = [];
  let gate = 1;
  let at = now;
  let ticks = 0;
  const clock: Clock = { now: () => at, today: () => civilDateOf(at) };
  const copy = <T>(value: T): T => structuredClone(value);
  const save = <T extends { version: number }>(
    kept: Map<string, T>,
    source: string,
    { after, bookings: more, firstOpenCycle }: { after: T; bookings: PlacedFact[]; firstOpenCycle: number },
  ): boolean => {
    if (firstOpenCycle !== gate || (kept.get(source)?.version ?? 0) !== after.version - 1) return false;
    kept.set(source, copy(after));
    bookings.push(...copy(more).map((booking) => ({ ...booking, source })));
    return true;
  };

  const accountOf = (account: string): StoredAccount => ({
    cases: [...cases.values()]
      .filter((each) => each.account === account)
      .sort((a, b) => (a.noticeGeneratedOn < b.noticeGeneratedOn ? -1 : 1)),
    waiting: waiting.get(account) ?? { actions: [], version: 0 },
  });
  const ports: RecoverPorts = {
    clock,
    publisher: { publish: async (events) => void published.push(...copy(events)) },
    debts: {
      ofAccount: async (_, account) => copy([...debts.values()].filter((debt) => debt.account === account)),
      load: async (_, ids) => copy(ids.flatMap((id) => debts.get(id) ?? [])),
    },
    caseBook: {
      firstOpenCycle: async () => gate,
      casesOf: async (_, account) => copy(accountOf(account).cases.filter(({ dissolved }) => !dissolved)),
      orderOf: async (_, account, id) => copy(orders.get(`${account}#${id}`)),
      accountOf: async (_, account) => copy(accountOf(account)),
      saveAccount: async ({ account, cases: changes, waiting: next, firstOpenCycle, keepsUndecided }) => {
        const key = (after: StoredCase) => `${account}#${after.noticeGeneratedOn}`;
        const stale = changes.some(
          ({ after }) => (cases.get(key(after))?.version ?? 0) !== after.version - 1,
        );
        const known = accountOf(account).waiting.version;
        if (stale || firstOpenCycle !== gate || (next !== undefined && known !== next.version - 1))
          return false;
        for (const { after, bookings: more } of changes) {
          save(cases, key(after), { after, bookings: more, firstOpenCycle });
          const { noticeGeneratedOn, assessment, dissolved } = after;
          const { termEndsOn } = caseWindow(noticeGeneratedOn, CONTRACT);
          if (!dissolved && (assessment === undefined || assessment.status === 'open'))
            undecided.set(key(after), { account, noticeGeneratedOn, termEndsOn });
          else if (!keepsUndecided) undecided.delete(key(after));
        }
        if (next !== undefined) waiting.set(account, copy(next));
        return true;
      },
      saveOrder: async (change) =>
        save(orders, `${change.after.order.account}#${change.after.order.id}`, change),
      async *undecidedCases(_contract, _shard, to) {
        yield* [...undecided.values()].filter(({ termEndsOn }) => termEndsOn <= to);
      },
      async forgetUndecided(_contract, { account, noticeGeneratedOn }) {
        undecided.delete(`${account}#${noticeGeneratedOn}`);
      },
    },
  };
  return {
    ports,
    published,
    bookings,
    caseOf: (account: string, notice: string) => cases.get(`${account}#${notice}`) as StoredCase,
    waitingOf: (account: string) => accountOf(account).waiting.actions.map(({ id }) => id),
    /** The days on which the account's cases were opened. */
    casesOf: (account: string) =>
      accountOf(account)
        .cases.filter(({ dissolved }) => !dissolved)
        .map(({ noticeGeneratedOn }) => noticeGeneratedOn),
    /** The next instant at which rows are handed in. */
    tick: () => `${at}#${String(++ticks).padStart(6, '0')}`,
    /** Registers a debt of R$ 100,00, or says how it stands now. */
    owe(id: string, more: Partial<Receivable> = {}) {
      const bill = {
        id,
        company: 'aguas',
        account: '100',
        identifiers: {},
        faceCents: 100_00,
        dueOn: '2025-12-10',
      };
      const version = (debts.get(id)?.version ?? 0) + 1;
      debts.set(id, { ...newReceivable(bill), ...debts.get(id), version, ...more });
    },
    debtOf: (id: string) => debts.get(id) as Receivable,
    pay(id: string, settledOn: string) {
      this.owe(id, { status: 'settled', settledOn });
    },
    reverse(id: string) {
      this.owe(id, { status: 'open', settledOn: undefined });
    },
    /** Closes a cycle, as the freezing of a close does. */
    close(cycle: number) {
      gate = cycle + 1;
    },
    moveTo(instant: string) {
      at = instant;
    },
    /** What counts in a cycle. */
    tally: (cycle: number): Measure =>
      sumMeasures(bookings.filter((booking) => booking.cycle === cycle).map(({ measure }) => measure)),
  };
}

export type Memory = ReturnType<typeof newMemory>;
