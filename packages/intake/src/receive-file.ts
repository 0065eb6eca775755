import { createHash } from 'node:crypto';
import { type Clock, type Entry, fileIdOf, type Problem, problem, warning } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import { type FileHeader, type FileTotals, readReturnFile } from '@baixa/return-files';
import { asReceived } from './as-received.ts';
import { type Arrival, type FileRecord, MAX_PROBLEMS_KEPT } from './file-record.ts';
import { findAgreement, folderOf } from './find-agreement.ts';
import type { AgreementBook, ChunkQueue, EntryLedger, FileRegister, Inbox, InboxObject } from './ports.ts';

export interface ReceivePorts {
  inbox: Inbox;
  ledger: EntryLedger;
  register: FileRegister;
  agreements: AgreementBook;
  chunkQueue: ChunkQueue;
  clock: Clock;
  /** Entries in one chunk. */
  chunkEntries: number;
}

/**
 * Receives one file exactly once, in bounded memory. A first pass over the bytes gives the id (their SHA-256), so that
 * content that came before has no effect; a second reads the entries into the ledger chunk by chunk. Only when the
 * whole file was read and its trailer agrees are they taken for good and released. Doing it again after a crash writes
 * the same objects and messages; a file that is in the register is not read again, for a newer reader might read it
 * otherwise.
 */
export async function receiveFile(ports: ReceivePorts, object: InboxObject): Promise<Arrival> {
  const { register, clock } = ports;
  const arrive = async (outcome: Arrival['outcome'], file?: string): Promise<Arrival> => {
    const arrival: Arrival = {
      key: object.key,
      versionId: object.versionId,
      outcome,
      at: clock.now(),
      ...(file === undefined ? {} : { file }),
    };
    await register.recordArrival(arrival);
    return arrival;
  };
  const digest = await digestOf(ports.inbox, object);
  if (digest === undefined) return arrive('missing');
  const { id, sha256 } = digest;
  const known = await register.find(id);
  if (known !== undefined && known.status !== 'received' && known.status !== 'quarantined')
    return arrive(known.key === object.key ? 'accepted' : 'duplicate', id);
  const entered =
    known?.status === 'received'
      ? { record: known, hashes: await ports.ledger.hashesOfEntries(id, known.chunks) }
      : await readAndEnter(ports, object, { id, sha256 });
  if (entered === undefined) return arrive('missing');
  const { record, hashes } = entered;
  if (record.status === 'quarantined') return arrive('quarantined', id);
  const { chunks, company = '', agreement = '', createdOn } = record;
  await ports.ledger.takeEntries(agreement, id, hashes);
  await ports.chunkQueue.release(
    Array.from({ length: chunks }, (_, index) => ({
      file: id,
      chunk: index + 1,
      chunks,
      company,
      agreement,
      createdOn,
    })),
  );
  await register.markReleased(id);
  return arrive('accepted', id);
}

async function digestOf(inbox: Inbox, object: InboxObject) {
  const source = await inbox.open(object);
  if (source === undefined) return undefined;
  const hash = createHash('sha256');
  for await (const bytes of source) hash.update(bytes);
  const sha256 = hash.digest('hex');
  return { id: fileIdOf(sha256), sha256 };
}

/** A file as the register has it, and the SHA-256 of each chunk of its entries. */
interface Entered {
  record: FileRecord;
  hashes: string[];
}

async function readAndEnter(
  ports: ReceivePorts,
  object: InboxObject,
  digest: { id: string; sha256: string },
): Promise<Entered | undefined> {
  const source = await ports.inbox.open(object);
  if (source === undefined) return undefined;
  const entered = await readIntoLedger(ports, object, source, digest);
  await ports.register.enter(entered.record);
  return entered;
}

interface Reading {
  header?: FileHeader;
  agreement?: Agreement;
  received?: (entry: Entry) => Entry;
  totals?: FileTotals;
  problems: Problem[];
  problemCount: number;
  firstError?: Problem;
  /** Problems for which nothing of the file may be settled. */
  refusals: Problem[];
  /** The SHA-256 of each chunk that was written. */
  hashes: string[];
}

async function readIntoLedger(
  ports: ReceivePorts,
  object: InboxObject,
  source: AsyncIterable<Uint8Array>,
  { id, sha256 }: { id: string; sha256: string },
): Promise<Entered> {
  const name = object.key.split('/').at(-1) ?? object.key;
  const reading: Reading = { problems: [], problemCount: 0, refusals: [], hashes: [] };
  let waiting: Entry[] = [];
  const flush = async () => {
    reading.hashes.push(await ports.ledger.saveEntries(id, reading.hashes.length + 1, waiting));
    waiting = [];
  };
  for await (const item of readReturnFile(source, { name })) {
    if (item.type === 'header') await identify(ports, reading, item.header, folderOf(object.key));
    else if (item.type === 'problem') note(reading, item.problem);
    else if (item.type === 'end') reading.totals = item.totals;
    else if (reading.received !== undefined) {
      waiting.push(reading.received(item.entry));
      if (waiting.length === ports.chunkEntries) await flush();
    }
  }
  // A file of which nothing could be read is no empty file.
  if (reading.totals?.entries === 0 && reading.firstError !== undefined)
    reading.refusals.push(reading.firstError);
  if (reading.refusals.length === 0) await checkSequence(ports.register, reading, id);
  const refused = reading.refusals.length > 0 || reading.agreement === undefined;
  // A file without entries still goes through settlement, as one empty chunk, so that it ends like every other.
  if (!refused && (waiting.length > 0 || reading.hashes.length === 0)) await flush();
  const { header, totals, agreement, hashes } = reading;
  const record: FileRecord = {
    id,
    sha256,
    name,
    key: object.key,
    bytes: totals?.bytes ?? 0,
    status: refused ? 'quarantined' : 'received',
    receivedAt: ports.clock.now(),
    format: header?.format ?? 'unknown',
    service: header?.service ?? 'outro',
    bank: header?.bank,
    company: agreement?.company,
    agreement: agreement?.id,
    sequence: header?.sequenceNumber,
    createdOn: header?.createdOn,
    lines: totals?.lines ?? 0,
    entries: totals?.entries ?? 0,
    chunks: refused ? 0 : hashes.length,
    moneyInCents: totals?.moneyInCents ?? 0,
    moneyOutCents: totals?.moneyOutCents ?? 0,
    feeCents: totals?.feeCents ?? 0,
    problems: reading.problems,
    problemCount: reading.problemCount,
  };
  return { record, hashes };
}

/**
 * Problems of the file as a whole, by the part of their code after the format: its amounts or its end are not what they
 * must be, or it holds what belongs to another company. Nobody may settle a part of it while they stand.
 */
const REFUSES_FILE = new Set([
  'trailer-amount',
  'balance-differs',
  'no-trailer',
  'second-header',
  'other-agreement',
  'remessa',
  'cut-off',
  'too-large',
  'empty',
]);

function refusesFile({ code, severity }: Problem): boolean {
  return severity === 'error' && REFUSES_FILE.has(code.slice(code.indexOf('.') + 1));
}

function note(reading: Reading, found: Problem): void {
  reading.problemCount += 1;
  if (reading.problems.length < MAX_PROBLEMS_KEPT) reading.problems.push(found);
  if (found.severity === 'error') reading.firstError ??= found;
  if (refusesFile(found)) reading.refusals.push(found);
}

function refuse(reading: Reading, found: Problem): void {
  reading.problems.unshift(found);
  reading.problemCount += 1;
  reading.refusals.push(found);
}

async function identify(
  { agreements }: ReceivePorts,
  reading: Reading,
  header: FileHeader,
  folder: string | undefined,
): Promise<void> {
  reading.header = header;
  if (!isSettled(header)) return;
  const found = findAgreement(header, await agreements.all(), folder);
  if ('code' in found && 'severity' in found) refuse(reading, found);
  else {
    reading.agreement = found;
    reading.received = asReceived(found, header);
  }
}

const SETTLED: ReadonlySet<FileHeader['service']> = new Set([
  'cobranca',
  'pix',
  'arrecadacao',
  'debito-automatico',
  'extrato',
]);

/** The files whose entries are settled; of any other, its reader says what it is. */
function isSettled({ format, service }: FileHeader): boolean {
  return format !== 'unknown' && SETTLED.has(service) && !(format === 'cnab240' && service !== 'cobranca');
}

/** Banks number the files of an agreement anew for each format and service. */
function seriesOf(agreement: Agreement, { format, service }: FileHeader): string {
  return format === 'cnab240' ? agreement.id : `${agreement.id}/${format}/${service}`;
}

async function checkSequence(register: FileRegister, reading: Reading, file: string): Promise<void> {
  const { header, agreement } = reading;
  if (header === undefined || agreement === undefined) return;
  const sequence = header.sequenceNumber;
  if (sequence === undefined || sequence === 0) return;
  const { holder, highest } = await register.claimSequence(seriesOf(agreement, header), sequence, file);
  if (holder !== file)
    refuse(
      reading,
      problem(
        'file.sequence-reused',
        {},
        `File number ${sequence} of agreement ${agreement.id} came before with other content (file ${holder}).`,
        'Ask the bank which of the two is right; to take this one, have it sent under a new number.',
      ),
    );
  else if (highest !== undefined && sequence > highest + 1)
    note(
      reading,
      warning(
        'file.sequence-gap',
        {},
        `File numbers ${highest + 1} to ${sequence - 1} of agreement ${agreement.id} have not arrived.`,
        'Ask the bank to send them; files may also arrive out of order.',
      ),
    );
}
