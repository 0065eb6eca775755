import { caseWindow, timelineOf } from '@baixa/collection';
import { collectionTermsOf } from '@baixa/profile';
import { readingsOf, scoreUnderEveryReading, scoringProfile } from '@baixa/scoring';
import {
  type Charge,
  creditsOf,
  currentOutcomes,
  dueOn,
  type EntryOutcome,
  isCharge,
  type Receivable,
  sentenceOf,
} from '@baixa/settlement';
import type { ApiDeps } from './deps.ts';
import { answer, checked, day, limitOf, notFound, param, type Request, type Response } from './http.ts';
import { promisesOfAccount } from './promises.ts';

/** Entries in one answer; whole chunks, so a few hundred more. An answer is at most 6 MB. */
const MAX_ENTRIES = 2000;

/** GET /companies: the companies and contracts there are. */
export async function listCompanies({ profiles }: ApiDeps): Promise<Response> {
  const [companies, agreements, contracts] = await Promise.all([
    profiles.companies(),
    profiles.all(),
    profiles.contracts(),
  ]);
  return answer(200, { companies, agreements, contracts });
}

/** GET /commands/{id} */
export async function findCommand({ commands }: ApiDeps, request: Request): Promise<Response> {
  const id = param(request, 'id');
  const result = await commands.find(id);
  return result === undefined ? notFound('result yet of command', id) : answer(200, result);
}

/** GET /files: the newest first. */
export async function listFiles({ files }: ApiDeps, request: Request): Promise<Response> {
  return answer(200, { files: await files.list(limitOf(request)) });
}

/** GET /files/{id}: the file with the outcome that each entry has now, up to some 2,000; none with `?entries=0`. */
export async function findFile({ files, ledger }: ApiDeps, request: Request): Promise<Response> {
  const id = param(request, 'id');
  const file = await files.find(id);
  if (file === undefined) return notFound('file', id);
  const entries: EntryOutcome[] = [];
  const most = request.queryStringParameters?.entries === '0' ? 0 : MAX_ENTRIES;
  for (let chunk = 1; chunk <= file.chunks && entries.length < most; chunk++)
    entries.push(
      ...(await currentOutcomes(ledger, id, chunk, 1 + (file.steps?.length ?? 0))).map(
        ({ outcome }) => outcome,
      ),
    );
  return answer(200, { file, entries });
}

/** GET /files/{id}/told-again: the files that told payments again that counted in this one. */
export async function filesThatToldAgain({ files }: ApiDeps, request: Request): Promise<Response> {
  return answer(200, { files: await files.toldAgainBy(param(request, 'id')) });
}

/** GET /rules?agreement=…: what operators' choices taught. Whom a rule of a payer is about is shown to nobody. */
export async function listRules({ learnedRules }: ApiDeps, request: Request): Promise<Response> {
  const asked = request.queryStringParameters?.agreement;
  const rules = (await learnedRules.all()).filter(
    ({ agreement }) => asked === undefined || agreement === asked,
  );
  return answer(200, {
    rules: rules.map(({ what, ...rule }) => ({
      ...rule,
      what: what.kind === 'payer' ? { kind: what.kind } : what,
      sentence: sentenceOf(what, rule.learned),
    })),
  });
}

/** GET /arrivals?key=…: what the arrival of an object of the inbox came to. */
export async function findArrival({ files }: ApiDeps, request: Request): Promise<Response> {
  const key = request.queryStringParameters?.key ?? '';
  const arrival = await files.arrivalOf(key);
  return arrival === undefined ? notFound('arrival yet of', key) : answer(200, arrival);
}

/**
 * GET /companies/{company}/receivables/{id}: how it stands, what is due today, and its credits; of a collective charge,
 * what each receivable that it covers owes.
 */
export async function findReceivable(deps: ApiDeps, request: Request): Promise<Response> {
  const [company, id] = [param(request, 'company'), param(request, 'id')];
  const payable = (await deps.receivables.loadPayables(company, [id])).get(id);
  if (payable === undefined) return notFound(`receivable of ${company} with the id`, id);
  const credits = await creditsOf(deps.exceptions, payable);
  if (isCharge(payable))
    return answer(200, { charge: payable, covered: await coveredBy(deps, payable), credits });
  return answer(200, { receivable: payable, due: dueToday(deps, payable), credits });
}

function dueToday({ clock }: ApiDeps, receivable: Receivable) {
  const today = clock.today();
  return receivable.status === 'open' ? { on: today, ...dueOn(receivable, today) } : undefined;
}

/** What a charge covers; of a receivable that is not registered yet, only its id. */
async function coveredBy(deps: ApiDeps, { company, covers }: Charge) {
  const ids = covers.map(({ receivable }) => receivable);
  const loaded = await deps.receivables.load(company, ids);
  return covers.map((cover) => {
    const found = loaded.get(cover.receivable);
    if (found === undefined) return cover;
    const { account, dueOn: due, status, settledOn } = found;
    return { ...cover, account, dueOn: due, status, settledOn, due: dueToday(deps, found) };
  });
}

/** GET /companies/{company}/exceptions: the newest open ones first. */
export async function listExceptions({ exceptions }: ApiDeps, request: Request): Promise<Response> {
  const company = param(request, 'company');
  return answer(200, { exceptions: await exceptions.listOpen(company, limitOf(request)) });
}

/** GET /contracts/{contract}/cases/{account}: each case with its timeline, delays, window and outcome; the promises. */
export async function findCases(deps: ApiDeps, request: Request): Promise<Response> {
  const [id, account] = [param(request, 'contract'), param(request, 'account')];
  const contract = (await deps.profiles.contracts()).find((each) => each.id === id);
  if (contract === undefined) return notFound('contract', id);
  const cases = await deps.cases.casesOf(id, account);
  if (cases.length === 0) return notFound('collection case of account', account);
  const today = deps.clock.today();
  const termsOn = collectionTermsOf(contract);
  return answer(200, {
    today,
    promises: await promisesOfAccount(deps, contract.company, account),
    cases: cases.map(({ noticeGeneratedOn, actions, receivables, assessment }) => ({
      contract: id,
      account,
      noticeGeneratedOn,
      window: caseWindow(noticeGeneratedOn, termsOn(noticeGeneratedOn)),
      ...timelineOf(noticeGeneratedOn, actions, assessment, today, termsOn(noticeGeneratedOn)),
      receivables,
      assessment,
    })),
  });
}

/** GET /contracts/{contract}/cycles: the closed cycles; with `?readings` also their scores under every reading. */
export async function listCycles({ profiles, cycles }: ApiDeps, request: Request): Promise<Response> {
  const id = param(request, 'contract');
  const contract = (await profiles.contracts()).find((each) => each.id === id);
  if (contract === undefined) return notFound('contract', id);
  const committed = await cycles.committed(id);
  if (request.queryStringParameters?.readings === undefined) return answer(200, { cycles: committed });
  const profile = scoringProfile(contract.profile, readingsOf(contract));
  return answer(200, {
    cycles: committed.map((each) => ({
      ...each,
      readings: scoreUnderEveryReading({
        profile,
        targets: { ...contract.targets, criticality: contract.criticality },
        cycle: each.result.cycle,
        measure: each.result.score.measure,
        measuredValueCents: each.result.score.measuredValueCents,
        history: committed.map(({ result }) => result.score).filter(({ cycle }) => cycle < each.result.cycle),
      }),
    })),
  });
}

/** GET /contracts/{contract}/recoveries: how many accounts were recovered on each day of the window. */
export async function recoveriesByDay({ cases }: ApiDeps, request: Request): Promise<Response> {
  const byDay: Record<number, number> = {};
  const byStatus: Record<string, number> = {};
  for await (const { status = 'open', dayOfWindow } of cases.allCases(param(request, 'contract'))) {
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (status === 'recovered' && dayOfWindow !== undefined)
      byDay[dayOfWindow] = (byDay[dayOfWindow] ?? 0) + 1;
  }
  return answer(200, { byDay, byStatus });
}

/** GET /events/{day}?after=…: the events of a day (UTC) as they were published, a page of them. */
export async function eventsOfDay({ events }: ApiDeps, request: Request): Promise<Response> {
  const asked = checked(day, param(request, 'day'), 'day');
  return answer(200, await events.pageOf(asked, request.queryStringParameters?.after));
}

/** GET /closings/{name} */
export async function findClosing(deps: ApiDeps, request: Request): Promise<Response> {
  const name = param(request, 'name');
  const status = await deps.closingStatus(name);
  return status === undefined ? notFound('closing', name) : answer(200, status);
}
