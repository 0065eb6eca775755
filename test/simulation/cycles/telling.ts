import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  AGUAS_BB,
  type BankLine,
  newEndToEndId,
  newReturnId,
  PIX_KEY,
  type Pix,
  type Random,
  writeCnab240,
  writePixPages,
} from '@baixa/bank-simulator';
import { type CivilDate, type Clock, chunksOf } from '@baixa/core';
import { sendAll } from '@baixa/store';
import type { Site } from '../engines.ts';
import type { Known } from './naive-cases.ts';
import type { Dated, Tiding } from './tidings.ts';
import type { CyclesWorld } from './world.ts';

/** Something that is handed over at once: a file, or a message with some rows. */
export interface Telling {
  /** Nothing else becomes known while it is worked off. */
  isAlone: boolean;
  /** Hands it over, and gives what it tells. */
  deliver(): Promise<Known[]>;
}

type Of<What extends Tiding['what']> = Extract<Tiding, { what: What }>;

const isOf =
  <What extends Tiding['what']>(...whats: What[]) =>
  (tiding: Tiding): tiding is Of<What> =>
    whats.some((what) => tiding.what === what);

/** Turns what becomes known on a day into what a bank, the contractor or a person hands over. */
export function newTeller(site: Site, world: CyclesWorld, random: Random, clock: Clock) {
  const { sqs, s3 } = site.engines;
  const everything = world.contracts.flatMap(({ stories }) => stories.flatMap(({ told }) => told));
  const byDay = Map.groupBy(everything, ({ on }) => on);
  const paidByKey = new Map(
    everything
      .map(({ tiding }) => tiding)
      .filter(isOf('paid'))
      .map((paid) => [paid.key, paid]),
  );
  const refundedOn = new Map(
    everything
      .map(({ tiding }) => tiding)
      .filter(isOf('given-back'))
      .map(({ key, on }) => [key, on]),
  );
  const pixByKey = new Map<string, Pix>();
  let given = 0;

  const send = async (queue: 'commands' | 'recoveries', body: object) => {
    given += 1;
    await sendAll(sqs, site.queues[queue], [JSON.stringify({ id: `command-${given}`, ...body })]);
  };
  const drop = async (extension: string, Body: Uint8Array) => {
    const Key = `${site.ledger}/${given}.${extension}`;
    await s3.send(new PutObjectCommand({ Bucket: site.inbox, Key, Body }));
  };
  const lineOf = ({ receivable, on }: Of<'paid'>): BankLine => ({
    kind: 'payment',
    receivable,
    on,
    cents: receivable.faceCents,
  });

  /** A Pix, the same each time it is told. */
  const pixOf = (key: string): Pix => {
    const made = pixByKey.get(key);
    if (made !== undefined) return made;
    const line = lineOf(paidByKey.get(key)!);
    const second = random.pick([random.int(0, 86_399), 86_399, 0]);
    const endToEndId = newEndToEndId(random, line.on, second);
    const backOn = refundedOn.get(key);
    const refund = backOn && {
      ...line,
      kind: 'reversal' as const,
      on: backOn,
      second: Math.max(second, 10) - 10,
      endToEndId,
      rtrId: newReturnId(random, backOn, second),
    };
    const pix = { payment: { ...line, second, endToEndId }, refunds: refund ? [refund] : [] };
    pixByKey.set(key, pix);
    return pix;
  };

  const boletos = (all: Of<'paid'>[], day: CivilDate) => async () => {
    given += 1;
    const lines = all.map(lineOf);
    await drop('ret', writeCnab240({ agreement: AGUAS_BB, sequence: given, createdOn: day, lines }));
    return all;
  };

  /** A refund is told with its payment, whether that was told before or is so now. */
  const pixPage = (all: Of<'paid' | 'given-back'>[], day: CivilDate) => async () => {
    given += 1;
    const keys = [...new Set(all.map(({ key }) => key))];
    const isBack = (key: string) => all.some((one) => one.key === key && one.what === 'given-back');
    const page = keys.map((key) => ({ ...pixOf(key), ...(isBack(key) ? {} : { refunds: [] }) }));
    const from = page.map(({ payment }) => payment.on).toSorted()[0]!;
    for (const { bytes } of writePixPages(PIX_KEY, page, { from, to: day, pageSize: 100 }))
      await drop('json', bytes);
    return [...keys.map((key) => paidByKey.get(key)!), ...all.filter(isOf('given-back'))];
  };

  const orders = (contract: string, rows: Of<'row'>[]) => async () => {
    const at = clock.now();
    await send('recoveries', { command: 'take-orders', contract, at, rows: rows.map(({ row }) => row) });
    return rows.map((tiding, index) => {
      const { updated } = tiding.row;
      const stamp = updated === undefined ? Date.parse(at) + index / 1000 : Date.parse(updated);
      return { ...tiding, stamp };
    });
  };

  /** What a person asks for. */
  const asked = (contract: string, tiding: Of<'notice' | 'acordo' | 'broken'>) => async () => {
    const { account } = tiding;
    const common = { company: AGUAS_BB.company, by: 'ana', at: clock.now() };
    if (tiding.what === 'notice')
      await send('recoveries', {
        ...common,
        command: 'open-cases',
        contract,
        on: tiding.on,
        rows: [{ account }],
      });
    if (tiding.what === 'acordo') {
      const [down, ...rest] = tiding.parts.map(({ faceCents: cents, dueOn, identifiers }) => ({
        cents,
        dueOn,
        identifiers,
      }));
      const { id, on, receivables } = tiding;
      const wish = { id, on, receivables, downPayment: down, instalments: rest, reason: 'At the counter' };
      await send('commands', { ...common, command: 'make-acordo', wish, today: clock.today() });
    }
    if (tiding.what === 'broken') {
      const end = { acordo: tiding.acordo, how: 'broken', reason: 'Nothing came', on: tiding.on };
      await send('commands', { ...common, command: 'end-acordo', ...end });
    }
    return [tiding];
  };

  const tellingsOf = (contract: string, tidings: Tiding[], day: CivilDate): Telling['deliver'][] => {
    const paid = tidings.filter(isOf('paid', 'given-back'));
    const byBoleto = paid.filter(isOf('paid')).filter(({ how }) => how === 'boleto');
    const byPix = paid.filter((each) => !byBoleto.some((other) => other === each));
    return [
      ...chunksOf(random.shuffle(tidings.filter(isOf('row'))), random.int(1, 5)).map((rows) =>
        orders(contract, rows),
      ),
      ...tidings.filter(isOf('notice', 'acordo', 'broken')).map((tiding) => asked(contract, tiding)),
      ...(byBoleto.length > 0 ? [boletos(byBoleto, day)] : []),
      ...(byPix.length > 0 ? [pixPage(byPix, day)] : []),
    ];
  };

  return {
    /** What is handed over on a day. */
    on(day: CivilDate): Telling[] {
      const today: Dated[] = byDay.get(day) ?? [];
      if (today.length === 0) return [];
      return world.contracts.flatMap(({ contract, stories }) => {
        const own = today.filter(({ tiding }) => stories.some(({ account }) => account === tiding.account));
        const together = own.filter(({ alone }) => !alone).map(({ tiding }) => tiding);
        const alone = own.filter((each) => each.alone).map(({ tiding }) => tiding);
        return [
          ...tellingsOf(contract.id, together, day).map((deliver) => ({ isAlone: false, deliver })),
          ...alone
            .flatMap((tiding) => tellingsOf(contract.id, [tiding], day))
            .map((deliver) => ({ isAlone: true, deliver })),
        ];
      });
    },
  };
}
