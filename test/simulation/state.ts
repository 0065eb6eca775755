import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredCase } from '@baixa/collection';
import { fileIdOf } from '@baixa/core';
import type { Arrival, FileRecord } from '@baixa/intake';
import type { PlacedFact } from '@baixa/scoring';
import {
  type Charge,
  type EntryOutcome,
  type FileStep,
  type FileSums,
  isCharge,
  type LearnedRule,
  type Receivable,
  type Resolution,
} from '@baixa/settlement';
import {
  type CommandResult,
  eventLedger,
  fileStore,
  learnedRuleStore,
  ledgerReader,
  receivableStore,
} from '@baixa/store';
import type { Site } from './engines.ts';
import { TODAY } from './pipeline.ts';
import type { World, WorldFile } from './world.ts';

type Item = Record<string, unknown>;

/** A file with what stands of it in the register and in the ledger. */
export interface FileState {
  file: WorldFile;
  record: (FileRecord & { done?: Set<number> }) | undefined;
  /** One for each entry, in the file's order, with the chunk it came in: the last that the ledger has of it. */
  outcomes: EntryOutcome[];
  /** What was made of it after it was settled. */
  steps: FileStep[];
  /** What the register shows of it. */
  sums: FileSums | undefined;
}

/** Everything that lasts, as it stands when nothing moves any more. */
export interface State {
  receivables: Receivable[];
  charges: Charge[];
  files: FileState[];
  arrivals: Arrival[];
  /** Exceptions and bare claims, by the id that their key has. */
  exceptions: Item[];
  /** What became of entries whose exception has ended, by `file:offset`, with the exception's id. */
  resolved: Map<string, EntryOutcome & { exception: string }>;
  commands: CommandResult[];
  /** What was learned, forgotten or not. */
  rules: LearnedRule[];
  /** The ids of the events that the ledger keeps. */
  kept: Set<string>;
  cases: StoredCase[];
  bookings: (PlacedFact & { source: string })[];
}

async function scan(site: Site, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await site.engines.dynamodb.send(
      new ScanCommand({ TableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

async function keptIds(site: Site): Promise<Set<string>> {
  const ledger = eventLedger(site.engines.s3, site.ledger);
  const ids = new Set<string>();
  let after: string | undefined;
  do {
    const page = await ledger.pageOf(TODAY, after);
    for (const { id } of page.events) ids.add(id);
    after = page.next;
  } while (after !== undefined);
  return ids;
}

/** Reads all that a run left, straight from the tables and the ledger. */
export async function readState(site: Site, world: World): Promise<State> {
  const [receivables, files, contracts] = await Promise.all(
    [site.receivables, site.files, site.contracts].map((table) => scan(site, table)),
  );
  const of = (items: Item[] | undefined, key: 'pk' | 'sk', prefix: string) =>
    (items ?? []).filter((item) => String(item[key]).startsWith(prefix));
  const book = receivableStore(
    { client: site.engines.dynamodb, name: site.receivables },
    { consistent: true },
  );
  const loaded = await Promise.all(
    world.profile.companies.map(async ({ id: company }) => {
      const own = of(receivables, 'pk', `R#${company}#`).map(({ id }) => id as string);
      return [...(await book.loadPayables(company, own)).values()];
    }),
  );
  const register = fileStore({ client: site.engines.dynamodb, name: site.files });
  const ledger = ledgerReader(site.engines.s3, site.ledger);
  const fileStates = await Promise.all(
    world.files.map(async (file): Promise<FileState> => {
      const record = of(files, 'pk', `FILE#${fileIdOf(file.id)}`)[0] as FileState['record'];
      const chunks = Array.from({ length: record?.chunks ?? 0 }, (_, index) => index + 1);
      const { steps = [], sums } = (await register.find(file.id)) ?? {};
      const outcomes = await Promise.all(
        chunks.map(async (chunk) => {
          const last = new Map<number, EntryOutcome>();
          for (const step of [1, ...steps.map((each) => each.step)])
            for (const one of (await ledger.outcomesOf(file.id, chunk, step)) ?? [])
              last.set(one.offset, one);
          return [...last.values()];
        }),
      );
      return { file, record, outcomes: outcomes.flat(), steps, sums };
    }),
  );
  const payables = loaded.flat();
  return {
    receivables: payables.filter((each): each is Receivable => !isCharge(each)),
    charges: payables.filter((each) => isCharge(each)),
    files: fileStates,
    arrivals: of(files, 'pk', 'ARRIVAL#') as unknown as Arrival[],
    exceptions: of(files, 'pk', 'EXCEPTION#'),
    resolved: new Map(
      of(files, 'pk', 'EXCEPTION#').flatMap(({ pk, resolution }) => {
        const { outcomes = [] } = (resolution ?? {}) as Partial<Resolution>;
        const exception = String(pk).slice('EXCEPTION#'.length);
        return outcomes.map(
          (outcome) => [`${outcome.file}:${outcome.offset}`, { ...outcome, exception }] as const,
        );
      }),
    ),
    kept: await keptIds(site),
    rules: await learnedRuleStore({ client: site.engines.dynamodb, name: site.contracts }).all(),
    commands: of(files, 'pk', 'COMMAND#') as unknown as CommandResult[],
    cases: of(contracts, 'sk', 'CASE#') as unknown as StoredCase[],
    bookings: of(contracts, 'sk', 'BOOKED#') as unknown as State['bookings'],
  };
}
