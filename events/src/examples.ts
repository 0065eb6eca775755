import type { BaixaEvent, EventType } from './schemas.ts';
import { makeEvent } from './schemas.ts';

const told = { file: 'c0ffee0000000000000000aa', line: 3, offset: 482 };
const time = '2026-11-18T06:30:00.000Z';
const company = 'aguas';

/** One example of each event, as it is published. They are inputs of the tests here and of consumers' tests. */
export const examples: { [T in EventType]: BaixaEvent<T> } = {
  'settlement.applied': makeEvent('settlement.applied', {
    id: '0a1b2c3d4e5f60718293a4b5',
    company,
    subject: 'FAT-2026-10-000123',
    time,
    sequence: 2,
    data: {
      receivable: 'FAT-2026-10-000123',
      account: '1000123',
      outcome: 'settled',
      appliedCents: 8946,
      unappliedCents: 0,
      paidOn: '2026-11-17',
      status: 'settled',
      matchedBy: 'txid',
      told,
    },
  }),
  'settlement.reversed': makeEvent('settlement.reversed', {
    id: '1a1b2c3d4e5f60718293a4b5',
    company,
    subject: 'FAT-2026-10-000123',
    time,
    sequence: 3,
    data: {
      receivable: 'FAT-2026-10-000123',
      account: '1000123',
      appliedCents: -8946,
      unappliedCents: 0,
      reversedOn: '2026-11-18',
      status: 'open',
      told: { ...told, offset: 1204 },
    },
  }),
  'exception.opened': makeEvent('exception.opened', {
    id: '2a1b2c3d4e5f60718293a4b5',
    company,
    subject: 'FAT-2026-10-000124',
    time,
    data: {
      exception: '9f8e7d6c5b4a392817060504',
      outcome: 'settled-in-excess',
      unappliedCents: 1000,
      receivable: 'FAT-2026-10-000124',
      reason: 'The payment is more than was due that day; the excess is a credit.',
      change: { field: 'paidCents', from: '11000', to: '10000' },
      told,
    },
  }),
  'return-file.processed': makeEvent('return-file.processed', {
    id: '3a1b2c3d4e5f60718293a4b5',
    company,
    subject: told.file,
    time,
    data: {
      file: told.file,
      name: 'CBR20261118.ret',
      agreement: 'aguas-bb',
      entries: 3,
      inCents: 19946,
      outCents: 0,
      appliedCents: 18946,
      unappliedCents: 1000,
      toldBeforeCents: 0,
      outcomes: { settled: 1, 'settled-in-excess': 1, noted: 1 },
    },
  }),
  'account.recovered': makeEvent('account.recovered', {
    id: '4a1b2c3d4e5f60718293a4b5',
    company,
    subject: '1000123',
    time,
    data: {
      contract: 'aguas-cobranca',
      case: 'aguas-cobranca/1000123/2026-10-01',
      account: '1000123',
      recoveredOn: '2026-11-17',
      dayOfWindow: 47,
      inPaymentTerm: false,
      countsIn: '2026-11-17',
    },
  }),
  'cycle.closed': makeEvent('cycle.closed', {
    id: '5a1b2c3d4e5f60718293a4b5',
    company,
    subject: 'aguas-cobranca/4',
    time,
    data: {
      contract: 'aguas-cobranca',
      cycle: 4,
      from: '2026-07-16',
      to: '2026-08-15',
      profile: 'reference',
      isap: '98.00',
      ixec: '105.00',
      ieco: '100.00',
      irg: '100.25',
      measuredValueCents: 10_000_000,
      invoiceCents: 10_025_000,
      result: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
  }),
};
