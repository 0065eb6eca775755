import { mapLimit, type Problem } from '@baixa/core';
import { type AcordoRow, readAcordos } from '../acordo-file.ts';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { mustBeFiles } from '../files-there.ts';
import { patienceOfCommands, resultOf } from '../give-command.ts';
import { companiesOf, onlyCompany } from '../only.ts';
import { type Patience, progress } from '../progress.ts';
import { brl, type View } from '../view.ts';
import { pathOf, type ShownWhole } from './acordos.ts';

const ACORDOS_AT_ONCE = 8;

/** Waits for what became of a command about an acordo. */
async function doneOf(api: Api, command: string, patience?: Patience) {
  const { counts, problems } = await resultOf(api, command, patience);
  return { done: Object.keys(counts)[0], problems };
}

/** `baixa agree FILE…`: replaces receivables by a down payment and instalments. */
export async function agree(files: string[], given: { company?: string; reason?: string }): Promise<View> {
  mustBeFiles(files);
  const api = apiOf(connect());
  const read = [];
  for (const file of files) read.push({ file, ...(await readAcordos(file, given)) });
  const rows = read.flatMap(({ file, rows: own }) => own.map((row) => ({ file, ...row })));
  const problems = read.flatMap((each) => each.problems);
  const only = rows.some(({ value }) => value.company === undefined)
    ? await onlyCompany(api, given.company)
    : '';
  const bar = progress('acordos', rows.length);
  const patience = patienceOfCommands();
  let through = 0;
  const results = await mapLimit(rows, ACORDOS_AT_ONCE, async ({ file, line, value }) => {
    const result = await agreeOne(api, value.company ?? only, value, patience);
    through += 1;
    bar.update(through);
    const where = { file, ...(file.endsWith('.yaml') || file.endsWith('.yml') ? {} : { line }) };
    return {
      ...result,
      problems: result.problems.map((each) => ({
        ...each,
        where: { ...each.where, ...where },
        message: `${value.id}: ${each.message}`,
      })),
    };
  });
  bar.stop();
  return {
    data: results,
    text: results.map(madeText).join('\n') || 'No acordo was asked for.',
    problems: [...problems, ...results.flatMap((each) => each.problems)],
  };
}

interface Agreed {
  id: string;
  company: string;
  done?: string | undefined;
  shown?: ShownWhole;
  problems: Problem[];
}

async function agreeOne(
  api: Api,
  company: string,
  { company: _, ...wish }: AcordoRow,
  patience: Patience,
): Promise<Agreed> {
  const { id } = wish;
  try {
    const { command } = await api.send<{ command: string }>('POST', pathOf(company), wish);
    const { done, problems } = await doneOf(api, command, patience);
    if (done === undefined) return { id, company, problems };
    return { id, company, done, shown: await api.get<ShownWhole>(pathOf(company, id)), problems };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { id, company, problems: error.problems };
  }
}

function madeText({ id, done, shown }: Agreed): string {
  if (done === undefined || shown === undefined) return `${id}: nothing was done.`;
  const { replaced, parts, discountCents, chargesCents } = shown.acordo;
  const [down, ...instalments] = parts;
  const debt = replaced.reduce((sum, { cents }) => sum + cents, 0);
  const change = [
    ...(chargesCents > 0 ? [`${brl(chargesCents)} charges`] : []),
    ...(discountCents > 0 ? [`${brl(discountCents)} discount`] : []),
  ];
  const said = {
    made: 'is made',
    proposed: 'waits for a second person, who gives the same command',
    unchanged: 'was made before, nothing changed',
  }[done];
  return `${id} ${said}: ${replaced.length} receivables of ${brl(debt)}${change.length > 0 ? ` (${change.join(', ')})` : ''} become ${brl(down?.faceCents)} down and ${instalments.length} instalments.`;
}

/** `baixa break --late`: breaks what is late for longer than its company allows; tells what is kept. */
export async function breakLate({ on, company }: { on?: string; company?: string }): Promise<View> {
  const api = apiOf(connect());
  const results = [];
  for (const each of await companiesOf(api, company)) {
    const path = `/companies/${encodeURIComponent(each)}/acordo-sweeps`;
    const { command } = await api.send<{ command: string }>('POST', path, on === undefined ? {} : { on });
    const { counts } = await resultOf(api, command);
    results.push({ company: each, kept: counts.kept ?? 0, broken: counts.broken ?? 0 });
  }
  return {
    data: results,
    text: results.map((each) => `${each.company}: ${each.broken} broken, ${each.kept} kept`).join('\n'),
  };
}

/** `baixa break ACORDO`: ends it; what it replaced is to be paid again. */
export async function breakAcordo(
  id: string,
  { reason, cancel, company: given }: { reason: string; cancel?: true; company?: string },
): Promise<View> {
  const api = apiOf(connect());
  const company = await onlyCompany(api, given);
  const how = cancel === true ? 'cancelled' : 'broken';
  const { command } = await api.send<{ command: string }>('POST', `${pathOf(company, id)}/end`, {
    how,
    reason,
  });
  const { done, problems } = await doneOf(api, command);
  if (done === undefined) throw new CommandFailed(problems);
  const shown = await api.get<ShownWhole>(pathOf(company, id));
  const moved = shown.acordo.end?.shares?.reduce((sum, { cents }) => sum + cents, 0) ?? 0;
  const restored = shown.acordo.replaced.map(({ receivable }) => receivable);
  return {
    data: { done, ...shown },
    text: [
      `${id} is ${how}${done === 'unchanged' ? ' already' : ''}. ${restored.join(', ')} ${restored.length === 1 ? 'stands' : 'stand'} again.`,
      ...(moved > 0
        ? [
            `What was paid under it, ${brl(moved)}, pays ${restored.length === 1 ? 'it' : 'them'} now, the oldest first.`,
          ]
        : []),
    ].join('\n'),
  };
}
