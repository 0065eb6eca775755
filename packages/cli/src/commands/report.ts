import { writeFile } from 'node:fs/promises';
import { countedIn, strataIn } from '@baixa/audit';
import { problem, sha256Of } from '@baixa/core';
import { ladderStepsOf } from '@baixa/profile';
import { csvOf, type MeasurementReport, measurementReport, pdfOf, xlsxOf } from '@baixa/report';
import { apiOf, connect, type Outputs } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { ledgerOf } from '../ledger.ts';
import { type Book, onlyContract } from '../only.ts';
import { table, type View } from '../view.ts';
import { closedCycle, cycleNumber, cyclesOf } from './collect.ts';
import { stepsOf } from './explain.ts';

export interface AskedReport {
  pdf?: string;
  xlsx?: string;
  csv?: string;
}

/** `baixa report CONTRACT N --pdf FILE --xlsx FILE --csv FILE`: the measurement report of a closed cycle. */
export async function report(given: string, askedCycle: string, asked: AskedReport): Promise<View> {
  if (asked.pdf === undefined && asked.xlsx === undefined && asked.csv === undefined)
    throw new CommandFailed([
      problem(
        'report.no-file',
        {},
        'Nothing says where the report goes.',
        'baixa report CONTRACT N --pdf FILE, --xlsx FILE, --csv FILE, or several of them.',
      ),
    ]);
  const made = await reportOf(connect(), given, cycleNumber(askedCycle));
  const forms: [string | undefined, () => Promise<Uint8Array | string>][] = [
    [asked.pdf, () => pdfOf(made)],
    [asked.xlsx, () => xlsxOf(made)],
    [asked.csv, async () => csvOf(made)],
  ];
  const written: { file: string; bytes: number; sha256: string }[] = [];
  for (const [file, make] of forms) {
    if (file === undefined) continue;
    const content = await make();
    await writeFile(file, content);
    written.push({ file, bytes: Buffer.byteLength(content), sha256: sha256Of(content) });
  }
  const { contract, cycle } = made.input.result;
  return {
    data: { contract, cycle, result: made.input.sha256, written },
    text: table(
      ['file', 'bytes', 'SHA-256'],
      written.map(({ file, bytes, sha256 }) => [file, bytes, sha256]),
      [1],
    ),
  };
}

/** The report of a closed cycle, from its result, its tallies and what it counted. @throws CommandFailed */
export async function reportOf(outputs: Outputs, given: string, cycle: number): Promise<MeasurementReport> {
  const api = apiOf(outputs);
  const id = await onlyContract(api, given);
  const all = await cyclesOf(api, id);
  const { result, sha256 } = closedCycle(all, id, cycle);
  const { steps, problems } = stepsOf(result);
  if (problems.length > 0) throw new CommandFailed(problems);
  const { contracts, companies } = await api.get<Book>('/companies');
  const contract = contracts.find((each) => each.id === id);
  const company = companies.find((each) => each.id === contract?.company);
  if (contract === undefined || company === undefined || result.terms === undefined)
    throw new CommandFailed([
      problem('report.no-contract', {}, `No profile has contract ${id} with its company.`),
    ]);
  const ledger = ledgerOf(outputs);
  const strata = await strataIn(ledger, id, cycle);
  return measurementReport({
    company: company.name,
    contractor: contract.contractor,
    actionNames: Object.fromEntries(ladderStepsOf(contract).map(({ type, name }) => [type, name])),
    result: { ...result, terms: result.terms },
    sha256,
    history: all.map((each) => each.result).filter((each) => each.cycle < cycle),
    steps,
    ...(strata === undefined ? {} : { strata }),
    counted: await countedIn(ledger, id, cycle),
  });
}
