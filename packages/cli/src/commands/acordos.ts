import { type Problem, problem } from '@baixa/core';
import type { Acordo, AcordoStanding, Receivable } from '@baixa/settlement';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { companiesOf } from '../only.ts';
import { brl, facts, table, type View } from '../view.ts';
import { partName } from './receivable.ts';

/** An acordo as the API shows it. */
export interface Shown {
  acordo: Acordo;
  standing: AcordoStanding;
}

export type ShownWhole = Shown & { parts: (Receivable & { dueCents?: number })[]; problems: Problem[] };

/** Where the API has the acordos of a company, or one of them. */
export const pathOf = (company: string, id?: string) =>
  `/companies/${encodeURIComponent(company)}/acordos${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** `baixa acordos [ID]`: those of an account or a company as they stand, or one with its parts. */
export async function acordos(
  id: string | undefined,
  { company, account }: { company?: string; account?: string },
): Promise<View> {
  const api = apiOf(connect());
  const companies = await companiesOf(api, company);
  if (id !== undefined) return oneAcordo(api, companies, id);
  const query = account === undefined ? '?limit=200' : `?account=${encodeURIComponent(account)}`;
  const found = await Promise.all(
    companies.map((each) => api.get<{ acordos: Shown[] }>(`${pathOf(each)}${query}`)),
  );
  const all = found.flatMap((each) => each.acordos);
  return { data: { acordos: all }, text: acordosTable(all) };
}

/** A line an acordo: what it is about, how it stands, what is paid of it. */
export function acordosTable(all: Shown[]): string {
  const rows = all.map(({ acordo: { id, account, on, parts, replaced }, standing }) => [
    id,
    account,
    on,
    stateText(standing),
    replaced.length,
    parts.length - 1,
    brl(parts.reduce((sum, { faceCents }) => sum + faceCents, 0)),
    brl(standing.paidCents),
    brl(standing.openCents),
  ]);
  const head = ['acordo', 'account', 'of', 'state', 'replaces', 'instalments', 'total', 'paid', 'open'];
  return table(head, rows, [4, 5, 6, 7, 8]);
}

const stateText = ({ state, lateSince }: AcordoStanding): string =>
  lateSince === undefined ? state : `${state}, late since ${lateSince}`;

async function oneAcordo(api: Api, companies: string[], id: string): Promise<View> {
  const found = await Promise.all(companies.map((each) => api.find<ShownWhole>(pathOf(each, id))));
  const all = found.filter((each) => each !== undefined);
  if (all.length === 0)
    throw new CommandFailed([
      problem(
        'cli.no-acordo',
        {},
        `There is no acordo ${id}.`,
        'baixa acordos lists them; baixa agree FILE makes one.',
      ),
    ]);
  return {
    data: all.length === 1 ? all[0] : all,
    text: all.map(acordoText).join('\n\n'),
    problems: all.flatMap((each) => each.problems),
  };
}

function acordoText({ acordo, standing, parts }: ShownWhole): string {
  const { by, confirmedBy, reason, at, end } = acordo;
  const head = facts([
    ['acordo', `${acordo.id} of ${acordo.company}`],
    ['account', acordo.account],
    ['state', stateText(standing)],
    ['debt as of', acordo.on],
    ['replaces', acordo.replaced.map(({ receivable, cents }) => `${receivable} ${brl(cents)}`).join(', ')],
    ['discount, charges', `${brl(acordo.discountCents)}, ${brl(acordo.chargesCents)}`],
    ['paid, open', `${brl(standing.paidCents)}, ${brl(standing.openCents)}`],
    ['made', `${at} by ${by}${confirmedBy === undefined ? '' : ` and ${confirmedBy}`}: ${reason}`],
    [end?.how ?? '', end && `${end.at} by ${end.by}: ${end.reason}`],
  ]);
  const rows = parts.map(({ id, dueOn, faceCents, status, settledOn, dueCents }, index) => [
    id,
    partName(index),
    dueOn,
    brl(faceCents),
    settledOn === undefined ? status : `${status} on ${settledOn}`,
    brl(dueCents),
  ]);
  const given = (end?.shares ?? []).map(({ from, to, cents }) => [from, to, brl(cents)]);
  return [
    head,
    table(['receivable', 'part', 'due on', 'amount', 'status', 'due today'], rows, [3, 5]),
    ...(given.length > 0 ? [table(['paid to', 'now pays', 'amount'], given, [2])] : []),
  ].join('\n\n');
}
