import { type Cents, centsOfDecimal, type Problem, problem } from '@baixa/core';
import { apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { companiesOf } from '../only.ts';
import { until } from '../progress.ts';
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

const WAIT_SECONDS = 120;

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
  const companies = await companiesOf(api, options.company);
  const [company = ''] = companies;
  if (companies.length > 1)
    fail('which-company', `There are several: ${companies.join(', ')}.`, 'Say which with --company.');
  const path = `/companies/${encodeURIComponent(company)}/exceptions/${encodeURIComponent(id)}/resolution`;
  const { command } = await api.send<{ command: string }>('POST', path, { ...wish, reason: options.reason });
  const { counts, problems } = await until(
    () => api.find<{ counts: Record<string, number>; problems: Problem[] }>(`/commands/${command}`),
    WAIT_SECONDS,
    `The command ${command} was taken, but nothing became of it yet`,
  );
  if (problems.length > 0) throw new CommandFailed(problems);
  const proposed = counts.proposed !== undefined;
  return {
    data: { exception: id, ...wish, done: proposed ? 'proposed' : 'resolved' },
    text: proposed ? `${id} waits for a second person, who gives the same command.` : `${id} is ${wish.how}.`,
  };
}
