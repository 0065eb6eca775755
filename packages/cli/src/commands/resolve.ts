import { type Cents, centsOfDecimal, problem } from '@baixa/core';
import { apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { giveCommand } from '../give-command.ts';
import { onlyCompany } from '../only.ts';
import type { View } from '../view.ts';

export interface ResolveOptions {
  settle?: string;
  split?: string[];
  refund?: true;
  writeOff?: true;
  ignore?: true;
  reason: string;
  company?: string;
}

interface Wish {
  how: 'settled' | 'refunded' | 'written-off' | 'ignored';
  parts: { receivable: string; cents?: Cents }[];
}

function fail(code: string, sentence: string, wayOut: string): never {
  throw new CommandFailed([problem(`cli.${code}`, {}, sentence, wayOut)]);
}

/** `F-1=12.34` or `F-1`, which takes what the other parts leave. */
function partOf(text: string): Wish['parts'][number] {
  const at = text.lastIndexOf('=');
  if (at === -1) return { receivable: text };
  const cents = centsOfDecimal(text.slice(at + 1));
  if (cents === undefined || cents === 0)
    fail('bad-amount', `"${text}" has no amount in reais.`, 'Write RECEIVABLE=12.34, with two decimals.');
  return { receivable: text.slice(0, at), cents };
}

/** The one thing that was asked for. @throws CommandFailed */
export function wishOf({ settle, split = [], refund, writeOff, ignore }: ResolveOptions): Wish {
  const wishes: Wish[] = [];
  if (settle !== undefined) wishes.push({ how: 'settled', parts: [{ receivable: settle }] });
  if (split.length > 0) wishes.push({ how: 'settled', parts: split.map(partOf) });
  if (refund) wishes.push({ how: 'refunded', parts: [] });
  if (writeOff) wishes.push({ how: 'written-off', parts: [] });
  if (ignore) wishes.push({ how: 'ignored', parts: [] });
  const [wish, ...others] = wishes;
  if (wish === undefined || others.length > 0)
    fail(
      'which-end',
      wish === undefined ? 'Nothing says how to resolve it.' : 'It can be resolved in one way only.',
      'Give one of --settle RECEIVABLE, --split RECEIVABLE=AMOUNT, --refund, --write-off, --ignore.',
    );
  return wish;
}

/** `baixa resolve ID`: what becomes of an exception. */
export async function resolve(id: string, options: ResolveOptions): Promise<View> {
  const wish = wishOf(options);
  const api = apiOf(connect());
  const company = await onlyCompany(api, options.company);
  const path = `/companies/${encodeURIComponent(company)}/exceptions/${encodeURIComponent(id)}/resolution`;
  const { counts } = await giveCommand(api, path, { ...wish, reason: options.reason });
  const proposed = counts.proposed !== undefined;
  return {
    data: { exception: id, ...wish, done: proposed ? 'proposed' : 'resolved' },
    text: proposed ? `${id} waits for a second person, who gives the same command.` : `${id} is ${wish.how}.`,
  };
}
